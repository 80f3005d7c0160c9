/** The report of a quarter as it is being prepared. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { firstDayOf, lastDayOf, type Quarter } from '../../domain/quarter.ts';
import { paidStaff, type PaidMember } from '../../domain/subsidy/paid-staff.ts';
import { hoursOfQuarter, workdayHoursOf } from '../../domain/subsidy/known-hours.ts';
import type { Closure, Cost, Report } from '../../domain/subsidy/report.ts';
import type { DatedHours } from '../../domain/signaletique/opening-hours.ts';
import type { SalaryLimits, SalaryRow } from '../../domain/subsidy/salaries.ts';
import type { Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';
import { listHours } from '../signaletique/find-sheet.ts';
import type { Team } from '../../domain/staff/team.ts';
import { findTeam } from '../team/find-team.ts';

export interface ReportOf {
  caseId: string;
  organisingBodyId: string;
  facilityId: string;
  quarter: Quarter;
}
/** What each page of it must have seen before it changes something. */
export interface Versions {
  information: number;
  costs: number;
  /** By collaboration: of the tick, then of each month. */
  salaries: ReadonlyMap<string, readonly number[]>;
}
export interface PreparedReport extends Report {
  versions: Versions;
  /** What the sheet of the place says of the quarter: `hours` are these until step 3 is saved. */
  knownHours: readonly DatedHours[];
  limits: SalaryLimits;
  /** Authorised on the last day of the quarter. */
  places: number;
  /** Euros for a session, on the last day of the quarter. */
  tariffs: { clerk: number; premises: number };
  changed: { at: Instant; by: string | null } | undefined;
}

interface ReportRow {
  opens: string | null;
  closes: string | null;
  children: number | null;
  clerk_sessions: number;
  premises_sessions: number;
  social_travel: string;
  information_version: number;
  costs_version: number;
}

/**
 * A constant number of queries. The caller has looked at the rights on the case. One after the other: an act asks within its transaction.
 * @param known the team of its place, where it has been read already: who has no contract there is not paid there
 */
export async function loadReport(db: Database, of: ReportOf, today: Day, known?: Team): Promise<PreparedReport> {
  const { caseId, facilityId, organisingBodyId, quarter } = of;
  const team = known ?? (await findTeam(db, { organisingBodyId, facilityId, today }));
  const { rows, versions } = await loadSalaries(db, caseId, paidStaff(team, facilityId, quarter));
  const row = (await db('quarter_reports').where({ case_id: caseId }).first()) as ReportRow | undefined;
  const closures = await listClosures(db, of);
  const costs = await listCosts(db, caseId);
  const dated = await listHours(db, facilityId);
  const parameters = await parametersOn(db, 'quarterly-subsidy', lastDayOf(quarter));
  const value = (code: string): number => parameters[code]?.value ?? 0;
  return {
    quarter,
    staff: rows,
    hours:
      row && row.information_version > 0 ? { opens: row.opens, closes: row.closes } : workdayHoursOf(dated, quarter),
    knownHours: hoursOfQuarter(dated, quarter),
    children: row?.children ?? null,
    closures,
    clerkSessions: row?.clerk_sessions ?? 0,
    premisesSessions: row?.premises_sessions ?? 0,
    socialTravel: Number(row?.social_travel ?? 0),
    costs,
    versions: { information: row?.information_version ?? 0, costs: row?.costs_version ?? 0, salaries: versions },
    limits: { gap: value('salary-gap'), least: value('salary-least') * 100, most: value('salary-most') * 100 },
    places: await findPlaces(db, facilityId, lastDayOf(quarter)),
    tariffs: { clerk: value('clerk'), premises: value('premises') },
    changed: await findLastChange(db, caseId),
  };
}

type Amounts = [number | null, number | null, number | null];
interface SalaryKept {
  collaboration_id: string;
  subsidised: boolean;
  cents: (string | null)[];
  exact: (string | null)[];
  versions: number[];
}
const amounts = (kept: readonly (string | null)[] | undefined): Amounts => {
  const at = (index: number): number | null => (kept?.[index] == null ? null : Number(kept[index]));
  return [at(0), at(1), at(2)];
};

async function loadSalaries(
  db: Database,
  caseId: string,
  people: readonly PaidMember[],
): Promise<{ rows: SalaryRow[]; versions: Map<string, number[]> }> {
  const kept = (await db('quarter_salaries')
    .where({ case_id: caseId })
    .select('collaboration_id', 'subsidised', 'cents', 'exact', 'versions')) as SalaryKept[];
  const byId = new Map(kept.map((one) => [one.collaboration_id, one]));
  return {
    rows: people.map((person) => {
      const one = byId.get(person.collaborationId);
      return {
        ...person,
        subsidised: one?.subsidised ?? false,
        cents: amounts(one?.cents),
        exact: amounts(one?.exact),
      };
    }),
    versions: new Map(kept.map((one) => [one.collaboration_id, one.versions])),
  };
}

/** Those of the place, and those of all the places of its body, that touch the quarter. */
export const listClosures = async (
  db: Database,
  { organisingBodyId, facilityId, quarter }: Pick<ReportOf, 'organisingBodyId' | 'facilityId' | 'quarter'>,
): Promise<Closure[]> =>
  (await db('quarter_closures')
    .where({ organising_body_id: organisingBodyId })
    .where((at) => {
      void at.where('facility_id', facilityId).orWhereNull('facility_id');
    })
    .where('from_on', '<=', lastDayOf(quarter))
    .where('to_on', '>=', firstDayOf(quarter))
    .orderBy(['from_on', 'id'])
    .select(
      'id',
      'from_on as fromOn',
      'to_on as toOn',
      'motive',
      'note',
      'version',
      db.raw('facility_id is null as common'),
    )) as Closure[];

const listCosts = async (db: Database, caseId: string): Promise<Cost[]> =>
  (
    (await db('quarter_costs')
      .where({ case_id: caseId })
      .orderBy(['held_on', 'id'])
      .select('id', 'kind', 'held_on as heldOn', 'label', 'cents', 'version')) as (Omit<Cost, 'cents'> & {
      cents: string;
    })[]
  ).map((one) => ({ ...one, cents: Number(one.cents) }));

async function findPlaces(db: Database, facilityId: string, day: Day): Promise<number> {
  const row = (await db('authorisation_versions')
    .where({ facility_id: facilityId })
    .where('valid_from', '<=', day)
    .orderBy([
      { column: 'valid_from', order: 'desc' },
      { column: 'created_at', order: 'desc' },
    ])
    .first('capacity')) as { capacity: number | null } | undefined;
  return row?.capacity ?? 0;
}

/** Whoever has last changed anything of it. */
async function findLastChange(db: Database, caseId: string): Promise<PreparedReport['changed']> {
  const { rows } = await db.raw<{ rows: { at: Instant; by: string | null }[] }>(
    `
select c.changed_at as at, u.first_name || ' ' || u.family_name as by
from (
  select changed_at, changed_by from quarter_reports where case_id = :caseId
  union all (select changed_at, changed_by from quarter_salaries where case_id = :caseId order by changed_at desc limit 1)
  union all (select changed_at, changed_by from quarter_costs where case_id = :caseId order by changed_at desc limit 1)
) c left join users u on u.id = c.changed_by order by c.changed_at desc limit 1`,
    { caseId },
  );
  return rows[0];
}

/** Who has last saved the hours or the costs of the report, or a closure of it. The caller has looked at the rights on the case. */
export async function findChange(
  db: Database,
  of: { caseId: string } | { closureId: string },
): Promise<{ at: Instant; by: string | null } | undefined> {
  const rows =
    'caseId' in of
      ? db('quarter_reports as r').where('r.case_id', of.caseId)
      : db('quarter_closures as r').where('r.id', of.closureId);
  return (await rows
    .leftJoin('users as u', 'u.id', 'r.changed_by')
    .first('r.changed_at as at', db.raw("u.first_name || ' ' || u.family_name as by"))) as
    | { at: Instant; by: string | null }
    | undefined;
}
