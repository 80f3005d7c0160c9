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

/** By the name as it was asked; one that nobody has said anything of is not there. */
export async function knownReportNames(
  db: Database,
  organisingBodyId: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const keys = names.map((name) => keyOf({ organisingBodyId, name }).name);
  const rows = await db('after_school_report_names')
    .where({ organising_body_id: organisingBodyId })
    .whereIn('name', keys)
    .select<{ name: string; facility_id: string }[]>('name', 'facility_id');
  const known = new Map(rows.map(({ name, facility_id: id }) => [name, id]));
  return new Map(
    names.flatMap((name, at) => {
      const id = known.get(keys[at]!);
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
}

/**
 * The after-school places of a body, whoever counts their children: asked only to know which of them a file is of, never shown. By id; a body has
 * some tens.
 */
export const placesOfBody = (db: Database, organisingBodyId: string): Promise<{ id: string; number: string }[]> =>
  db('facilities')
    .where({ organising_body_id: organisingBodyId, kind: 'after-school-1' })
    .orderBy('id')
    .limit(500)
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
