/** The sheet of a person at a body: what these eyes may see of it. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import type { Member, TeamLimits } from '../../domain/staff/team.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { Collaboration, StaffContract } from '../models/collaboration.ts';
import { hasConfirmedNames } from './change-identity.ts';
import { findLimits, places, toAbsence, toContract, toDiploma, toPaper } from './find-team.ts';

export interface Sheet {
  id: string;
  personId: string;
  organisingBodyId: string;
  bodyName: string;
  member: Member;
  /** ONE knows the names of the person for sure: no body changes them. */
  hasConfirmedNames: boolean;
  /** Of the person, and of each row of the sheet by its id: what a form sends back. */
  versions: ReadonlyMap<string, number>;
  /** Places whose staff these eyes may change, and those where the person has a contract. */
  facilities: { id: string; name: string; mayStaff: boolean }[];
  /** Whether every contract of the person at the body is shown. */
  isWhole: boolean;
  limits: TeamLimits;
  updatedAt: Instant;
  updatedBy: string | null;
}

/** Undefined when there is none, or not for these eyes. */
export async function findSheet(
  db: Database,
  ability: Ability,
  id: string,
  today: Day,
  action: 'read' | 'change' = 'read',
): Promise<Sheet | undefined> {
  const seen = () =>
    accessibleBy(db('collaboration_places').where('collaboration_places.id', id), ability, action, 'Collaboration');
  const [row, contracts] = await Promise.all([
    Collaboration.query(db)
      .findById(id)
      .whereExists(seen().select(db.raw('1')))
      .withGraphFetched('[body, diplomas, documents, absences]'),
    StaffContract.query(db)
      .where({ collaboration_id: id })
      .select('staff_contracts.*', {
        shown: db.raw('staff_contracts.id in (?)', [seen().whereNotNull('contract_id').select('contract_id')]),
      })
      .orderByRaw('from_on nulls first, id'),
  ]);
  if (!row) return undefined;
  const shown = contracts.filter((contract) => contract.shown);
  const [person, facilities, limits, author] = await Promise.all([
    db('people')
      .where({ id: row.person_id })
      .first<PersonRow>(
        'first_name',
        'family_name',
        'born_on',
        'version',
        db.raw('niss_hash is not null as has_niss'),
        db.raw(hasConfirmedNames),
      ),
    listFacilities(db, ability, row.organising_body_id, shown),
    findLimits(db, today),
    db('users')
      .where({ id: row.updated_by })
      .first<{ name: string } | undefined>(db.raw("first_name || ' ' || family_name as name")),
  ]);
  const rows = [...shown, ...row.diplomas!, ...row.documents!, ...row.absences!];
  return {
    id,
    personId: row.person_id,
    organisingBodyId: row.organising_body_id,
    bodyName: row.body!.name,
    member: {
      collaborationId: id,
      firstName: person.first_name,
      familyName: person.family_name,
      bornOn: person.born_on,
      hasNiss: person.has_niss,
      identityChangedOn: row.identity_changed_at === null ? null : dayOf(row.identity_changed_at),
      contracts: shown.map(toContract),
      diplomas: row.diplomas!.map(toDiploma),
      documents: row.documents!.map(toPaper),
      absences: row.absences!.map(toAbsence),
    },
    hasConfirmedNames: person.has_confirmed_names,
    versions: new Map([['person', person.version], ...rows.map(({ id: key, version }) => [key, version] as const)]),
    facilities,
    isWhole: shown.length === contracts.length,
    limits,
    updatedAt: row.updated_at,
    updatedBy: author?.name ?? null,
  };
}
interface PersonRow {
  first_name: string;
  family_name: string;
  born_on: Day | null;
  version: number;
  has_niss: boolean;
  has_confirmed_names: boolean;
}

async function listFacilities(
  db: Database,
  ability: Ability,
  organisingBodyId: string,
  contracts: readonly StaffContract[],
): Promise<Sheet['facilities']> {
  const staffed = accessibleBy(
    db('facilities').where('facilities.organising_body_id', organisingBodyId),
    ability,
    'staff',
    'Facility',
  );
  const rows = await db('facilities')
    .leftJoin(staffed.select('facilities.id').as('staffed'), 'staffed.id', 'facilities.id')
    .where('facilities.organising_body_id', organisingBodyId)
    .orderByRaw('facilities.name collate "fr-x-icu", facilities.id')
    .select<{ id: string; name: string; may_staff: boolean }[]>(
      'facilities.id',
      'facilities.name',
      db.raw('staffed.id is not null as may_staff'),
    );
  const theirs = new Set(contracts.map(({ facility_id }) => facility_id));
  return rows
    .filter(({ id, may_staff }) => may_staff || theirs.has(id))
    .map(({ id, name, may_staff }) => ({ id, name, mayStaff: may_staff }));
}

/** Every contract of the person at the body, whoever looks: what counts towards 100 %. */
export const listContracts = async (db: Database, collaborationId: string) =>
  (
    await StaffContract.query(db).where({ collaboration_id: collaborationId }).orderByRaw('from_on nulls first, id')
  ).map(toContract);

/** The members before and after this one in the list of the body, by name. */
export async function findNeighbours(
  db: Database,
  ability: Ability,
  { id, organisingBodyId }: Pick<Sheet, 'id' | 'organisingBodyId'>,
): Promise<{ previous: string | null; next: string | null }> {
  const names = db('collaborations as c')
    .join('people as p', 'p.id', 'c.person_id')
    .whereIn('c.id', places(db, { organisingBodyId, ability }).select('collaboration_places.id'))
    .select('c.id', {
      previous: db.raw('lag(c.id) over (order by p.sort_name collate "C", c.id)'),
      next: db.raw('lead(c.id) over (order by p.sort_name collate "C", c.id)'),
    });
  const row = await db.from(names.as('n')).where('n.id', id).first<{ previous: string | null; next: string | null }>();
  return row ?? { previous: null, next: null };
}
