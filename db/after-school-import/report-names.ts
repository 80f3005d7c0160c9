/** Which place the name in a report of the communes' software is, as somebody of the body has said once. */
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

/** Whatever was said before, the last word counts. */
export async function rememberReportName(
  db: Database,
  named: Named & { facilityId: string },
  by: { userId: string; at: Instant },
): Promise<void> {
  const key = keyOf(named);
  if (key.name === '') return;
  const said = { facility_id: named.facilityId, said_by: by.userId, said_at: instant(by.at) };
  await db('after_school_report_names')
    .insert({ ...key, ...said })
    .onConflict(['organising_body_id', 'name'])
    .merge(said);
}
