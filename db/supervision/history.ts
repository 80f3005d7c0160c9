/** The history for those who control: who consulted and who changed what, newest first. */
import { endOfDay, startOfDay, type Day, type Instant } from '../../domain/calendar.ts';
import { officeScope } from '../access/scopes.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Change } from '../audit.ts';
import { instant, type Database } from '../connect.ts';

export interface HistoryFilter {
  event?: string;
  subject?: string;
  subjectId?: string;
  actorId?: string;
  from?: Day;
  to?: Day;
}
export interface HistoryRow {
  id: number;
  at: Instant;
  event: string;
  subject: string;
  subject_id: string;
  change: Change | null;
  acr: number | null;
  actor_id: string | null;
  actor: string | null;
  body: string | null;
}
export interface HistoryPage {
  rows: HistoryRow[];
  previous?: number;
  next?: number;
}

const pageSize = 50;
// The subject's id is a text: it is read as an id only where the subject says it is one.
const inAdministration = `case audit.subject
  when 'task' then exists (select 1 from tasks where tasks.id = cast(audit.subject_id as uuid) and tasks.administration = any(:places))
  when 'case' then exists (select 1 from cases where cases.id = cast(audit.subject_id as uuid) and cases.administration = any(:places))
  when 'facility' then exists (select 1 from facilities where facilities.id = cast(audit.subject_id as uuid) and facilities.administration = any(:places))
  when 'document' then exists (select 1 from documents where documents.id = cast(audit.subject_id as uuid) and documents.administration = any(:places))
  when 'rule-change' then true
  else false end`;
// The rules hold for every administration.
const ofSupervision = ['task', 'case', 'facility', 'document', 'rule-change'];

/** A supervisor sees what concerns the cases of their administration, and the changes of rules; who may read the whole history sees all of it. */
export async function listHistory(
  db: Database,
  viewer: Viewer,
  filter: HistoryFilter,
  { before, after }: { before?: number; after?: number },
): Promise<HistoryPage> {
  const query = db('audit');
  if (viewer.ability.can('read', 'Audit')) void accessibleBy(query, viewer.ability, 'read', 'Audit');
  else {
    const scope = officeScope(viewer.grants, ['supervisor']);
    const administration = scope?.administration;
    if (!scope) void query.whereRaw('false');
    else if (administration === undefined) void query.whereIn('audit.subject', ofSupervision);
    else
      void query.whereRaw(inAdministration, {
        places: typeof administration === 'string' ? [administration] : administration.$in,
      });
  }
  if (filter.event) void query.where('audit.event', filter.event);
  if (filter.subject) void query.where('audit.subject', filter.subject);
  if (filter.subjectId) void query.where('audit.subject_id', filter.subjectId);
  if (filter.actorId) void query.where('audit.actor_id', filter.actorId);
  if (filter.from) void query.where('audit.at', '>=', instant(startOfDay(filter.from)));
  if (filter.to) void query.where('audit.at', '<', instant(endOfDay(filter.to)));
  const backwards = after !== undefined;
  if (after !== undefined) void query.where('audit.id', '>', after);
  else if (before !== undefined) void query.where('audit.id', '<', before);
  const found: HistoryRow[] = await query
    .leftJoin('users', 'users.id', 'audit.actor_id')
    .leftJoin('organising_bodies as body', 'body.id', 'audit.on_behalf_of')
    .orderBy('audit.id', backwards ? 'asc' : 'desc')
    .limit(pageSize + 1)
    .select(
      'audit.id',
      'audit.at',
      'audit.event',
      'audit.subject',
      'audit.subject_id',
      'audit.change',
      'audit.acr',
      'audit.actor_id',
      db.raw("users.first_name || ' ' || users.family_name as actor"),
      'body.name as body',
    );
  const more = found.length > pageSize;
  const rows = backwards ? found.slice(0, pageSize).reverse() : found.slice(0, pageSize);
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    ...(first && (backwards ? more : before !== undefined) ? { previous: first.id } : {}),
    ...(last && (backwards || more) ? { next: last.id } : {}),
  };
}
