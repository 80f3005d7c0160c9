/** Writing on a sheet: one row at a time, with its version, audited, and checked under the lock of the sheet. */
import type { Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit, type Change } from '../audit.ts';
import { findElsewhere, saveVersion, type Saving, type VersionedTable } from '../changed-elsewhere.ts';
import { instant, type Database } from '../connect.ts';
import type { SavedFrom } from '../form-drafts.ts';
import { lockSheetsOf, tellOtherBodies } from './change-identity.ts';

export type SheetTable = Extract<
  VersionedTable,
  'people' | 'staff_contracts' | 'staff_diplomas' | 'staff_documents' | 'staff_absences'
>;
export type SheetRow = Record<string, unknown> & {
  id: string;
  version: number;
  updated_by: string;
  updated_at: Instant;
};

export interface SheetSaving {
  sheet: { id: string; organisingBodyId: string };
  table: SheetTable;
  rowId: string;
  /** The one that was seen; 0 adds the row under its id, which the form has brought: sent twice, it is there once. */
  version: number;
  /** Null takes the row away. */
  values: Record<string, unknown> | null;
  viewer: Pick<Viewer, 'userId' | 'acr' | 'ability'>;
  at: Instant;
  from?: SavedFrom | undefined;
}

/**
 * @param check what must hold once nobody else can write on the sheet; what it returns stops the writing
 * @returns what `check` said, else the outcome of the saving
 */
export function saveOnSheet<Faults>(
  db: Database,
  saving: SheetSaving,
  check: (trx: Database) => Promise<Faults | undefined> = () => Promise.resolve(undefined),
): Promise<{ outcome: 'refused'; faults: Faults } | Saving<SheetRow>> {
  const { sheet, table, rowId, values, viewer, at } = saving;
  return db.transaction(async (trx) => {
    if (table === 'people') await lockSheetsOf(trx, rowId);
    else await trx('collaborations').where({ id: sheet.id }).forUpdate().first('id');
    const before = (await findRow(trx, saving)) as SheetRow | undefined;
    // It stands on another sheet, or at a place whose team is not theirs.
    if (!before && (await trx(table).where({ id: rowId }).first('id')) !== undefined) return gone;
    const faults = await check(trx);
    if (faults !== undefined) return { outcome: 'refused', faults };
    const saved = await write(trx, saving, before);
    if (saved.outcome !== 'saved') return saved;
    const change = changeOf(before, values);
    if (table === 'people')
      await tellOtherBodies(trx, { personId: rowId, sheetId: sheet.id, columns: Object.keys(change), at });
    if (Object.keys(change).length === 0) return saved;
    await touchSheet(trx, sheet.id, viewer.userId, at);
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      onBehalfOf: sheet.organisingBodyId,
      acr: viewer.acr,
      event: values === null ? 'delete' : before ? 'update' : 'create',
      subject: table === 'people' ? 'collaboration' : table.replaceAll('_', '-').replace(/s$/, ''),
      subjectId: table === 'people' ? sheet.id : rowId,
      change,
    });
    return saved;
  });
}

/** The last change of a sheet is that of anything on it. */
export const touchSheet = (db: Database, id: string, by: string, at: Instant): Promise<unknown> =>
  db('collaborations')
    .where({ id })
    .update({ version: db.raw('version + 1'), updated_by: by, updated_at: instant(at) });

const gone: Saving<SheetRow> = { outcome: 'changed-elsewhere', by: null, at: null, current: null };

/** As these eyes may change it: of the contracts of a person, those of their places. */
function findRow(trx: Database, saving: SheetSaving): Promise<unknown> {
  const { sheet, table, viewer } = saving;
  const row = trx(table).where(keyOf(saving));
  if (table === 'staff_contracts')
    void row.whereIn(
      'id',
      accessibleBy(trx('collaboration_places'), viewer.ability, 'change', 'Collaboration')
        .where('collaboration_places.id', sheet.id)
        .whereNotNull('contract_id')
        .select('contract_id'),
    );
  return row.first();
}

/** A row of another sheet is not found. */
const keyOf = ({ table, rowId, sheet }: SheetSaving): Record<string, string> =>
  table === 'people' ? { id: rowId } : { id: rowId, collaboration_id: sheet.id };

async function write(trx: Database, saving: SheetSaving, before: SheetRow | undefined): Promise<Saving<SheetRow>> {
  const { sheet, table, rowId, version, values, viewer, at, from } = saving;
  if (values === null) {
    // Taken away twice, it is away.
    if (!before) return { outcome: 'saved', version };
    if (before.version !== version) return elsewhere(trx, table, rowId);
    await trx(table).where(keyOf(saving)).delete();
    return { outcome: 'saved', version };
  }
  if (version > 0)
    return before ? saveVersion(trx, table, { id: rowId }, { version, values, by: viewer.userId, at, from }) : gone;
  if (before)
    return isSame(before, values) ? { outcome: 'saved', version: before.version } : elsewhere(trx, table, rowId);
  await trx(table).insert({
    id: rowId,
    collaboration_id: sheet.id,
    ...values,
    created_at: instant(at),
    updated_at: instant(at),
    updated_by: viewer.userId,
  });
  return { outcome: 'saved', version: 1 };
}

async function elsewhere(trx: Database, table: SheetTable, rowId: string): Promise<Saving<SheetRow>> {
  const [found] = await findElsewhere<SheetRow>(trx, table, (rows) => rows.where(`${table}.id`, rowId));
  return found ?? { outcome: 'changed-elsewhere', by: null, at: null, current: null };
}

const isSame = (before: SheetRow, values: Record<string, unknown>): boolean =>
  Object.entries(values).every(([column, value]) => before[column] === value);

const unaudited = new Set([
  'id',
  'collaboration_id',
  'version',
  'updated_by',
  'updated_at',
  'saved_page',
  'saved_turn',
  'created_at',
]);
function changeOf(before: SheetRow | undefined, values: Record<string, unknown> | null): Change {
  const columns = Object.keys(values ?? before ?? {}).filter((column) => !unaudited.has(column));
  return Object.fromEntries(
    columns
      .map((column) => [column, { before: before?.[column] ?? null, after: values?.[column] ?? null }] as const)
      .filter(([, { before: was, after }]) => was !== after),
  );
}
