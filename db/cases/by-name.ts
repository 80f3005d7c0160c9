/** Lists of the cases of a procedure by the name of their subject: a page of them, all for a sheet, and what holds the words somebody looks for. */
import type { Knex } from 'knex';
import { searchable } from '../../domain/searchable.ts';
import type { Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';

const pageSize = 50;
/** More than this is for several exports. */
const mostExported = 20_000;

/** Fifty at a time. @param rows of `cases`, with `cases.id` as `id` */
export async function turnByName<Row extends { id: string }>(
  db: Database,
  rows: Knex.QueryBuilder,
  slug: string,
  cursor: Cursor,
): Promise<Page<Row>> {
  const from = cursor.after ?? cursor.before;
  const place =
    from === undefined
      ? undefined
      : await db('cases').where({ id: from, slug }).first<{ facility_name: string } | undefined>('facility_name');
  return turnPage<Row>(
    db,
    rows,
    { column: db.raw('cases.facility_name collate "fr-x-icu"'), id: 'cases.id' },
    cursor,
    place?.facility_name,
    pageSize,
  );
}

/** @param rows of `cases` */
export const allByName = (rows: Knex.QueryBuilder): Knex.QueryBuilder =>
  rows.orderByRaw('cases.facility_name collate "fr-x-icu", cases.id').limit(mostExported);

/** Each word stands in the name, the locality or the reference, whatever its accents. @param query of `cases` */
export function holdWords(query: Knex.QueryBuilder, text = ''): void {
  for (const word of searchable(text).split(' ').filter(Boolean))
    void query.whereRaw("searchable(cases.facility_name || ' ' || cases.locality || ' ' || cases.reference) like ?", [
      `%${word}%`,
    ]);
}
