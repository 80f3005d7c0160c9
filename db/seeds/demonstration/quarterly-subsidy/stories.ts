/** The quarters of some subsidised crèches, opened as the calendar would: the one that runs, the one to be submitted, the one before. */
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../../../../domain/calendar.ts';
import {
  lastDayOf,
  lastDayOfMonth,
  firstDayOf,
  monthOf,
  monthsOf,
  quarterOf,
  quartersFurther,
  type Quarter,
} from '../../../../domain/quarter.ts';
import type {
  Action,
  Calculation,
  CaseData,
  CorrectionCode,
} from '../../../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../../../workflows/quarterly-subsidy/process.ts';
import type { CaseState, Role } from '../../../../workflows/procedure.ts';
import { digest as digestOf } from '../../../act-hash.ts';
import type { Database } from '../../../connect.ts';
import { openCase, recordAct } from '../../../record-act.ts';
import { centsDeclared, digestOf as sealedDigest, readQuarter } from '../../../quarterly-subsidy/sealed.ts';
import { keepCalculation } from '../../../subsidies/calculations.ts';
import { loadControl, workedOut } from '../../../subsidies/control.ts';
import { facilityIdOf } from '../narrator.ts';
import { stableId } from '../stable-id.ts';
import { encodeMonth } from '../attendance/encode.ts';
import { tellConsultations } from '../consultations/months.ts';
import { tellReport } from './reports.ts';

type End =
  | 'waiting'
  | 'derogation'
  | 'in-control'
  | 'correction-asked'
  | 'awaiting-scale'
  | 'to-sign'
  | 'to-pay'
  | 'contested'
  | 'paid';
interface Story {
  facility: string;
  /** How the quarter before the one to submit has gone, and the one to submit itself. */
  past: End;
  last: End;
  /** Months of the running quarter and of the last one that are sent. */
  sent?: number;
}

const stories: readonly Story[] = [
  // Everything is there but one thing, and the board says which.
  { facility: 'chenes', past: 'paid', last: 'waiting', sent: 3 },
  { facility: 'glands', past: 'contested', last: 'waiting', sent: 2 },
  { facility: 'clair-matin', past: 'awaiting-scale', last: 'in-control' },
  { facility: 'lutins', past: 'waiting', last: 'derogation', sent: 1 },
  { facility: 'galopins', past: 'correction-asked', last: 'waiting', sent: 3 },
  { facility: 'marmots', past: 'to-pay', last: 'in-control' },
  { facility: 'marmots-jardin', past: 'to-sign', last: 'correction-asked' },
  { facility: 'saint-gilles', past: 'paid', last: 'waiting', sent: 2 },
];

export async function tellQuarters(db: Database, now: Instant): Promise<void> {
  // The first minutes of a quarter are before its openings.
  const running = quarterOf(monthOf(dayOf(now - 3 * 3_600_000)));
  const [last, past] = [quartersFurther(running, -1), quartersFurther(running, -2)];
  for (const { facility, past: ended, last: end, sent = 3 } of stories) {
    await tell(db, { facility, quarter: past, end: ended, sent: ended === 'waiting' ? 2 : 3, now });
    await tell(db, { facility, quarter: last, end, sent: end === 'waiting' || end === 'derogation' ? sent : 3, now });
    await tell(db, { facility, quarter: running, end: 'waiting', sent: Math.min(sent, 2), now });
  }
}

interface Told {
  facility: string;
  quarter: Quarter;
  end: End;
  sent: number;
  now: Instant;
}
const at = (day: Day, hours: number): Instant => startOfDay(day) + hours * 3_600_000;

async function tell(db: Database, { facility: key, quarter, end, sent, now }: Told): Promise<void> {
  const facilityId = facilityIdOf(key);
  const facility = (await db('facilities').where({ id: facilityId }).first('organising_body_id')) as {
    organising_body_id: string;
  };
  const operator = await findOperator(db, facility.organising_body_id);
  const agents: Partial<Record<Role, string>> = {
    'operator': operator,
    'subsidy-manager': stableId(`user subsidy-manager${key.startsWith('marmots') ? '-2' : ''}`),
    'subsidy-signatory': stableId('user subsidy-signatory'),
  };
  const { caseId } = await openCase(db, process, {
    caseId: stableId(`quarter ${key} ${quarter}`),
    subject: { kind: 'facility', id: facilityId },
    period: quarter,
    kind: 'quarter',
    action: 'open-quarter',
    facts: { quarter },
    token: `opening ${key} ${quarter}`,
    actor: { role: 'procedure', userId: null },
    at: at(firstDayOf(quarter), 2),
  });
  /** The deadlines that come first, each at its hour. */
  const waitUntil = async (when: Instant): Promise<void> => {
    for (;;) {
      const { state } = (await db('cases').where({ id: caseId }).first('state')) as { state: CaseState };
      const [passed] = state.deadlines
        .filter((one) => one.at <= Math.min(when, now))
        .sort((one, other) => one.at - other.at);
      if (!passed) return;
      await recordAct(db, process, caseId, {
        action: passed.act,
        token: passed.id,
        deadline: passed.id,
        facts: {},
        actor: { role: 'clock', userId: null },
        at: passed.at,
      });
    }
  };
  const act = async (
    role: Role,
    action: Action,
    when: Instant,
    { facts = {}, content = null }: { facts?: object; content?: object | null } = {},
  ): Promise<void> => {
    if (when > now) return;
    await waitUntil(when);
    const userId = agents[role] ?? null;
    await recordAct(db, process, caseId, {
      action,
      facts,
      content,
      token: `${action} ${String(when)}`,
      actor: {
        role,
        userId,
        ...(userId ? { acr: 450 } : {}),
        ...(role === 'operator' ? { onBehalfOf: facility.organising_body_id } : {}),
      },
      at: when,
    });
  };
  const of = { caseId, organisingBodyId: facility.organising_body_id, facilityId, quarter };
  const isDeclared = end === 'waiting' || end === 'derogation';
  await tellReport(db, {
    of,
    completeness: !isDeclared ? 'whole' : lastDayOf(quarter) >= dayOf(now) ? 'begun' : 'almost',
    by: operator ?? null,
    at: Math.min(at(addDays(lastDayOf(quarter), isDeclared ? 30 : 17), 16), now - 2 * 86_400_000),
  });
  const places = await placesOf(db, facilityId);
  for (const [index, month] of monthsOf(quarter).entries()) {
    const after = addDays(lastDayOfMonth(month), 4 + index);
    const isSent = index < sent && at(after, 9) <= now;
    const told = await encodeMonth(db, { key, facilityId, places, by: operator, now }, month, isSent);
    if (index >= sent) continue;
    await act('operator', 'send-attendance', at(after, 9), told);
    const signedAt = at(addDays(after, 1), 10);
    const consultations =
      operator && signedAt <= now
        ? await tellConsultations(db, { key, facilityId, month, userId: operator, at: signedAt, now })
        : undefined;
    if (consultations) await act('operator', 'sign-consultations', signedAt, consultations);
  }
  let calculation: Calculation = calculationOf(quarter, key);
  const ended = lastDayOf(quarter);
  const on = (days: number, hours: number): Instant => at(addDays(ended, days), hours);
  const control = async (): Promise<void> => {
    const when = on(18, 15);
    if (when > now) return;
    await waitUntil(when);
    const { state } = (await db('cases').where({ id: caseId }).first('state')) as { state: CaseState };
    const { sealed } = await readQuarter(db, of, { data: state.data as CaseData, today: dayOf(when), now: when });
    await act('operator', 'submit', when, {
      facts: { digest: sealedDigest(sealed), declared: centsDeclared(sealed) },
      content: { statement: 'Données complètes et exactes au jour de la soumission.', submitted: sealed },
    });
  };
  const calculated = async (): Promise<void> => {
    await control();
    const when = on(40, 11);
    const worked = when > now ? undefined : await workOut(db, { caseId, facilityId, quarter, at: when });
    if (worked) calculation = worked.calculation;
    const lines = worked ? { content: { changes: [], lines: worked.lines } } : {};
    await act('subsidy-manager', 'propose', when, { facts: { changed: 0, calculation }, ...lines });
  };
  const signed = async (): Promise<void> => {
    await calculated();
    await act('subsidy-signatory', 'sign', on(45, 10));
  };
  switch (end) {
    case 'waiting':
      break;
    case 'derogation':
      await act('operator', 'ask-derogation', on(50, 16), {
        content: { reason: 'Notre directrice est en congé de maladie depuis un mois ; sa remplaçante commence lundi.' },
      });
      break;
    case 'in-control':
      await control();
      break;
    case 'correction-asked': {
      await control();
      const texts: Partial<Record<CorrectionCode, string>> = {
        'line-childcare':
          'Deux contrats que vous avez joints donnent un autre temps de travail que Mon Équipe. Lequel est exact ?',
        'line-supplies': 'Une dépense de fournitures n’a pas de facture : joignez-la, ou retirez la dépense.',
      };
      const when = Math.max(on(19, 11), at(addDays(dayOf(now), -6), 11));
      await act('subsidy-manager', 'ask-correction', when, {
        facts: { corrections: Object.keys(texts) },
        content: { texts, reason: 'Le reste de la demande est en ordre.' },
      });
      break;
    }
    case 'awaiting-scale':
      await control();
      await act('subsidy-manager', 'propose', on(40, 11), { facts: { changed: 0, calculation: null } });
      break;
    case 'to-sign':
      await calculated();
      break;
    case 'to-pay':
      await signed();
      break;
    case 'contested':
    case 'paid':
      await signed();
      await act('procedure', 'pay', on(52, 8), { facts: { cents: calculation.retained, payment: '1' } });
      if (end === 'contested')
        await act('operator', 'contest', on(60, 14), {
          facts: { line: 'fees', cents: 7_680 },
          content: { reason: 'Le médecin était validé ce jour-là : sa convention est jointe à sa fiche.' },
        });
      break;
    default:
      end satisfies never;
  }
  await waitUntil(now);
  // Done above, or of no use in a story: the clerk finds nothing left.
  await db('effects').where({ case_id: caseId, status: 'pending' }).update({ status: 'done' });
}

/** As the control would: by the table of the quarter, with the lines kept. Undefined where nothing is declared, or no table is published. */
async function workOut(
  db: Database,
  { caseId, facilityId, quarter, at: when }: { caseId: string; facilityId: string; quarter: Quarter; at: Instant },
): Promise<ReturnType<typeof workedOut>> {
  const control = await loadControl(db, { caseId, facilityId, quarter });
  const worked = control && workedOut(control, [], 0);
  if (worked) await keepCalculation(db, { caseId, revision: 0, at: when }, worked);
  return worked;
}

const placesOf = async (db: Database, facilityId: string): Promise<number> =>
  (
    (await db('authorisation_versions')
      .where({ facility_id: facilityId })
      .orderBy('valid_from', 'desc')
      .first('capacity')) as { capacity: number } | undefined
  )?.capacity ?? 21;

/** Invented, and the same on every machine. */
function calculationOf(quarter: Quarter, key: string) {
  const declared = 77_702_47 + key.length * 1_204_50;
  const retained = declared - 6_415_88;
  const rest = { declared, retained, advance: 0 };
  return { scale: quarter, ...rest, digest: digestOf(rest).toString('hex') };
}

const findOperator = async (db: Database, organisingBodyId: string): Promise<string | undefined> =>
  (
    (await db('grants')
      .where({ organising_body_id: organisingBodyId, role: 'administrator' })
      .orderBy('user_id')
      .first('user_id')) as { user_id: string } | undefined
  )?.user_id;
