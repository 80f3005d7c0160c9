/** The team of an organising body, or of one of its places, as `checkTeam` looks at it. */
import type { Knex } from 'knex';
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import type {
  Contract,
  Diploma,
  Member,
  StaffAbsence as Absence,
  StaffPaper,
  Team,
  TeamLimits,
  TeamPlace,
} from '../../domain/staff/team.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { StaffAbsence, StaffContract, StaffDiploma, StaffDocument } from '../models/collaboration.ts';
import { parametersOn } from '../parameters/parameters.ts';

export interface TeamScope {
  organisingBodyId: string;
  /** Who has a contract there, with all that they have at the body: 100 % counts every place. */
  facilityId?: string;
  today: Day;
  /** With those of the body who have no contract at all: nobody knows where they work. */
  withoutContract?: boolean;
  /** Only these of the team. */
  collaborationIds?: readonly string[];
  /** Only who, and only what of them, these rights show. Without it, everything. */
  ability?: Ability;
}

/** A constant number of queries, whatever the size of the team; members by name. */
export async function findTeam(db: Database, scope: TeamScope): Promise<Team> {
  const { organisingBodyId, facilityId, today } = scope;
  // One after the other: where it is asked within a transaction, there is one connection.
  const limits = await findLimits(db, today);
  const facilities = await listPlaces(db, scope);
  const contractIds = places(db, scope).whereNotNull('contract_id').select('contract_id');
  const members = await readMembers(db, () => memberIds(db, scope), contractIds);
  return {
    organisingBodyId,
    facilities: facilityId === undefined ? facilities : facilities.filter(({ id }) => id === facilityId),
    limits,
    members,
  };
}

/**
 * Members by name, in five queries.
 * @param ids of their collaborations
 * @param contractIds of the contracts that are looked at
 */
export async function readMembers(
  db: Database,
  ids: () => Knex.QueryBuilder,
  contractIds: Knex.QueryBuilder,
): Promise<Member[]> {
  const people = await db('collaborations as c')
    .join('people as p', 'p.id', 'c.person_id')
    .whereIn('c.id', ids())
    .orderBy(['p.sort_name', 'c.id'])
    .select<MemberRow[]>(
      'c.id',
      'p.first_name',
      'p.family_name',
      'p.born_on',
      db.raw('p.niss_hash is not null as has_niss'),
      'c.identity_changed_at',
    );
  const contracts = await StaffContract.query(db)
    .whereIn('collaboration_id', ids())
    .whereIn('id', contractIds)
    .orderByRaw('from_on nulls first, id');
  const diplomas = await StaffDiploma.query(db).whereIn('collaboration_id', ids()).orderBy(['obtained_on', 'id']);
  const documents = await StaffDocument.query(db)
    .whereIn('collaboration_id', ids())
    .orderBy(['kind', 'dated_on', 'id']);
  const absences = await StaffAbsence.query(db).whereIn('collaboration_id', ids()).orderBy(['from_on', 'id']);
  const [contractsOf, diplomasOf, documentsOf, absencesOf] = [
    byCollaboration(contracts),
    byCollaboration(diplomas),
    byCollaboration(documents),
    byCollaboration(absences),
  ];
  return people.map((row) => ({
    collaborationId: row.id,
    firstName: row.first_name,
    familyName: row.family_name,
    bornOn: row.born_on,
    hasNiss: row.has_niss,
    identityChangedOn: row.identity_changed_at === null ? null : dayOf(row.identity_changed_at),
    contracts: contractsOf(row.id).map(toContract),
    diplomas: diplomasOf(row.id).map(toDiploma),
    documents: documentsOf(row.id).map(toPaper),
    absences: absencesOf(row.id).map(toAbsence),
  }));
}
export const toContract = (one: StaffContract): Contract => ({
  id: one.id,
  facilityId: one.facility_id,
  link: one.link,
  function: one.function,
  regime: one.regime,
  percent: one.percent,
  weeklyHours: one.weekly_hours,
  employer: one.employer,
  fromOn: one.from_on,
  toOn: one.to_on,
});
export const toDiploma = ({ id, title, obtained_on }: StaffDiploma): Diploma => ({
  id,
  title,
  obtainedOn: obtained_on,
});
export const toPaper = ({ id, kind, dated_on, expires_on }: StaffDocument): StaffPaper => ({
  id,
  kind,
  datedOn: dated_on,
  expiresOn: expires_on,
});
export const toAbsence = ({ id, from_on, to_on }: StaffAbsence): Absence => ({ id, fromOn: from_on, toOn: to_on });

interface MemberRow {
  id: string;
  first_name: string;
  family_name: string;
  born_on: Day | null;
  has_niss: boolean;
  identity_changed_at: Instant | null;
}

/** The limits in force on a day. */
export async function findLimits(db: Database, today: Day): Promise<TeamLimits> {
  const parameters = await parametersOn(db, 'team', today);
  const of = (code: string): number => {
    const value = parameters[code]?.value;
    if (value === undefined) throw new Error(`no parameter ${code} of teams`);
    return value;
  };
  return {
    criminalRecordMonths: of('criminal-record-validity'),
    noticeDays: of('contract-ending-notice'),
    endlessAbsenceMonths: of('endless-absence'),
    fullTimeHours: of('full-time-hours'),
  };
}

/** How many national numbers may be tried in an hour. */
export async function findTryLimits(db: Database, today: Day): Promise<{ perUser: number; perBody: number }> {
  const parameters = await parametersOn(db, 'team', today);
  return { perUser: parameters['tries-per-user']?.value ?? 0, perBody: parameters['tries-per-body']?.value ?? 0 };
}

/** The rows that rights look at: each contract of a person at the body, and once who has none. */
export function places(db: Database, { organisingBodyId, ability }: Pick<TeamScope, 'organisingBodyId' | 'ability'>) {
  const rows = db('collaboration_places').where('collaboration_places.organising_body_id', organisingBodyId);
  return ability ? accessibleBy(rows, ability, 'read', 'Collaboration') : rows;
}
function memberIds(db: Database, scope: TeamScope) {
  const rows = places(db, scope).select('collaboration_places.id');
  const { facilityId, withoutContract } = scope;
  if (facilityId !== undefined)
    void rows.where((at) => {
      void at.where('collaboration_places.facility_id', facilityId);
      if (withoutContract) void at.orWhereNull('collaboration_places.facility_id');
    });
  if (scope.collaborationIds) void rows.whereIn('collaboration_places.id', [...scope.collaborationIds]);
  return rows;
}
function listPlaces(db: Database, { organisingBodyId, ability }: TeamScope): Promise<TeamPlace[]> {
  const rows = db('facilities').where('facilities.organising_body_id', organisingBodyId);
  return (ability ? accessibleBy(rows, ability, 'read', 'Facility') : rows)
    .orderByRaw('facilities.name collate "fr-x-icu", facilities.id')
    .select('facilities.id', 'facilities.name', 'facilities.kind');
}

function byCollaboration<Row extends { collaboration_id: string }>(rows: readonly Row[]): (id: string) => Row[] {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const own = found.get(row.collaboration_id);
    if (own) own.push(row);
    else found.set(row.collaboration_id, [row]);
  }
  return (id) => found.get(id) ?? [];
}
