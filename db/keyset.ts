/** Pages of a list by keyset: from a row onwards or backwards, never by counting rows. */
import type { Knex } from 'knex';
import type { Database } from './connect.ts';

/** The row beside which the page begins or ends: only its id stands in an address, so that no name does. */
export interface Cursor {
  after?: string;
  before?: string;
}
export interface Page<Row> {
  rows: Row[];
  previous?: string;
  next?: string;
}
export interface Order {
  column: Knex.Raw;
  id: string;
  descending?: boolean;
}

/**
 * One page of a query, in the order of a column and then of the id.
 * @param place the value of the column for the cursor's row, as text; undefined begins at the start
 */
export async function turnPage<Row extends { id: string }>(
  db: Database,
  query: Knex.QueryBuilder,
  { column, id, descending = false }: Order,
  { after, before }: Cursor,
  place: string | undefined,
  size: number,
): Promise<Page<Row>> {
  const from = place === undefined ? undefined : (after ?? before);
  const backwards = from !== undefined && after === undefined;
  const downwards = descending !== backwards;
  const direction = db.raw(downwards ? 'desc' : 'asc');
  const page = query
    .clone()
    .orderByRaw('? ?, ?? ?', [column, direction, id, direction])
    .limit(size + 1);
  if (from !== undefined)
    void page.whereRaw(downwards ? '(?, ??) < (?, ?)' : '(?, ??) > (?, ?)', [column, id, place!, from]);
  const found = (await page) as Row[];
  const more = found.length > size;
  const rows = backwards ? found.slice(0, size).reverse() : found.slice(0, size);
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    ...(first && (backwards ? more : from !== undefined) ? { previous: first.id } : {}),
    ...(last && (backwards || more) ? { next: last.id } : {}),
  };
}
