/** Of each place, how the validation of its team stands: for the list of services, a page of the portal, a quarter. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { slug, type CaseData, type Status } from '../../workflows/team-validation/contract.ts';
import type { Database } from '../connect.ts';
import { compareChangedTeams } from './changed-teams.ts';

export interface Validation {
  caseId: string;
  facilityId: string;
  year: string;
  status: Status;
  data: CaseData;
  /** When the status began: of one that is validated, when it was. */
  since: Instant;
  /** Validated, and not the same any more. */
  modified: boolean;
}

/** The newest year of each place, by its id. */
export async function findValidationOf(
  db: Database,
  facilityIds: readonly string[],
): Promise<ReadonlyMap<string, Validation>> {
  await compareChangedTeams(db, facilityIds);
  const rows = (await db('cases')
    .leftJoin('validated_teams as v', 'v.case_id', 'cases.id')
    .where({ slug, kind: 'year' })
    .whereIn('subject_id', [...facilityIds])
    .distinctOn('subject_id')
    .orderBy([{ column: 'subject_id' }, { column: 'period', order: 'desc' }])
    .select(
      'id',
      'cases.facility_id',
      'period',
      'status',
      'status_since',
      'v.modified',
      db.raw("state -> 'data' as data"),
    )) as {
    id: string;
    facility_id: string;
    period: string;
    status: Status;
    status_since: Instant;
    data: CaseData;
    modified: boolean | null;
  }[];
  return new Map(
    rows.map((row) => [
      row.facility_id,
      {
        caseId: row.id,
        facilityId: row.facility_id,
        year: row.period,
        status: row.status,
        data: row.data,
        since: row.status_since,
        modified: row.modified === true,
      },
    ]),
  );
}

/**
 * The year that a quarterly request completes, where it still waits: that in which the request is sent, whatever its quarter (decision 86). Other
 * procedures send `validate-from-quarter` to it.
 * @param sentAt of the request: of December it counts for that year, though it is carried out in January, as long as the clock has not closed the year
 */
export async function findYearToComplete(
  db: Database,
  facilityId: string,
  sentAt: Instant,
): Promise<{ caseId: string; slug: string; year: string } | undefined> {
  const year = dayOf(sentAt).slice(0, 4);
  const row = (await db('cases')
    .where({ slug, kind: 'year', subject_id: facilityId, period: year })
    .whereNull('closed_at')
    .first('id')) as { id: string } | undefined;
  return row && { caseId: row.id, slug, year };
}
