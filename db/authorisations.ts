/** The authorisation of a facility: what holds today, what held before, what is decided for later, and what is under way about it. */
import type { ModelObject } from 'objection';
import type { Day, Instant } from '../domain/calendar.ts';
import { accessibleBy } from './access/sql-filter.ts';
import type { Ability } from './access/subjects.ts';
import type { Database } from './connect.ts';
import { AuthorisationVersion } from './models/authorisation-version.ts';
import { Case } from './models/case.ts';
import { Document } from './models/document.ts';
import { Draft } from './models/draft.ts';
import { Facility } from './models/facility.ts';

export type VersionRow = AuthorisationVersion;
/** With the name and the kind of its organising body. */
export type FacilityRow = ModelObject<Facility>;

/** @param action 'read', or `openFor(slug)` for those where a request may be introduced */
export const findFacility = async (
  db: Database,
  ability: Ability,
  action: string,
  id: string,
): Promise<FacilityRow | undefined> =>
  accessibleBy(Facility.query(db), ability, action, 'Facility').where('facilities.id', id).modify('withBody').first();

/** In alphabetical order, at most `limit`. */
export const listFacilities = async (
  db: Database,
  ability: Ability,
  action: string,
  limit = 200,
): Promise<FacilityRow[]> =>
  accessibleBy(Facility.query(db), ability, action, 'Facility')
    .modify('withBody')
    .orderBy(['facilities.name', 'facilities.id'])
    .limit(limit);

/** Newest first; those that begin after today are decided, and not in force yet. */
export const listVersions = async (db: Database, facilityId: string): Promise<VersionRow[]> =>
  AuthorisationVersion.query(db).where('facility_id', facilityId).modify('newestFirst');

export const findVersionOn = async (db: Database, facilityId: string, day: Day): Promise<VersionRow | undefined> =>
  AuthorisationVersion.query(db).where('facility_id', facilityId).modify('begunOn', day).modify('newestFirst').first();

/** Of several facilities, the version in force on a day. */
export async function versionsOn(
  db: Database,
  facilityIds: readonly string[],
  day: Day,
): Promise<Map<string, VersionRow>> {
  const rows = await AuthorisationVersion.query(db)
    .whereIn('facility_id', [...facilityIds])
    .modify('begunOn', day)
    .distinctOn('facility_id')
    .orderBy('facility_id')
    .modify('newestFirst');
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
export const listOpenCases = async (db: Database, slug: string, subjectId: string): Promise<OpenCaseRow[]> =>
  (await Case.query(db)
    .where({ subject_id: subjectId, slug })
    .modify('open')
    .orderBy('opened_at')) as unknown as OpenCaseRow[];

/** What is still declared of a place after its last day: the quarter in which it ended (hypothèse). */
export const outlivesItsPlace: readonly string[] = ['quarterly-subsidy'];
/** Those that an end of activity leaves without object, but for one case. */
export const countOtherOpenCases = (
  db: Database,
  { facilityId, caseId }: { facilityId: string; caseId: string },
): Promise<number> =>
  Case.query(db)
    .where('facility_id', facilityId)
    .whereNotIn('slug', [...outlivesItsPlace])
    .modify('open')
    .whereNot('id', caseId)
    .resultSize();

export type OpenDraftRow = Draft;
/** @param subjectId a facility, or an organising body */
export const listOpenDrafts = async (db: Database, slug: string, subjectId: string): Promise<OpenDraftRow[]> =>
  Draft.query(db).where({ subject_id: subjectId, slug }).modify('open').orderBy('updated_at', 'desc');

export type LetterRow = Document;
/** What ONE has sent about the authorisation: grants, suspensions, withdrawals, refusals, prises d'acte. */
export const listLetters = async (db: Database, ability: Ability, facilityId: string): Promise<LetterRow[]> =>
  accessibleBy(Document.query(db), ability, 'read', 'Document')
    .where({ 'documents.facility_id': facilityId, 'documents.origin': 'one' })
    .whereIn('documents.slot', [
      'letter-decision',
      'letter-acknowledgement',
      'letter-extension',
      'letter-notice',
      'letter-conditions',
    ])
    .modify('ofCase')
    .orderBy('documents.uploaded_at', 'desc')
    .limit(100);
