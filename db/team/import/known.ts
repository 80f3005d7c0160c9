/** What is known of a team and of the persons of a sheet, before an import: as the person who imports may see it. */
import { hashNationalNumber } from '../../../domain/national-number.ts';
import type { Day } from '../../../domain/calendar.ts';
import type { Known, KnownPerson } from '../../../domain/staff/sheet/plan.ts';
import type { SheetLine } from '../../../domain/staff/sheet/line.ts';
import type { SheetPlace } from '../../../domain/staff/sheet/read-cells.ts';
import type { TeamLimits } from '../../../domain/staff/team.ts';
import { accessibleBy } from '../../access/sql-filter.ts';
import type { Ability } from '../../access/subjects.ts';
import type { Database } from '../../connect.ts';
import { findTeam } from '../find-team.ts';

export interface StaffedBody {
  id: string;
  name: string;
  /** Where this person may say who works. */
  facilities: SheetPlace[];
}

/** The organising bodies for which a person may fill in a team, by name. */
export async function listStaffedBodies(db: Database, ability: Ability): Promise<StaffedBody[]> {
  const rows = (await accessibleBy(db('facilities'), ability, 'staff', 'Facility')
    .join('organising_bodies as b', 'b.id', 'facilities.organising_body_id')
    .orderByRaw('b.name, b.id, facilities.name, facilities.id')
    .limit(2_000)
    .select({
      id: 'facilities.id',
      name: 'facilities.name',
      number: 'facilities.number',
      bodyId: 'b.id',
      bodyName: 'b.name',
    })) as (SheetPlace & { bodyId: string; bodyName: string })[];
  const bodies = new Map<string, StaffedBody>();
  for (const { bodyId, bodyName, ...facility } of rows) {
    const body = bodies.get(bodyId) ?? { id: bodyId, name: bodyName, facilities: [] };
    body.facilities.push(facility);
    bodies.set(bodyId, body);
  }
  return [...bodies.values()];
}

interface Asked {
  organisingBodyId: string;
  ability: Ability;
  today: Day;
  lines: readonly SheetLine[];
  nissPepper: string;
}

/** A constant number of queries, whatever the sheet. */
export async function findKnown(
  db: Database,
  { organisingBodyId, ability, today, lines, nissPepper }: Asked,
): Promise<{ known: Known; limits: TeamLimits }> {
  // One after the other: a confirmation asks within its transaction, on one connection.
  const { members, limits } = await findTeam(db, { organisingBodyId, today });
  const seen = (await accessibleBy(db('collaboration_places'), ability, 'read', 'Collaboration')
    .where('collaboration_places.organising_body_id', organisingBodyId)
    .select({ id: 'collaboration_places.id', contractId: 'collaboration_places.contract_id' })) as {
    id: string;
    contractId: string | null;
  }[];
  const persons = await findPersons(db, { organisingBodyId, lines, nissPepper });
  const [sheets, contracts] = [new Set(seen.map(({ id }) => id)), new Set(seen.map(({ contractId }) => contractId))];
  return {
    known: {
      members: members
        .filter(({ collaborationId }) => sheets.has(collaborationId))
        .map((member) => ({ ...member, contracts: member.contracts.filter(({ id }) => contracts.has(id)) })),
      hidden: new Map(
        members.map((member) => [member.collaborationId, member.contracts.filter(({ id }) => !contracts.has(id))]),
      ),
      persons,
    },
    limits,
  };
}

async function findPersons(
  db: Database,
  { organisingBodyId, lines, nissPepper }: Pick<Asked, 'organisingBodyId' | 'lines' | 'nissPepper'>,
): Promise<Map<string, KnownPerson>> {
  const byHash = new Map(
    lines.flatMap(({ niss }) => (niss ? [[hashNationalNumber(niss, nissPepper).toString('hex'), niss]] : [])),
  );
  if (byHash.size === 0) return new Map();
  const rows = await db('people as p')
    .leftJoin('collaborations as c', (on) => {
      on.on('c.person_id', 'p.id').andOnVal('c.organising_body_id', organisingBodyId);
    })
    .whereRaw('p.niss_hash = any(cast(? as bytea[]))', [[...byHash.keys()].map((hex) => Buffer.from(hex, 'hex'))])
    .select<(KnownPerson & { hash: Buffer })[]>({
      personId: 'p.id',
      firstName: 'p.first_name',
      familyName: 'p.family_name',
      collaborationId: 'c.id',
      hash: 'p.niss_hash',
    });
  return new Map(rows.map(({ hash, ...person }) => [byHash.get(hash.toString('hex')) ?? '', person]));
}
