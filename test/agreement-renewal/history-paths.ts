/** Paths of an agreement whose history in the engine is recorded for each release. */
import { agree, openAgreement } from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { addDays, addMonths } from '../../domain/calendar.ts';
import type { Action, Outcome } from '../../workflows/agreement-renewal/contract.ts';
import { process } from '../../workflows/agreement-renewal/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { day } from '../support/times.ts';

const digest = 'ab'.repeat(32);
interface Opened {
  caseId: string;
  facilityId: string;
  endsOn: string;
  act: (role: Role, action: Action, facts?: object, content?: object | null) => Promise<number>;
}

/** Of a body of its own, whose agreement ends in eleven months: it is invited at once. */
export async function openRenewal(engine: Engine): Promise<Opened> {
  const facilityId = await makeFacility(engine.db);
  await engine.db('facilities').where({ id: facilityId }).update({ kind: 'after-school-1' });
  const { organising_body_id: bodyId } = await engine
    .db('facilities')
    .where({ id: facilityId })
    .first<{ organising_body_id: string }>('organising_body_id');
  const endsOn = addMonths(await engine.today(), 11);
  const agreementId = await agree(engine.db, { bodyId, from: addDays(addMonths(endsOn, -60), 1), to: endsOn });
  const caseId = await openAgreement(engine.db, {
    bodyId,
    kind: 'renewal',
    agreement: { agreementId, endsOn },
    administration: 'namur',
    at: await engine.now(),
  });
  engine.bell.ring(process.slug, caseId);
  await engine.settle();
  return { caseId, facilityId, endsOn, act: actsThrough(engine, process, caseId) };
}

async function decide(engine: Engine, { act, endsOn }: Opened, outcome: Outcome): Promise<void> {
  const today = await engine.today();
  const conditions = [{ id: '1', dueOn: addDays(endsOn, 60) }];
  const granted = { untilOn: addMonths(endsOn, 60) };
  await act('aes-referent', 'examine', { met: 10, unmet: 1 }, { checklist: [] });
  await act('aes-referent', 'give-report', { outcome }, { motives: 'Vu.' });
  await act('aes-referent', 'note-commission-opinion', { opinion: outcome, sessionOn: today }, { text: 'Suivi.' });
  await act(
    'aes-referent',
    'propose-decision',
    {
      outcome,
      effectiveOn: addDays(endsOn, 1),
      ...(outcome === 'refuse' ? { grounds: ['project'] } : granted),
      ...(outcome === 'renew-under-conditions' ? { conditions } : {}),
    },
    { motives: 'La commission est suivie.' },
  );
  await act('atl-director', 'sign-decision', {}, {});
}

const submit = ({ act, facilityId }: Opened): Promise<number> =>
  act('operator', 'submit', { digest }, { submitted: { sections: { places: { places: [facilityId] } } } });

export const agreementPaths: Record<string, Path> = {
  async 'prolonged-under-conditions'(engine, snap) {
    const opened = await openRenewal(engine);
    const { caseId, act } = opened;
    await snap(caseId, 'invited-waiting');
    await submit(opened);
    await act('aes-referent', 'ask-complement', { sections: ['project'] }, { text: 'La date.' });
    await snap(caseId, 'complement-asked-waiting');
    await act('operator', 'give-complement', { digest }, { text: 'Elle y est.' });
    await engine.sleep(340 * day);
    await snap(caseId, 'examination-prolonged-waiting');
    await decide(engine, opened, 'renew-under-conditions');
    await engine.sleep(day);
    await snap(caseId, 'conditions-follow-up-waiting');
    await act('aes-referent', 'confirm-conditions', { met: ['1'], unmet: [] }, {});
    await snap(caseId, 'in-force');
  },
  async 'refused-and-appealed'(engine, snap) {
    const opened = await openRenewal(engine);
    const { caseId, act } = opened;
    await submit(opened);
    await decide(engine, opened, 'refuse');
    await snap(caseId, 'refused-waiting');
    await act('operator', 'lodge-appeal', {}, { text: 'Le projet est conforme.' });
    await snap(caseId, 'appeal-waiting');
    await act('appeal-secretariat', 'decide-appeal', { outcome: 'dismissed' }, { motives: 'Il ne l’est pas.' });
    await snap(caseId, 'appeal-dismissed');
  },
  async 'late-and-expired'(engine, snap) {
    const { caseId } = await openRenewal(engine);
    await engine.sleep(240 * day);
    await snap(caseId, 'late-waiting');
    await engine.sleep(120 * day);
    await snap(caseId, 'expired');
  },
};
