/**
 * The quarters of Les Mercredis, opened as the calendar would: the one that runs; the one to be sent, of which Le Préau is sent, three places are ready and
 * La Cabane lacks days; the one before, in control.
 */
import {
  budgetQuarterOf,
  firstDayOfQuarter,
  lastDayOfQuarter,
  type BudgetQuarter,
} from '../../../../domain/after-school/budget-year.ts';
import { addDays, dayOf, nextWorkingDay, startOfDay, type Day, type Instant } from '../../../../domain/calendar.ts';
import { monthOf, monthsFurther } from '../../../../domain/quarter.ts';
import { process } from '../../../../workflows/aes-subsidy/process.ts';
import type { CaseState } from '../../../../workflows/procedure.ts';
import { markOf, sendPlaces } from '../../../aes-subsidy/send.ts';
import { isReady, loadPlaces } from '../../../aes-subsidy/places.ts';
import type { Database } from '../../../connect.ts';
import { openCase, recordAct } from '../../../record-act.ts';
import { stableId } from '../stable-id.ts';

const organisingBodyId = stableId('body mercredis');
const operator = stableId('user admin-mercredis');
const at = (day: Day, hours: number): Instant => startOfDay(day) + hours * 3_600_000;
export const quarterId = (quarter: BudgetQuarter): string => stableId(`after-school quarter mercredis ${quarter}`);

/** Told once the places have counted. */
export async function tellAfterSchoolQuarters(db: Database, now: Instant): Promise<void> {
  const running = budgetQuarterOf(monthOf(dayOf(now - 3 * 3_600_000)));
  const [last, before] = [monthsFurther(running, -3), monthsFurther(running, -6)];
  await open(db, before, now);
  await send(db, before, at(nextWorkingDay(addDays(lastDayOfQuarter(before), 14)), 15), now);
  await open(db, last, now);
  await send(db, last, at(nextWorkingDay(addDays(lastDayOfQuarter(last), 40)), 10), now, ['mercredis-preau']);
  await open(db, running, now);
  for (const quarter of [before, last, running]) await passUntil(db, quarter, now);
}

export const open = (db: Database, quarter: BudgetQuarter, now: Instant): Promise<unknown> =>
  openCase(db, process, {
    caseId: quarterId(quarter),
    subject: { kind: 'organising-body', id: organisingBodyId },
    period: quarter,
    kind: 'quarter',
    action: 'open-quarter',
    facts: { quarter },
    token: `opening mercredis ${quarter}`,
    actor: { role: 'procedure', userId: null },
    at: Math.min(at(firstDayOfQuarter(quarter), 2), now),
  });

/** The deadlines that come first, each at its hour. */
export async function passUntil(db: Database, quarter: BudgetQuarter, when: Instant): Promise<void> {
  const caseId = quarterId(quarter);
  for (;;) {
    const { state } = (await db('cases').where({ id: caseId }).first('state')) as { state: CaseState };
    const [passed] = state.deadlines.filter((one) => one.at <= when).sort((one, other) => one.at - other.at);
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
}

/** @param only keys of places; without them, each that is ready */
export async function send(
  db: Database,
  quarter: BudgetQuarter,
  when: Instant,
  now: Instant,
  only?: readonly string[],
): Promise<void> {
  if (when > now) return;
  await passUntil(db, quarter, when);
  const caseId = quarterId(quarter);
  const today = dayOf(when);
  const places = await loadPlaces(db, { organisingBodyId, quarter }, today);
  const ids = only?.map((key) => stableId(`facility ${key}`));
  const chosen = places.filter((place) => isReady(place) && (ids?.includes(place.id) ?? true)).map(({ id }) => id);
  if (chosen.length === 0) return;
  await db.transaction(async (trx) => {
    const sending = await sendPlaces(
      trx,
      { caseId, organisingBodyId, quarter, chosen, seen: markOf(places), by: operator, at: when, today },
      isReady,
    );
    if (sending.outcome !== 'sent') throw new Error(`the demonstration could not send ${quarter}`);
    await recordAct(trx, process, caseId, {
      action: 'send',
      facts: sending.facts,
      content: { chosen, statement: 'Je certifie que ces présences sont exactes.', sent: sending.sent },
      token: `send mercredis ${quarter}`,
      actor: { role: 'operator', userId: operator, acr: 450, onBehalfOf: organisingBodyId },
      at: when,
    });
  });
}
