/** A case about an agreement of its own for each test, as far as it is asked for: of Les Mercredis, whose earlier ones are put aside. */
import {
  agree,
  fillDossier,
  openAgreement,
  submitDossier,
  takeStep,
  type Step,
} from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, addMonths, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import type { Kind, Outcome, Status } from '../../workflows/agreement-renewal/contract.ts';
import type { House } from '../support/house.ts';

export const bodyId = stableId('body mercredis');
export const operator = 'admin-mercredis';
export const by = stableId(`user ${operator}`);
export const referent = stableId('user aes-referent');
export const director = stableId('user atl-director');

export type Reached = Extract<
  Status,
  | 'invited'
  | 'late'
  | 'preparation'
  | 'examination'
  | 'complement-asked'
  | 'commission'
  | 'decision'
  | 'signature'
  | 'conditions-follow-up'
  | 'refused'
  | 'appeal'
>;
export interface Asked {
  kind?: Kind;
  /** Last day of the agreement; nine months ahead where nothing is said. */
  endsOn?: Day;
  outcome?: Outcome;
}

/** @returns its case */
export async function anAgreement(
  { db, clock: { now }, deps: { blobs } }: Pick<House, 'db' | 'clock' | 'deps'>,
  status: Reached,
  { kind = status === 'preparation' ? 'first' : 'renewal', outcome, ...asked }: Asked = {},
): Promise<string> {
  const today = dayOf(now);
  // Late: the last day to submit has passed, and the agreement has not ended.
  const endsOn = asked.endsOn ?? addMonths(today, status === 'late' ? 2 : 9);
  await db('cases')
    .where({ slug: 'agreement-renewal', subject_id: bodyId })
    .whereNull('closed_at')
    .update({ closed_at: new Date(now) });
  const agreementId = await agree(db, { bodyId, from: addDays(addMonths(endsOn, -60), 1), to: endsOn });
  let at = now - 3_600_000;
  const caseId = await openAgreement(db, {
    bodyId,
    kind,
    ...(kind === 'first' ? {} : { agreement: { agreementId, endsOn } }),
    by,
    at,
  });
  const act = async (step: Omit<Step, 'at'>): Promise<void> => {
    at += 1000;
    await takeStep(db, caseId, { ...step, at });
  };
  const one = { role: 'aes-referent', userId: referent } as const;
  const clock = { role: 'clock', userId: null } as const;
  const road: Partial<Record<Status, () => Promise<void>>> = {
    'invited': () => (kind === 'renewal' ? act({ ...clock, action: 'invite' }) : Promise.resolve()),
    'examination': async () => {
      await fillDossier(db, blobs, { caseId, bodyId, by, at });
      at += 1000;
      await submitDossier(db, { caseId, bodyId, by, at });
    },
    'commission': async () => {
      await act({ ...one, action: 'examine', facts: { met: 11, unmet: 0 }, content: { checklist: [] } });
      await act({
        ...one,
        action: 'give-report',
        facts: { outcome: 'renew' },
        content: { motives: 'Projet conforme.' },
      });
    },
    'decision': () =>
      act({
        ...one,
        action: 'note-commission-opinion',
        facts: { opinion: outcome ?? 'renew', sessionOn: today },
        content: { text: 'Avis favorable.' },
      }),
    'signature': () =>
      act({
        ...one,
        action: 'propose-decision',
        facts: {
          outcome: outcome ?? 'renew',
          effectiveOn: outcome === 'refuse' ? addDays(endsOn, 1) : today,
          ...(outcome === 'refuse' ? { grounds: ['project'] } : { untilOn: addDays(addMonths(today, 60), -1) }),
          ...(outcome === 'renew-under-conditions' ? { conditions: [{ id: '1', dueOn: addMonths(today, 3) }] } : {}),
        },
        content: {
          motives: 'La commission est suivie.',
          ...(outcome === 'renew-under-conditions'
            ? { conditions: [{ id: '1', text: 'Clôturer la cour', dueOn: addMonths(today, 3) }] }
            : {}),
        },
      }),
    'granted': () => act({ role: 'atl-director', userId: director, action: 'sign-decision', content: {} }),
  };
  const go = async (...steps: Status[]): Promise<void> => {
    for (const step of steps) await road[step]?.();
  };
  switch (status) {
    case 'preparation':
      break;
    case 'invited':
      await go('invited');
      break;
    case 'late':
      await go('invited');
      await act({ ...clock, action: 'last-day-ends' });
      break;
    case 'examination':
    case 'commission':
    case 'decision':
    case 'signature': {
      const order: Status[] = ['invited', 'examination', 'commission', 'decision', 'signature'];
      await go(...order.slice(0, order.indexOf(status) + 1));
      break;
    }
    case 'complement-asked':
      await go('invited', 'examination');
      await act({
        ...one,
        action: 'ask-complement',
        facts: { sections: ['project'] },
        content: { text: 'La date de la version.' },
      });
      break;
    case 'conditions-follow-up':
      outcome = 'renew-under-conditions';
      await go('invited', 'examination', 'commission', 'decision', 'signature', 'granted');
      await act({ ...clock, action: 'take-effect' });
      break;
    case 'refused':
    case 'appeal':
      outcome = 'refuse';
      await go('invited', 'examination', 'commission', 'decision', 'signature', 'granted');
      if (status === 'appeal')
        await act({
          role: 'operator',
          userId: by,
          action: 'lodge-appeal',
          content: { text: 'Le projet est conforme.' },
        });
      break;
    default:
      status satisfies never;
  }
  return caseId;
}

/** Its dossier, filled in and not submitted. */
export const fill = ({ db, clock: { now: at }, deps: { blobs } }: House, caseId: string): Promise<void> =>
  fillDossier(db, blobs, { caseId, bodyId, by, at });

/** From the examination to the signature. */
export async function decideOn(
  { db }: Pick<House, 'db'>,
  caseId: string,
  decision: object,
  at: Instant,
): Promise<void> {
  const one = { role: 'aes-referent', userId: referent } as const;
  const steps = [
    { ...one, action: 'examine', facts: { met: 11, unmet: 0 } },
    { ...one, action: 'give-report', facts: { outcome: 'renew' } },
    { ...one, action: 'note-commission-opinion', facts: { opinion: 'renew', sessionOn: dayOf(at) } },
    { ...one, action: 'propose-decision', facts: decision, content: { motives: 'Vu.' } },
    { role: 'atl-director', userId: director, action: 'sign-decision' },
  ] as const;
  for (const [index, step] of steps.entries()) await takeStep(db, caseId, { ...step, at: at + index } as never);
}
