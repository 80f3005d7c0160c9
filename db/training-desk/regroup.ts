/** Puts what operators have written into groups: new spellings as they come, all of it anew each night. What is decided stays where it is. */
import { grouped } from '../../domain/grouped.ts';
import { groupSpellings } from '../../domain/likeness/group.ts';
import { notOrganisations, type Group, type Spelling, type Why } from '../../domain/likeness/grouping.ts';
import { moduleName, organisationName } from '../../domain/likeness/name.ts';
import type { Database } from '../connect.ts';

interface SpellingRow {
  id: number;
  organisation: string;
  module: string;
  group_id: string | null;
  decision_id: string | null;
  lines: number;
  operators: string[] | null;
  sessions: string[] | null;
}
interface Placed {
  id: number;
  key: string;
  group_id: string;
  why: Why;
}

/** Two rounds at once would make two groups of one. */
const lock = 'select pg_advisory_xact_lock(20261128, 8)';

/** @param whole all that is not decided is put anew; otherwise what has no group yet @returns how many spellings were put */
export async function regroup(db: Database, { whole }: { whole: boolean }): Promise<number> {
  const isWaiting = (await db('training_spellings').whereNull('group_id').first('id')) as object | undefined;
  if (!whole && !isWaiting) return 0;
  return db.transaction(async (trx) => {
    await trx.raw(lock);
    const rows = await readSpellings(trx);
    const byId = new Map(rows.map((row) => [String(row.id), row]));
    const groups = groupSpellings(rows.map(asSpelling));
    const ids = await groupIds(trx, groups, byId);
    const placed: Placed[] = [];
    for (const [index, { members }] of groups.entries())
      for (const { id, isIn, why } of members) {
        const row = byId.get(id);
        if (!isIn || !row || (row.group_id && (!whole || row.decision_id))) continue;
        placed.push({ id: row.id, key: keyOf(row), group_id: ids[index] ?? '', why });
      }
    await trx.raw(
      `update training_spellings s set group_id = p.group_id, key = p.key, why = p.why
       from json_to_recordset(cast(? as json)) as p (id bigint, key text, group_id uuid, why text) where s.id = p.id`,
      [JSON.stringify(placed)],
    );
    // What is decided stays in its group; how its key is worked out may have changed since.
    if (whole) await writeKeys(trx, rows);
    await writeNeighbours(trx, groups, ids);
    // The name of a group is the spelling that most have used, and that can be read: not in capitals, no teacher.
    await trx.raw(
      `update training_groups g set head_id = h.id from (
         select distinct on (s.group_id) s.group_id, s.id from training_spellings s
         left join training_line_spellings l on l.spelling_id = s.id group by s.group_id, s.id
         order by s.group_id, s.why = any(?), s.organisation in (upper(s.organisation), lower(s.organisation)),
           s.module in (upper(s.module), lower(s.module)), count(l.case_id) desc, s.id) h
       where h.group_id = g.id and g.head_id <> h.id`,
      [[...notOrganisations]],
    );
    return placed.length;
  });
}

const keyOf = ({ organisation, module }: SpellingRow): string => {
  const name = organisationName(organisation);
  return `${name.key} ${name.towns.join(' ')} | ${moduleName(module).key}`;
};
const writeKeys = (trx: Database, rows: readonly SpellingRow[]): Promise<unknown> =>
  trx.raw(
    `update training_spellings s set key = k.key from json_to_recordset(cast(? as json)) as k (id bigint, key text)
     where s.id = k.id and s.group_id is not null and s.key is distinct from k.key`,
    [JSON.stringify(rows.map((row) => ({ id: row.id, key: keyOf(row) })))],
  );
const asSpelling = ({ id, organisation, module, lines, operators, sessions }: SpellingRow): Spelling => ({
  id: String(id),
  organisation,
  module,
  lines,
  operators: operators ?? [],
  sessions: sessions ?? [],
});

const readSpellings = (db: Database): Promise<SpellingRow[]> =>
  db('training_spellings as s')
    .leftJoin('training_line_spellings as ls', 'ls.spelling_id', 's.id')
    .leftJoin('training_lines as l', 'l.case_id', 'ls.case_id')
    .groupBy('s.id')
    .orderBy('s.id')
    .select(
      's.id',
      's.organisation',
      's.module',
      's.group_id',
      's.decision_id',
      db.raw('count(l.case_id) as lines'),
      db.raw('array_agg(distinct l.organising_body_id) filter (where l.case_id is not null) as operators'),
      db.raw("array_agg(distinct l.from_on || ' ' || l.hours) filter (where l.case_id is not null) as sessions"),
    ) as unknown as Promise<SpellingRow[]>;

/** Each group keeps the id that most of its lines have had; a new one gets one. */
async function groupIds(
  trx: Database,
  groups: readonly Group[],
  byId: ReadonlyMap<string, SpellingRow>,
): Promise<string[]> {
  const wishes = groups.flatMap(({ members }, index) => {
    const rows = members.filter(({ isIn }) => isIn).flatMap(({ id }) => byId.get(id) ?? []);
    const had = grouped(
      rows.filter(({ group_id: id }) => id !== null),
      ({ group_id: id }) => id ?? '',
    );
    return [...had].map(([id, list]) => ({ index, id, lines: list.reduce((sum, { lines }) => sum + lines + 1, 0) }));
  });
  const ids: string[] = [];
  const taken = new Set<string>();
  for (const { index, id } of wishes.sort((one, other) => other.lines - one.lines || one.index - other.index)) {
    if (ids[index] !== undefined || taken.has(id)) continue;
    ids[index] = id;
    taken.add(id);
  }
  const fresh = groups.flatMap(({ head }, index) => (ids[index] === undefined ? [{ index, head: Number(head) }] : []));
  if (fresh.length === 0) return ids;
  const { rows } = await trx.raw<{ rows: { id: string; head_id: number }[] }>(
    `insert into training_groups (head_id) select unnest(cast(? as bigint[])) returning id, head_id`,
    [fresh.map(({ head }) => head)],
  );
  const made = new Map(rows.map(({ id, head_id: head }) => [head, id]));
  for (const { index, head } of fresh) ids[index] = made.get(head) ?? '';
  return ids;
}

async function writeNeighbours(trx: Database, groups: readonly Group[], ids: readonly string[]): Promise<void> {
  const weak = groups.flatMap(({ members }, index) =>
    members.filter(({ isIn }) => !isIn).map(({ id }) => ({ group_id: ids[index], spelling_id: Number(id) })),
  );
  await trx('training_neighbours').delete();
  await trx.raw(
    `insert into training_neighbours (group_id, spelling_id)
     select n.group_id, n.spelling_id from json_to_recordset(cast(? as json)) as n (group_id uuid, spelling_id bigint)
     join training_spellings s on s.id = n.spelling_id where s.group_id is distinct from n.group_id
     on conflict do nothing`,
    [JSON.stringify(weak)],
  );
}
