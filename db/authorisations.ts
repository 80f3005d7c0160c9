/** The authorisation of a facility: what holds today, what held before, what is decided for later, and what is under way about it. */
import type { Day, Instant } from '../domain/calendar.ts';
import { accessibleBy } from './access/sql-filter.ts';
import type { Ability } from './access/subjects.ts';
import type { Database } from './connect.ts';

export interface VersionRow {
  status:
    | 'authorised'
    | 'temporarily-moved'
    | 'suspended-voluntarily'
    | 'suspended'
    | 'ended-voluntarily'
    | 'withdrawn';
  street: string;
  number: string;
  box: string | null;
  postcode: string;
  locality: string;
  capacity: number;
  conditions: string | null;
  valid_from: Day;
  planned_end_on: Day | null;
  decided_on: Day;
  case_id: string | null;
}
export interface FacilityRow {
  id: string;
  organising_body_id: string;
  administration: string;
  number: string;
  name: string;
  kind: string;
  home: boolean;
  opening_hours: string;
  phone: string | null;
  email: string | null;
  closed_on: Day | null;
  body_name: string;
  body_kind: string;
}

const facilityColumns = [
  'facilities.id',
  'facilities.organising_body_id',
  'facilities.administration',
  'facilities.number',
  'facilities.name',
  'facilities.kind',
  'facilities.home',
  'facilities.opening_hours',
  'facilities.phone',
  'facilities.email',
  'facilities.closed_on',
  'b.name as body_name',
  'b.kind as body_kind',
] as const;

/** @param action 'read', or `openFor(slug)` for those where a request may be introduced */
export async function findFacility(
  db: Database,
  ability: Ability,
  action: string,
  id: string,
): Promise<FacilityRow | undefined> {
  const query = db('facilities')
    .join('organising_bodies as b', 'b.id', 'facilities.organising_body_id')
    .where('facilities.id', id);
  return (await accessibleBy(query, ability, action, 'Facility').first(...facilityColumns)) as FacilityRow | undefined;
}

/** In alphabetical order, at most `limit`. */
export async function listFacilities(
  db: Database,
  ability: Ability,
  action: string,
  limit = 200,
): Promise<FacilityRow[]> {
  const query = db('facilities').join('organising_bodies as b', 'b.id', 'facilities.organising_body_id');
  return (await accessibleBy(query, ability, action, 'Facility')
    .orderBy(['facilities.name', 'facilities.id'])
    .limit(limit)
    .select(...facilityColumns)) as FacilityRow[];
}

const versionColumns = [
  'status',
  'street',
  'number',
  'box',
  'postcode',
  'locality',
  'capacity',
  'conditions',
  'valid_from',
  'planned_end_on',
  'decided_on',
  'case_id',
] as const;
const newestFirst = [
  { column: 'valid_from', order: 'desc' },
  { column: 'created_at', order: 'desc' },
] as const;

/** Newest first; those that begin after today are decided, and not in force yet. */
export async function listVersions(db: Database, facilityId: string): Promise<VersionRow[]> {
  return (await db('authorisation_versions')
    .where({ facility_id: facilityId })
    .orderBy([...newestFirst])
    .select(...versionColumns)) as VersionRow[];
}
export async function findVersionOn(db: Database, facilityId: string, day: Day): Promise<VersionRow | undefined> {
  return (await db('authorisation_versions')
    .where({ facility_id: facilityId })
    .where('valid_from', '<=', day)
    .orderBy([...newestFirst])
    .first(...versionColumns)) as VersionRow | undefined;
}
/** What was authorised on a day, whatever this case has changed since. */
export async function findVersionBefore(
  db: Database,
  { facilityId, caseId, day }: { facilityId: string; caseId: string; day: Day },
): Promise<VersionRow | undefined> {
  return (await db('authorisation_versions')
    .where({ facility_id: facilityId })
    .whereRaw('case_id is distinct from ?', [caseId])
    .where('valid_from', '<=', day)
    .orderBy([...newestFirst])
    .first(...versionColumns)) as VersionRow | undefined;
}
/** Of several facilities, the version in force on a day. */
export async function versionsOn(
  db: Database,
  facilityIds: readonly string[],
  day: Day,
): Promise<Map<string, VersionRow>> {
  const rows = (await db('authorisation_versions')
    .whereRaw('facility_id = any(?)', [[...facilityIds]])
    .where('valid_from', '<=', day)
    .distinctOn('facility_id')
    .orderBy(['facility_id', ...newestFirst])
    .select('facility_id', ...versionColumns)) as (VersionRow & { facility_id: string })[];
  return new Map(rows.map((row) => [row.facility_id, row]));
}

export interface OpenCaseRow {
  id: string;
  kind: string;
  status: string;
  reference: string;
  opened_at: Instant;
  state: { data: { wishedOn: Day; effectiveOn?: Day; plannedEndOn?: Day } };
}
/** The cases about a facility, or another subject, that are not closed, in one procedure. */
export async function listOpenCases(db: Database, slug: string, subjectId: string): Promise<OpenCaseRow[]> {
  return (await db('cases')
    .where({ subject_id: subjectId, slug })
    .whereNull('closed_at')
    .orderBy('opened_at')
    .select('id', 'kind', 'status', 'reference', 'opened_at', 'state')) as OpenCaseRow[];
}
/** Of any procedure, but for one case. */
export async function countOtherOpenCases(
  db: Database,
  { facilityId, caseId }: { facilityId: string; caseId: string },
): Promise<number> {
  const [found] = (await db('cases')
    .where({ facility_id: facilityId })
    .whereNull('closed_at')
    .whereNot({ id: caseId })
    .count('* as n')) as { n: number }[];
  return Number(found?.n ?? 0);
}
export interface OpenDraftRow {
  id: string;
  kind: string;
  updated_at: Instant;
}
export async function listOpenDrafts(db: Database, slug: string, facilityId: string): Promise<OpenDraftRow[]> {
  return (await db('drafts')
    .where({ facility_id: facilityId, slug })
    .whereNull('submitted_case_id')
    .whereNull('discarded_at')
    .orderBy('updated_at', 'desc')
    .select('id', 'kind', 'updated_at')) as OpenDraftRow[];
}

export interface ContactRow {
  facility_id: string;
  role: string;
  name: string;
  email: string;
}
/** Who follows the facilities at ONE. */
export async function listContacts(db: Database, facilityIds: readonly string[]): Promise<ContactRow[]> {
  return (await db('facility_agents as a')
    .join('users as u', 'u.id', 'a.user_id')
    .whereRaw('a.facility_id = any(?)', [[...facilityIds]])
    .whereNull('u.deactivated_at')
    .orderBy('a.role')
    .select(
      'a.facility_id',
      'a.role',
      'u.email',
      db.raw("u.first_name || ' ' || u.family_name as name"),
    )) as ContactRow[];
}

export interface LetterRow {
  id: string;
  slot: string;
  name: string;
  size: number;
  uploaded_at: Instant;
  reference: string;
  kind: string;
  case_id: string;
}
/** What ONE has sent about the authorisation: grants, suspensions, withdrawals, refusals, prises d'acte. */
export async function listLetters(db: Database, ability: Ability, facilityId: string): Promise<LetterRow[]> {
  const query = db('documents')
    .join('cases as c', 'c.id', 'documents.case_id')
    .where({ 'documents.facility_id': facilityId, 'documents.origin': 'one' })
    .whereNull('documents.withdrawn_at')
    .whereIn('documents.slot', [
      'letter-decision',
      'letter-acknowledgement',
      'letter-extension',
      'letter-notice',
      'letter-conditions',
    ]);
  return (await accessibleBy(query, ability, 'read', 'Document')
    .orderBy('documents.uploaded_at', 'desc')
    .limit(100)
    .select(
      'documents.id',
      'documents.slot',
      'documents.name',
      'documents.size',
      'documents.uploaded_at',
      'c.reference',
      'c.kind',
      'documents.case_id',
    )) as LetterRow[];
}
