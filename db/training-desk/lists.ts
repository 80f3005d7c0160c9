/** What a decision writes into the lists that operators choose from, and what undoing it puts back. */
import type { Database } from '../connect.ts';
import { findListedModule, findListedOrganisation } from './group.ts';

export type Entitlement = 'one' | 'agreed' | 'habilitated';
/** A row as it was before the decision: `null` where the decision made it. */
export interface Restored {
  table: 'training_organisations' | 'training_modules';
  id: string;
  before: { status: string; kind?: string; alias_of: string | null } | null;
}
interface Written {
  id: string;
  restores: Restored[];
}

export async function writeOrganisation(
  trx: Database,
  { name, status, kind }: { name: string; status: 'recognised' | 'refused'; kind: Entitlement | null },
): Promise<Written> {
  const there = await findListedOrganisation(trx, name);
  if (!there) {
    const id = await insert(trx, 'training_organisations', { name, status, kind: kind ?? 'unknown' });
    return { id, restores: [{ table: 'training_organisations', id, before: null }] };
  }
  const next = { status, kind: kind ?? there.kind };
  if (there.status === next.status && there.kind === next.kind) return { id: there.id, restores: [] };
  await change(trx, 'training_organisations', there.id, next);
  const before = { status: there.status, kind: there.kind, alias_of: null };
  return { id: there.id, restores: [{ table: 'training_organisations', id: there.id, before }] };
}

export async function writeModule(
  trx: Database,
  { organisationId, title, status }: { organisationId: string; title: string; status: 'recognised' | 'refused' },
): Promise<Written> {
  const there = await findListedModule(trx, organisationId, title);
  if (!there) {
    const id = await insert(trx, 'training_modules', { organisation_id: organisationId, title, status });
    return { id, restores: [{ table: 'training_modules', id, before: null }] };
  }
  if (there.status === status) return { id: there.id, restores: [] };
  await change(trx, 'training_modules', there.id, { status });
  return {
    id: there.id,
    restores: [{ table: 'training_modules', id: there.id, before: { status: there.status, alias_of: null } }],
  };
}

/** Other ways of writing it, which lead to it: one statement for all of them. */
export async function writeAliases(
  trx: Database,
  { organisationId, names, status }: { organisationId: string; names: readonly string[]; status: string },
): Promise<Restored[]> {
  if (names.length === 0) return [];
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `insert into training_organisations (name, kind, status, alias_of)
     select distinct on (searchable(n)) n, 'unknown', ?, cast(? as uuid) from unnest(cast(? as text[])) n
     where not exists (select 1 from training_organisations o where searchable(o.name) = searchable(n))
     order by searchable(n), n returning id`,
    [status, organisationId, [...names]],
  );
  return rows.map(({ id }) => ({ table: 'training_organisations', id, before: null }));
}

/** Puts the lists back, the last change first. What operators have chosen from the list meanwhile is kept there, to be examined. */
export async function restoreLists(trx: Database, restores: readonly Restored[]): Promise<void> {
  // Held first, organisations before modules, as whoever chooses from the lists holds them: who has just chosen one is waited for, and then found.
  for (const table of ['training_organisations', 'training_modules'] as const)
    await trx(table)
      .whereIn(
        'id',
        restores.filter((row) => row.table === table).map(({ id }) => id),
      )
      .orderBy('id')
      .forUpdate()
      .select('id');
  for (const { table, id, before } of [...restores].reverse()) {
    if (before) await change(trx, table, id, before);
    else if (await isUsed(trx, table, id)) await change(trx, table, id, { status: 'to-examine' });
    else await trx(table).where({ id }).delete();
  }
}

const uses: Readonly<Record<Restored['table'], string>> = {
  training_modules: `select 1 from training_lines where module_id = :id union all select 1 from training_modules where alias_of = :id
    union all select 1 from training_decisions where module_id = :id limit 1`,
  training_organisations: `select 1 from training_lines where organisation_id = :id union all select 1 from training_modules where organisation_id = :id
    union all select 1 from training_organisations where alias_of = :id union all select 1 from training_decisions where organisation_id = :id
    union all select 1 from training_merges where :id in (organisation_id, into_id) limit 1`,
};
async function isUsed(trx: Database, table: Restored['table'], id: string): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(uses[table], { id });
  return rows.length > 0;
}

async function insert(trx: Database, table: Restored['table'], row: object): Promise<string> {
  const [made] = (await trx(table).insert(row).returning('id')) as { id: string }[];
  if (!made) throw new Error(`nothing written into ${table}`);
  return made.id;
}
const change = (trx: Database, table: Restored['table'], id: string, row: object): Promise<unknown> =>
  trx(table)
    .where({ id })
    .update({ ...row, version: trx.raw('version + 1') });
