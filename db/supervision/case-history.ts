/** The history of one case: its acts among what was consulted, added, removed and handed over. */
import { endOfDay, startOfDay } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';
import { nameSubjects, type HistoryFilter, type HistoryRow } from './history.ts';

const pageSize = 50;

/** Newest first. @param skip how many newer lines are left out */
export async function listCaseHistory(
  db: Database,
  { ability }: Viewer,
  { caseId, skip, event, actorId, from, to }: HistoryFilter & { caseId: string; skip: number },
): Promise<{ rows: HistoryRow[]; more: boolean }> {
  const query = db('case_history as line').where('line.case_id', caseId);
  if (!ability.can('read', 'Audit'))
    void query.whereIn(
      'line.case_id',
      accessibleBy(db('cases').where({ id: caseId }), ability, 'supervise', 'Case').select('id'),
    );
  if (event) void query.where('line.event', event);
  if (actorId) void query.where('line.actor_id', actorId);
  if (from) void query.where('line.at', '>=', instant(startOfDay(from)));
  if (to) void query.where('line.at', '<', instant(endOfDay(to)));
  const found = (await query
    .join('cases', 'cases.id', 'line.case_id')
    .leftJoin('users', 'users.id', 'line.actor_id')
    .leftJoin('organising_bodies as body', 'body.id', 'line.on_behalf_of')
    // At one instant the act comes after what led to it.
    .orderBy([
      { column: 'line.at', order: 'desc' },
      { column: 'line.event', order: 'asc' },
      { column: 'line.line', order: 'desc' },
    ])
    .offset(skip)
    .limit(pageSize + 1)
    .select(
      'line.line as id',
      'line.at',
      'line.event',
      'line.action',
      'line.actor_role',
      'line.subject',
      'line.subject_id',
      'line.change',
      'line.acr',
      'line.actor_id',
      db.raw("users.first_name || ' ' || users.family_name as actor"),
      'body.name as body',
      'cases.slug',
    )) as HistoryRow[];
  return { rows: await nameSubjects(db, found.slice(0, pageSize)), more: found.length > pageSize };
}
