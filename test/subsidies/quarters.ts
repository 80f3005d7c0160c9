/** Quarters in the state that a test needs, made by acts as the product makes them. */
import { calculate, type Declared } from '../../domain/subsidy/calculate.ts';
import { calculationOf, keepCalculation } from '../../db/subsidies/calculations.ts';
import { datedParameters, rulesFor } from '../../db/subsidies/rules.ts';
import { lastDayOf, type Quarter } from '../../domain/quarter.ts';
import { startOfDay, addDays } from '../../domain/calendar.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import type { Database } from '../../db/connect.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import type { Role } from '../../workflows/roles.ts';

/** What the crèche of the pictures declares. */
export const declared: Declared = {
  fullTimes: { direction: 1, pms: 0.7, childcare: 4.3 },
  attendance: { days: 1_442, halfDays: 96 },
  consultations: [],
  clerkSessions: 0,
  premisesSessions: 0,
  costs: {
    'supplies': [5_000, 3_645],
    'social-travel': [],
    'education-sessions': [],
    'parent-sessions': [],
    'doctor-training': [],
  },
};
let count = 0;

export interface Made {
  facility: string;
  quarter: Quarter;
  /** Up to which act it has come. */
  upTo: 'submit' | 'propose';
  what?: Declared;
}
/** Submitted, or controlled before its table is published. @returns the id of its case */
export async function makeQuarter(db: Database, { facility, quarter, upTo, what = declared }: Made): Promise<string> {
  const facilityId = stableId(`facility ${facility}`);
  const at = (days: number): number => startOfDay(addDays(lastDayOf(quarter), days)) + 9 * 3_600_000;
  count += 1;
  const mark = `made ${String(count)}`;
  const { caseId } = await openCase(db, process, {
    subject: { kind: 'facility', id: facilityId },
    period: quarter,
    kind: 'quarter',
    action: 'open-quarter',
    facts: { quarter },
    token: mark,
    actor: { role: 'procedure', userId: null },
    at: at(-80),
  });
  const act = (action: string, role: Role, days: number, facts: object, content: object = {}, deadline?: string) =>
    recordAct(db, process, caseId, {
      action,
      facts,
      content,
      token: deadline ?? `${mark} ${action}`,
      ...(deadline ? { deadline } : {}),
      actor: {
        role,
        userId:
          role === 'clock' ? null : stableId(role === 'operator' ? 'user admin-petits-chenes' : 'user subsidy-manager'),
      },
      at: at(days),
    });
  const { state } = (await db('cases').where({ id: caseId }).first('state')) as {
    state: { deadlines: { act: string; id: string; at: number }[] };
  };
  const ends = state.deadlines.find((one) => one.act === 'quarter-ends')!;
  await act('quarter-ends', 'clock', 1, {}, {}, ends.id);
  await act('submit', 'operator', 10, { digest: 'ab'.repeat(32), declared: 0 }, { declared: what });
  if (upTo === 'propose') await act('propose', 'subsidy-manager', 20, { changed: 0, calculation: null });
  return caseId;
}

/** A calculation with a line that fell for its own reason, where a case was brought on without one. */
export const keepSomeLines = async (db: Database, caseId: string, at: number): Promise<void> => {
  const rules = rulesFor(await datedParameters(db, '2026-1'), 28, {
    version: '2026-1.private.1',
    euros: { direction: 14_850, pms: 13_920, childcare: 11_640 },
  });
  const consultation = { id: 'a', on: '2026-01-12', hours: 2, kilometres: 24, valid: false, sent: true };
  const result = calculate({ ...declared, consultations: [consultation] }, rules);
  const worked = calculationOf({ scale: rules.lumpSums.version, result, changes: [], paid: 0 });
  // Under the digest that the case bears: what it holds is what is shown.
  const { digest } = (await db('cases')
    .where({ id: caseId })
    .first(db.raw("state -> 'data' -> 'calculation' ->> 'digest' as digest"))) as { digest: string };
  await keepCalculation(db, { caseId, revision: 0, at }, { ...worked, calculation: { ...worked.calculation, digest } });
};
