/** Who is told that something happened to a case: a line in the portal and, for operators, a mail that says no more than that. */
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { AnyProcess, Consequences } from '../workflows/procedure.ts';
import type { ActRequest } from './acts/request.ts';
import { instant, type Database } from './connect.ts';

const holdsToday =
  'g.valid_from <= cast(:today as date) and (g.valid_to is null or g.valid_to >= cast(:today as date))';
const awayToday = (user: string): string =>
  `exists (select from absences where user_id = ${user} and cancelled_at is null and cast(:today as date) between from_on and to_on)`;

// Who is told by each. The word `moved` names the case as the act leaves it.
const told: Readonly<Record<string, string>> = {
  'notify-operator': `select g.user_id from grants g
    where g.organising_body_id = moved.organising_body_id and ${holdsToday} and (g.role in ('administrator', 'childminder')
      or (g.role = 'data-manager' and g.dossier = cast(:dossier as text) and (g.facility_id is null or g.facility_id = moved.facility_id)))`,
  // Who is away is told too, for their return, beside who does it meanwhile.
  'notify-agents': `select unnest(array[follows.user_id, case when ${awayToday('follows.user_id')} then
      deputy(follows.user_id, follows.role, moved.administration, null, cast(:today as date)) end])
    from (
      select t.assignee_id as user_id, t.role from tasks t
      where t.case_id = moved.id and t.closed_at is null and t.assignee_id is not null and t.role <> 'operator'
        and t.key <> all(cast(:closedTasks as text[]))
      union select a.user_id, a.role from facility_agents a
      where a.facility_id = moved.facility_id and (a.role = 'referent' or a.role = any(cast(:openRoles as text[])))
    ) follows where exists (
      select from grants g where g.user_id = follows.user_id and g.role = follows.role and ${holdsToday}
        and (g.administration is null or g.administration = moved.administration))`,
  'notify-supervisor': "select holders('supervisor', moved.administration, cast(:today as date))",
  // In the act's own statement only: who hears of a task that it opens.
  'task': `select told_of_task(charge.assignee, charge.role, moved.administration, charge.excluded, cast(:today as date))
    from charge where charge.role <> 'operator'`,
  'receipt': 'select cast(:actorId as uuid)',
};

/** Whom an act is told to: by the effects of its table, by the tasks that it opens, and to the operator who moved the case, who gets a receipt. */
export function noticesOf({ actor }: ActRequest, { notices, opened, state }: Consequences): string[] {
  const asksOperator = opened.some(({ role }) => role === 'operator') && !notices.includes('notify-operator');
  return [
    ...notices,
    ...(asksOperator ? ['notify-operator'] : []),
    ...(opened.some(({ role }) => role !== 'operator') ? ['task'] : []),
    ...(actor.role === 'operator' && state.movedBy === state.number ? ['receipt'] : []),
  ];
}

/**
 * The notices of an act, in one statement. It is written to stand in the act's own statement: the word `moved` names the case as the act
 * leaves it (there, `update cases … returning *`), and nothing is read that the same statement writes.
 *
 * Bindings: `number`, `at`, `today`, `actorId` of the act; `dossier` of the procedure; `openRoles`, roles of the tasks that stand open after
 * the act (text[]); `closedTasks`, keys of those it closes (text[]).
 *
 * Operators: those who work on the case, by grants. Agents: those who have a task of it on their desk, those of the facility's portfolio in
 * whose role one stands open, the referent always; and whoever is in charge of a task that opens. Supervisors: of the administration.
 * Nobody is told twice, nor what they did, but for the mail that is their receipt.
 * @param notices `noticesOf` the act, or effects of that kind
 */
export function insertNotices(notices: readonly string[]): string {
  const readers = notices.map((notice) => {
    const reader = told[notice];
    if (!reader) throw new Error(`nobody is told by ${notice}`);
    return reader;
  });
  const toAuthor = notices.includes('receipt');
  return `
insert into notices (user_id, case_id, act_number, created_at, mail_at${toAuthor ? ', read_at' : ''})
select u.id, moved.id, cast(:number as int), cast(:at as timestamptz), case when u.portal = 'pro' then cast(:at as timestamptz) end
  ${toAuthor ? ', case when u.id = cast(:actorId as uuid) then cast(:at as timestamptz) end' : ''}
from moved cross join lateral (${readers.join(' union ')}) reader (user_id) join users u on u.id = reader.user_id
where u.deactivated_at is null ${toAuthor ? '' : 'and u.id is distinct from cast(:actorId as uuid)'}
on conflict do nothing`;
}

const noticesOfCase = (notices: readonly string[]): string =>
  `with moved as (select * from cases where id = :caseId) ${insertNotices(notices)}`;

/** Told again from the case as it is now, for an act that is there already; those who have the notice keep it, a mail that gave up waits anew. */
export async function tellAgain(
  trx: Database,
  process: AnyProcess,
  { caseId, number, effect }: { caseId: string; number: number; effect: string },
  now: Instant,
): Promise<void> {
  const act = (await trx('acts').where({ case_id: caseId, number }).first('actor_id')) as { actor_id: string | null };
  const open = (await trx('tasks').where({ case_id: caseId }).whereNull('closed_at').select('role')) as {
    role: string;
  }[];
  await trx.raw(noticesOfCase([effect]), {
    caseId,
    number,
    at: instant(now),
    today: dayOf(now),
    actorId: act.actor_id,
    dossier: process.dossier,
    openRoles: open.map(({ role }) => role),
    closedTasks: [],
  });
  if (effect !== 'notify-operator') return;
  await trx('notices')
    .where({ case_id: caseId, act_number: number })
    .whereNull('mailed_at')
    .whereNull('mail_at')
    .whereIn('user_id', trx('users').where({ portal: 'pro' }).select('id'))
    .update({ mail_at: instant(now), mail_attempts: 0 });
}

/** Who has seen the page of a case has read what it tells. @param number its last act on that page */
export const readNotices = (
  db: Database,
  { caseId, userId, number, at }: { caseId: string; userId: string; number: number; at: Instant },
): Promise<unknown> =>
  db('notices')
    .where({ case_id: caseId, user_id: userId })
    .whereNull('read_at')
    .where('act_number', '<=', number)
    .update({ read_at: instant(at) });
