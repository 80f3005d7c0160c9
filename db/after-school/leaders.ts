/** The « responsable de projet » of places after school: by date, chosen from the team of the body, under the lock of that part of the sheet. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { FunctionCode } from '../../domain/staff/functions.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import { instant, type Database } from '../connect.ts';
import type { Elsewhere } from '../sheet-sections.ts';

/** The part of a sheet under whose lock and version leaders are written. */
export const leaderSection = 'project-leader';
const leads: FunctionCode = 'after-school-lead';

export interface LeaderName {
  collaborationId: string;
  name: string;
  phone: string | null;
  email: string | null;
}
export interface Leader extends LeaderName {
  fromOn: Day;
  changedAt: Instant;
  /** Null: nobody any more, or the demonstration. */
  changedBy: string | null;
  /** Since when the person works for the body with this function; null: no contract says so. */
  worksFrom: Day | null;
  /** The last day of the contract that ends last; null: none is known. */
  worksTo: Day | null;
  /** Status of the newest title that was sent for them; null: none was. */
  qualification: string | null;
}

const named = "p.first_name || ' ' || p.family_name as name";

/** Who leads each place on a day. One query, however many places. */
export async function listLeadersOn(
  db: Database,
  facilityIds: readonly string[],
  day: Day,
): Promise<ReadonlyMap<string, LeaderName>> {
  const rows = (await db('project_leaders as l')
    .join('collaborations as c', 'c.id', 'l.collaboration_id')
    .join('people as p', 'p.id', 'c.person_id')
    .whereIn('l.facility_id', [...facilityIds])
    .where('l.from_on', '<=', day)
    .distinctOn('l.facility_id')
    .orderBy([{ column: 'l.facility_id' }, { column: 'l.from_on', order: 'desc' }])
    .select('l.facility_id', 'l.phone', 'l.email', { collaborationId: 'c.id' }, db.raw(named))) as (LeaderName & {
    facility_id: string;
  })[];
  return new Map(rows.map(({ facility_id: id, ...leader }) => [id, leader]));
}

/** Of one place, the newest first; those to come among them. */
export const listLeaders = async (db: Database, facilityId: string): Promise<Leader[]> =>
  db('project_leaders as l')
    .join('collaborations as c', 'c.id', 'l.collaboration_id')
    .join('people as p', 'p.id', 'c.person_id')
    .leftJoin('users as u', 'u.id', 'l.changed_by')
    .where('l.facility_id', facilityId)
    .orderBy('l.from_on', 'desc')
    .limit(50)
    .select(
      'l.phone',
      'l.email',
      { fromOn: 'l.from_on', changedAt: 'l.changed_at', collaborationId: 'c.id' },
      db.raw(named),
      db.raw(`u.first_name || ' ' || u.family_name as "changedBy"`),
      db.raw(
        '(select min(from_on) from staff_contracts where collaboration_id = c.id and function = ?) as "worksFrom"',
        [leads],
      ),
      db.raw(
        `(select nullif(max(coalesce(to_on, 'infinity')), 'infinity') from staff_contracts where collaboration_id = c.id and function = ?) as "worksTo"`,
        [leads],
      ),
      db.raw(
        `(select status from training_qualifications q where q.collaboration_id = c.id order by q.entered_at desc limit 1) as qualification`,
      ),
    ) as Promise<Leader[]>;

export interface Candidate {
  collaborationId: string;
  name: string;
  /** Where they work with this function. */
  places: string[];
}
/** Of the team of a body, who has this function today or later, where one works on the team; by name. */
export const listCandidates = async (
  db: Database,
  ability: Ability,
  { bodyId, today }: { bodyId: string; today: Day },
): Promise<Candidate[]> =>
  accessibleBy(
    db('staff_contracts as k').join('facilities', 'facilities.id', 'k.facility_id'),
    ability,
    'staff',
    'Facility',
  )
    .join('collaborations as c', 'c.id', 'k.collaboration_id')
    .join('people as p', 'p.id', 'c.person_id')
    .where('k.function', leads)
    .where('c.organising_body_id', bodyId)
    .whereRaw('(k.to_on is null or k.to_on >= ?)', [today])
    .groupBy('c.id', 'p.id')
    .orderBy(['p.sort_name', 'c.id'])
    .limit(200)
    .select({ collaborationId: 'c.id' })
    .select(db.raw(named), db.raw('array_agg(distinct facilities.name) as places')) as unknown as Promise<Candidate[]>;

/** Whether this person of the team may be written: one whom these eyes see there, or who leads the place last. */
export async function mayLead(
  db: Database,
  ability: Ability,
  {
    facility: { id, organising_body_id: bodyId },
    person,
    today,
  }: { facility: { id: string; organising_body_id: string }; person: string; today: Day },
): Promise<boolean> {
  const last = (await db('project_leaders')
    .where({ facility_id: id })
    .orderBy('from_on', 'desc')
    .first('collaboration_id')) as { collaboration_id: string } | undefined;
  if (last?.collaboration_id === person) return true;
  return (await listCandidates(db, ability, { bodyId, today })).some(
    ({ collaborationId }) => collaborationId === person,
  );
}

export interface LeaderWritten {
  fromOn: Day;
  collaborationId: string;
  phone: string | null;
  email: string | null;
}

/** As `saveSection` writes it: who leads from that day on, in place of whom that very day stood for. */
export const leaderWritten = (
  { facilityId, by, at }: { facilityId: string; by: string; at: Instant },
  leader: LeaderWritten,
): Elsewhere => {
  const standing = (trx: Database) =>
    trx('project_leaders').where({ facility_id: facilityId, from_on: leader.fromOn }).first() as Promise<
      { collaboration_id: string; phone: string | null; email: string | null } | undefined
    >;
  return {
    stands: async (trx) => {
      const before = await standing(trx);
      return (
        before?.collaboration_id === leader.collaborationId &&
        before.phone === leader.phone &&
        before.email === leader.email
      );
    },
    write: async (trx) => {
      const [before] = (await trx('project_leaders')
        .where({ facility_id: facilityId })
        .where('from_on', '<=', leader.fromOn)
        .orderBy('from_on', 'desc')
        .limit(1)) as { collaboration_id: string; phone: string | null; email: string | null }[];
      const values = {
        collaboration_id: leader.collaborationId,
        phone: leader.phone,
        email: leader.email,
        changed_by: by,
        changed_at: instant(at),
      };
      await trx('project_leaders')
        .insert({ facility_id: facilityId, from_on: leader.fromOn, ...values })
        .onConflict(['facility_id', 'from_on'])
        .merge({ ...values, version: trx.raw('project_leaders.version + 1') });
      const change = (field: string, was: unknown, is: unknown) =>
        was === is ? {} : { [`${leaderSection}.${field}`]: { before: was ?? null, after: is } };
      return {
        ...change('person', before?.collaboration_id, leader.collaborationId),
        ...change('phone', before?.phone, leader.phone),
        ...change('email', before?.email, leader.email),
        valid_from: { before: null, after: leader.fromOn },
      };
    },
  };
};
