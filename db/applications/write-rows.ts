/** Writes what a software has sent of a month: rows that are new, fields that changed, cells; a statement for each, whatever their number. */
import type { PlannedRow } from '../../domain/attendance/take-in.ts';
import { firstDay, type By, type EncodedMonth, type MonthOf } from '../attendance/month.ts';
import { saveCells } from '../attendance/save-cells.ts';
import { instant, type Database } from '../connect.ts';

export interface WrittenChild {
  index: number;
  id: string;
  childId: string;
  created: boolean;
  version: number;
  cells: { day: number; version: number }[];
}
export async function writeRows(
  trx: Database,
  of: MonthOf,
  standing: EncodedMonth,
  planned: readonly PlannedRow[],
  by: By,
): Promise<WrittenChild[]> {
  const added = await addRows(
    trx,
    of,
    standing,
    planned.filter(({ row }) => row === undefined),
    by,
  );
  const changed = await changeRows(
    trx,
    planned.filter(({ row, hasNewValues }) => row !== undefined && hasNewValues),
    by,
  );
  const rowOf = (child: PlannedRow): { id: string; childId: string; version: number } =>
    added.get(child.child) ?? {
      id: child.row!.id,
      childId: child.row!.childId,
      version: changed.get(child.row!.id) ?? child.row!.version,
    };
  const cells = await saveCells(
    trx,
    of,
    planned.flatMap((child) =>
      child.cells.map(({ day, code, seen }) => ({ rowId: rowOf(child).id, day, typed: code, seen })),
    ),
    by,
  );
  const saved = new Map<string, typeof cells>();
  for (const cell of cells) saved.set(cell.rowId, [...(saved.get(cell.rowId) ?? []), cell]);
  return planned.map((child) => {
    const { id, childId, version } = rowOf(child);
    return {
      ...{ index: child.child, id, childId, created: child.row === undefined, version },
      cells: (saved.get(id) ?? []).flatMap((cell) =>
        cell.outcome === 'saved' ? [{ day: cell.day, version: cell.version }] : [],
      ),
    };
  });
}

const columns = `family_name text, first_name text, born_on date, entered_on date, left_on date, contract_days numeric`;
const columnsOf = ({ familyName, firstName, birthOn, enteredOn, leftOn, contractDays }: PlannedRow['values']) => ({
  family_name: familyName,
  first_name: firstName,
  born_on: birthOn,
  entered_on: enteredOn,
  left_on: leftOn,
  contract_days: contractDays,
});

const insertRows = `
insert into attendance_rows (facility_id, month, child_id, position, family_name, first_name, born_on, entered_on, left_on, contract_days,
  changed_with, changed_at)
select :facilityId, cast(:month as date), coalesce(g.child_id, gen_random_uuid()), g.position, g.family_name, g.first_name, g.born_on,
  g.entered_on, g.left_on, g.contract_days, :applicationId, cast(:at as timestamptz)
from jsonb_to_recordset(cast(:given as jsonb)) as g (child_id uuid, position int, ${columns}) order by g.position
returning id, child_id as "childId", position`;

async function addRows(
  trx: Database,
  { facilityId, month }: MonthOf,
  { rows }: EncodedMonth,
  planned: readonly PlannedRow[],
  by: By,
): Promise<Map<number, { id: string; childId: string; version: number }>> {
  const last = Math.max(0, ...rows.map(({ position }) => position));
  const { rows: added } = await trx.raw<{ rows: { id: string; childId: string; position: number }[] }>(insertRows, {
    facilityId,
    month: firstDay(month),
    applicationId: by.applicationId ?? null,
    at: instant(by.at),
    given: JSON.stringify(
      planned.map(({ childId, values }, index) => ({
        child_id: childId ?? null,
        position: last + index + 1,
        ...columnsOf(values),
      })),
    ),
  });
  return new Map(
    added.map(({ id, childId, position }) => [planned[position - last - 1]!.child, { id, childId, version: 1 }]),
  );
}

const updateRows = `
update attendance_rows r set family_name = g.family_name, first_name = g.first_name, born_on = g.born_on, entered_on = g.entered_on,
  left_on = g.left_on, contract_days = g.contract_days, version = r.version + 1, changed = nextval('attendance_changes'),
  changed_by = null, changed_with = :applicationId, changed_at = cast(:at as timestamptz)
from jsonb_to_recordset(cast(:given as jsonb)) as g (id uuid, ${columns}) where r.id = g.id
returning r.id, r.version`;

/** @returns the new version of each row */
async function changeRows(trx: Database, planned: readonly PlannedRow[], by: By): Promise<Map<string, number>> {
  if (planned.length === 0) return new Map();
  const { rows } = await trx.raw<{ rows: { id: string; version: number }[] }>(updateRows, {
    applicationId: by.applicationId ?? null,
    at: instant(by.at),
    given: JSON.stringify(planned.map(({ row, values }) => ({ id: row!.id, ...columnsOf(values) }))),
  });
  return new Map(rows.map(({ id, version }) => [id, version]));
}
