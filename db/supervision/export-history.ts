/** The history of a period for the data protection officer: the audit and the acts, in one order. */
import { endOfDay, startOfDay, type Day } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import { nameSubjects, type HistoryFilter, type HistoryRow } from './history.ts';

/** More than this is for several exports of shorter periods. */
export const exportLimit = 20_000;

const find = `
with line as (
  select id, at, actor_id, on_behalf_of, acr, event, null as action, null as actor_role, null as slug, subject, subject_id, change
  from audit where at >= :from and at < :to and (cast(:event as text) is null or event = :event)
    and (cast(:subject as text) is null or subject = :subject) and (cast(:subjectId as text) is null or subject_id = :subjectId)
    and (cast(:actorId as uuid) is null or actor_id = cast(:actorId as uuid))
  union all
  select a.number, a.at, a.actor_id, a.on_behalf_of, a.acr, 'act', a.action, a.actor_role, c.slug, 'case', cast(a.case_id as text), null
  from acts a join cases c on c.id = a.case_id
  where a.at >= :from and a.at < :to and coalesce(cast(:event as text), 'act') = 'act' and coalesce(cast(:subject as text), 'case') = 'case'
    and (cast(:subjectId as text) is null or a.case_id = cast(:subjectId as uuid))
    and (cast(:actorId as uuid) is null or a.actor_id = cast(:actorId as uuid))
)
select line.*, users.first_name || ' ' || users.family_name as actor, body.name as body
from (select * from line order by at desc, id desc limit :most) as line
left join users on users.id = line.actor_id left join organising_bodies body on body.id = line.on_behalf_of
order by line.at desc, line.id desc`;

/** Newest first, at most `exportLimit` and one. The caller has checked the right to export. */
export async function listForExport(
  db: Database,
  { event, subject, subjectId, actorId, from, to }: HistoryFilter & { from: Day; to: Day },
): Promise<HistoryRow[]> {
  const { rows } = await db.raw<{ rows: HistoryRow[] }>(find, {
    from: instant(startOfDay(from)),
    to: instant(endOfDay(to)),
    event: event ?? null,
    subject: subject ?? null,
    subjectId: subjectId ?? null,
    actorId: actorId ?? null,
    most: exportLimit + 1,
  });
  return nameSubjects(db, rows);
}
