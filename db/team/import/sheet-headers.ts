/** What headers of their own sheets mean, as a body has said it. */
import type { ColumnKey } from '../../../domain/staff/sheet/columns.ts';
import type { Database } from '../../connect.ts';

export async function headersOf(db: Database, organisingBodyId: string): Promise<Record<string, ColumnKey>> {
  const rows = await db('team_sheet_headers')
    .where('organising_body_id', organisingBodyId)
    .limit(500)
    .select<{ header: string; meaning: ColumnKey }[]>('header', 'meaning');
  return Object.fromEntries(rows.map(({ header, meaning }) => [header, meaning]));
}

/** By the searchable text of the header. */
export async function rememberHeaders(
  db: Database,
  organisingBodyId: string,
  headers: Readonly<Record<string, ColumnKey>>,
): Promise<void> {
  const rows = Object.entries(headers).map(([header, meaning]) => ({
    organising_body_id: organisingBodyId,
    header,
    meaning,
  }));
  if (rows.length > 0)
    await db('team_sheet_headers').insert(rows).onConflict(['organising_body_id', 'header']).merge(['meaning']);
}
