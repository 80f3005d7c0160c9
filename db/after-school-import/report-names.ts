/** Which place of a body a file is of: by the name in a report of the communes' software, as somebody of the body has said once, or by the number in our model. */
import type { Instant } from '../../domain/calendar.ts';
import { searchable } from '../../domain/searchable.ts';
import { instant, type Database } from '../connect.ts';

interface Named {
  organisingBodyId: string;
  /** As the report writes it. */
  name: string;
}
const longest = 200;
const keyOf = ({ organisingBodyId, name }: Named) => ({
  organising_body_id: organisingBodyId,
  name: searchable(name).slice(0, longest),
});

/** By the name as it was asked; one that nobody has said anything of, or that is of another place in each of several bodies, is not there. */
export async function knownReportNames(
  db: Database,
  organisingBodyIds: readonly string[],
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const keys = names.map((name) => keyOf({ organisingBodyId: '', name }).name);
  const rows = await db('after_school_report_names')
    .whereIn('organising_body_id', organisingBodyIds)
    .whereIn('name', keys)
    .select<{ name: string; facility_id: string }[]>('name', 'facility_id');
  return new Map(
    names.flatMap((name, at) => {
      const [one, another] = rows.filter((row) => row.name === keys[at]);
      return one && !another ? [[name, one.facility_id] as const] : [];
    }),
  );
}

/**
 * The after-school places of bodies, whoever counts their children: asked only to know which of them a file is of, never shown. By id; a body has
 * some tens.
 */
export const placesOfBodies = (
  db: Database,
  organisingBodyIds: readonly string[],
): Promise<{ id: string; number: string }[]> =>
  db('facilities')
    .where({ kind: 'after-school-1' })
    .whereIn('organising_body_id', organisingBodyIds)
    .orderBy('id')
    .limit(1_000)
    .select<{ id: string; number: string }[]>('id', 'number');

interface Said extends Named {
  facilityId: string;
}
interface By {
  userId: string;
  at: Instant;
}
const rowOf = (said: Said, { userId, at }: By) => ({
  ...keyOf(said),
  ...{ facility_id: said.facilityId, said_by: userId, said_at: instant(at) },
});

/** To who was asked: whatever was said before, the last word counts. */
export async function rememberReportName(db: Database, said: Said, by: By): Promise<void> {
  const { organising_body_id, name, ...place } = rowOf(said, by);
  if (name === '') return;
  await db('after_school_report_names')
    .insert({ organising_body_id, name, ...place })
    .onConflict(['organising_body_id', 'name'])
    .merge(place);
}

/** Of one who was not asked: what somebody has said stays. */
export async function learnReportName(db: Database, said: Said, by: By): Promise<void> {
  const row = rowOf(said, by);
  if (row.name !== '')
    await db('after_school_report_names').insert(row).onConflict(['organising_body_id', 'name']).ignore();
}
