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
  /** Of an act: which one, in which role, of which procedure. */
  action?: string;
  actor_role?: string;
  slug?: string;
  /** What the line is about: a reference or a name, and where. */
  name?: string;
  place?: string;
}
export interface HistoryPage {
  rows: HistoryRow[];
  previous?: number;
  next?: number;
}

const pageSize = 50;

const aboutOf = (subject: string): string =>
  `case when line.subject = '${subject}' and line.id ~ '^[0-9a-f-]{36}$' then cast(line.id as uuid) end`;
const findNames = `
select coalesce(c.reference, f.number, nullif(concat_ws(' ', u.first_name, u.family_name), ''),
    nullif(concat_ws(' ', p.first_name, p.family_name), ''), app.name) as name,
  coalesce(nullif(concat_ws(', ', c.facility_name, nullif(trim(c.postcode || ' ' || c.locality), '')), ''), f.name) as place
from unnest(cast(:subjects as text[]), cast(:ids as text[])) with ordinality as line (subject, id, number)
left join documents d on d.id = ${aboutOf('document')}
left join tasks t on t.id = ${aboutOf('task')}
left join drafts w on w.id = coalesce(${aboutOf('draft')}, case when d.case_id is null then d.draft_id end)
left join cases c on c.id = coalesce(${aboutOf('case')}, d.case_id, t.case_id)
left join facilities f on f.id = coalesce(${aboutOf('facility')}, ${aboutOf('attendance')}, ${aboutOf('after-school-attendance')}, case when c.id is null then w.facility_id end)
left join users u on u.id = ${aboutOf('user')}
left join applications app on app.id = coalesce(${aboutOf('application')}, ${aboutOf('application-attendance')})
left join staff_contracts sc on sc.id = ${aboutOf('staff-contract')}
left join staff_diplomas sd on sd.id = ${aboutOf('staff-diploma')}
left join staff_documents sp on sp.id = ${aboutOf('staff-document')}
left join staff_absences sa on sa.id = ${aboutOf('staff-absence')}
left join collaborations k on k.id = coalesce(${aboutOf('collaboration')}, sc.collaboration_id, sd.collaboration_id, sp.collaboration_id, sa.collaboration_id)
left join people p on p.id = k.person_id
order by line.number`;

/** Adds the reference or the name, and the place, of what each line is about. One query. */
export async function nameSubjects<Row extends { subject: string; subject_id: string }>(
  db: Database,
  rows: readonly Row[],
): Promise<(Row & { name?: string; place?: string })[]> {
  if (rows.length === 0) return [];
  const { rows: names } = await db.raw<{ rows: { name: string | null; place: string | null }[] }>(findNames, {
    subjects: rows.map(({ subject }) => subject),
    ids: rows.map(({ subject_id: id }) => id),
  });
  return rows.map((row, index) => {
    const { name, place } = names[index] ?? { name: null, place: null };
    return { ...row, ...(name ? { name } : {}), ...(place ? { place } : {}) };
  });
}
// The subject's id is a text, a list's name too: it is read as an id only where it is one.
const subjectId = `cast(case when audit.subject_id ~ '^[0-9a-f-]{36}$' then audit.subject_id end as uuid)`;
const inAdministration = `case audit.subject
  when 'task' then exists (select 1 from tasks where tasks.id = ${subjectId} and tasks.administration = any(:places))
  when 'case' then exists (select 1 from cases where cases.id = ${subjectId} and cases.administration = any(:places))
  when 'facility' then exists (select 1 from facilities where facilities.id = ${subjectId} and facilities.administration = any(:places))
  when 'document' then exists (select 1 from documents where documents.id = ${subjectId} and documents.administration = any(:places))
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
    rows: await nameSubjects(db, rows),
    ...(first && (backwards ? more : before !== undefined) ? { previous: first.id } : {}),
    ...(last && (backwards || more) ? { next: last.id } : {}),
  };
}
