/** Who follows continuing training: those who work today in an after-school place with a function that the note names. */
import type { Day } from '../../domain/calendar.ts';
import type { FunctionCode } from '../../domain/staff/functions.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import { openFor } from '../access/acts.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';

export const traineeFunctions: readonly FunctionCode[] = ['after-school-lead', 'after-school-worker'];

export interface Trainee {
  collaborationId: string;
  firstName: string;
  familyName: string;
  function: FunctionCode;
  /** The first day of the first such contract: periods are counted from it. */
  enteredOn: Day;
  organisingBodyId: string;
  facilityId: string;
  facilityName: string;
  administration: string;
}

/** By name; one row for each person at each body, at the place of their newest contract. */
export async function listTrainees(
  db: Database,
  ability: Ability,
  today: Day,
  among?: readonly string[],
): Promise<Trainee[]> {
  const contracts = accessibleBy(
    db('staff_contracts as k').join('facilities', 'facilities.id', 'k.facility_id'),
    ability,
    openFor(slug),
    'Facility',
  )
    .join('collaborations as c', 'c.id', 'k.collaboration_id')
    .join('people as p', 'p.id', 'c.person_id')
    .whereIn('k.function', traineeFunctions)
    .where('k.from_on', '<=', today)
    .whereRaw('(k.to_on is null or k.to_on >= ?)', [today])
    .whereNull('facilities.closed_on')
    .modify((query) => {
      if (among) void query.whereIn('c.id', among);
    })
    .distinctOn('c.id')
    .orderBy([{ column: 'c.id' }, { column: 'k.from_on', order: 'desc' }, { column: 'k.id' }])
    .select({
      collaborationId: 'c.id',
      firstName: 'p.first_name',
      familyName: 'p.family_name',
      sortName: 'p.sort_name',
      function: 'k.function',
      organisingBodyId: 'c.organising_body_id',
      facilityId: 'facilities.id',
      facilityName: 'facilities.name',
      administration: 'facilities.administration',
      enteredOn: db('staff_contracts as first')
        .whereRaw('first.collaboration_id = c.id')
        .whereIn('first.function', traineeFunctions)
        .min('first.from_on'),
    });
  return db(contracts.as('t')).orderBy(['t.sortName', 't.collaborationId']).select('t.*') as unknown as Promise<
    Trainee[]
  >;
}

/** The agreement of each place that stands today. */
export async function listAgreements(
  db: Database,
  facilityIds: readonly string[],
  today: Day,
): Promise<Map<string, Day>> {
  const rows = (await db('aes_agreements')
    .whereIn('facility_id', facilityIds)
    .where('from_on', '<=', today)
    .where('to_on', '>=', today)
    .groupBy('facility_id')
    .select({ id: 'facility_id', endsOn: db.raw('max(to_on)') })) as { id: string; endsOn: Day }[];
  return new Map(rows.map(({ id, endsOn }) => [id, endsOn]));
}
