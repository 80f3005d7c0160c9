/** « Changed elsewhere », below every page: what several people fill in bears a version, and is written only where it is still as it was read. */
import type { Instant } from '../domain/calendar.ts';
import { instant, type Database } from './connect.ts';
import type { SavedFrom } from './form-drafts.ts';

/** What was typed was kept; or somebody was quicker: who, when, and what stands now. `current` is null when it has gone meanwhile. */
export type Saving<Row> =
  | { outcome: 'saved'; version: number }
  | { outcome: 'changed-elsewhere'; by: { id: string; name: string } | null; at: Instant | null; current: Row | null };

/** Tables that bear `version`, `updated_by` and `updated_at`, with the columns that name a row and those that may be written. */
const tables = {
  drafts: { key: ['id'], columns: ['form', 'submitted_case_id', 'discarded_at'] },
  case_lines: { key: ['case_id', 'key'], columns: ['data', 'position', 'removed_at'] },
  people: { key: ['id'], columns: ['first_name', 'family_name', 'born_on'] },
  staff_contracts: {
    key: ['id'],
    columns: ['facility_id', 'link', 'function', 'regime', 'percent', 'weekly_hours', 'employer', 'from_on', 'to_on'],
  },
  staff_diplomas: { key: ['id'], columns: ['title', 'obtained_on'] },
  staff_documents: { key: ['id'], columns: ['kind', 'dated_on', 'expires_on'] },
  staff_absences: { key: ['id'], columns: ['from_on', 'to_on'] },
} as const;
export type VersionedTable = keyof typeof tables;
type Key<T extends VersionedTable> = Record<(typeof tables)[T]['key'][number], string>;
type Values<T extends VersionedTable> = Partial<Record<(typeof tables)[T]['columns'][number], unknown>>;

export interface Versioned {
  version: number;
  updated_by: string;
  updated_at: Instant;
}

/**
 * Writes the values where the row still has the version that the page was drawn from.
 * @param from the savings of one opened page follow each other, whatever their version: nobody is in their own way
 * @param standing what must hold besides: a draft that is sent is not written any more
 * @throws Error for a column that the table does not offer: a name never comes from a form
 */
export async function saveVersion<
  T extends VersionedTable,
  Row extends Versioned = Versioned & Record<string, unknown>,
>(
  db: Database,
  table: T,
  key: Key<T>,
  {
    version,
    values,
    by,
    at,
    from,
    standing = {},
  }: {
    version: number;
    values: Values<T>;
    by: string;
    at: Instant;
    from?: SavedFrom | undefined;
    standing?: Values<T>;
  },
): Promise<Saving<Row>> {
  const offered: readonly string[] = tables[table].columns;
  const foreign = Object.keys({ ...values, ...standing }).find((column) => !offered.includes(column));
  if (foreign !== undefined) throw new Error(`${table}: ${foreign} is not written so`);
  const written = Object.fromEntries(
    Object.entries(values).map(([column, value]) => [
      column,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ]),
  );
  const [row] = (await db(table)
    .where({ ...key, ...standing })
    .where((row) => {
      void row.where({ version });
      if (from)
        void row.orWhere((own) => {
          void own.where({ saved_page: from.page, updated_by: by }).where('saved_turn', '<=', from.turn);
        });
    })
    .update({
      ...written,
      version: db.raw('version + 1'),
      updated_by: by,
      updated_at: instant(at),
      saved_page: from?.page ?? null,
      saved_turn: from?.turn ?? 0,
    })
    .returning('version')) as { version: number }[];
  if (row) return { outcome: 'saved', version: row.version };
  if (from) {
    // An earlier saving of the same page that arrives late: what came after it stands.
    const later = (await db(table)
      .where({ ...key, ...standing, saved_page: from.page, updated_by: by })
      .where('saved_turn', '>', from.turn)
      .first('version')) as { version: number } | undefined;
    if (later) return { outcome: 'saved', version: later.version };
  }
  const [elsewhere] = await findElsewhere<Row>(db, table, (rows) => rows.where(qualified(table, key)));
  return elsewhere ?? { outcome: 'changed-elsewhere', by: null, at: null, current: null };
}

/** What stands now in place of what could not be written, and whose it is. */
export async function findElsewhere<Row extends Versioned>(
  db: Database,
  table: VersionedTable,
  which: (rows: ReturnType<Database>) => ReturnType<Database>,
): Promise<Extract<Saving<Row>, { outcome: 'changed-elsewhere' }>[]> {
  const rows = (await which(db(table).leftJoin('users as author', 'author.id', `${table}.updated_by`)).select(
    `${table}.*`,
    db.raw("author.first_name || ' ' || author.family_name as author_name"),
  )) as (Row & { author_name: string | null })[];
  return rows.map(({ author_name: name, ...row }) => ({
    outcome: 'changed-elsewhere',
    by: { id: row.updated_by, name: name ?? '' },
    at: row.updated_at,
    current: row as unknown as Row,
  }));
}

const qualified = (table: string, key: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(key).map(([column, value]) => [`${table}.${column}`, value]));
