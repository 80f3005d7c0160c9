/** What the confirmation of a sheet of attendance does: the month is written in a constant number of statements, whatever its size. */
import { isEmpty } from '../../domain/attendance/check-month.ts';
import { mostRows } from '../../domain/attendance/month.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { PlannedChild } from '../../domain/attendance/sheet/plan.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudits } from '../audit.ts';
import { firstDay, type EncodedRow, type MonthOf } from '../attendance/month.ts';
import { removeRows } from '../attendance/rows.ts';
import { saveCells } from '../attendance/save-cells.ts';
import { instant, type Database } from '../connect.ts';
import type { AttendanceOutcome, AttendanceReview } from './preview.ts';

interface Writing {
  viewer: Viewer;
  organisingBodyId: string;
  importId: string;
  at: Instant;
}

const add = `
insert into attendance_rows (facility_id, month, child_id, position, family_name, first_name, born_on, entered_on, left_on, contract_days, cells,
  changed_by, changed_at)
select :facilityId, :month, coalesce(v.child_id, gen_random_uuid()), v.position, v.family_name, v.first_name, v.born_on, v.entered_on, v.left_on,
  v.contract_days, array(select c.text from jsonb_array_elements_text(v.cells) with ordinality as c (text, day) order by c.day), :userId, :at
from jsonb_to_recordset(cast(:rows as jsonb)) as v (child_id uuid, position int, family_name text, first_name text, born_on date, entered_on date,
  left_on date, contract_days numeric, cells jsonb)
order by v.position`;
const change = `
update attendance_rows r
set family_name = v.family_name, first_name = v.first_name, born_on = v.born_on, entered_on = v.entered_on, left_on = v.left_on,
  contract_days = v.contract_days, version = r.version + 1, changed = nextval('attendance_changes'), changed_by = :userId, changed_with = null,
  changed_at = :at
from jsonb_to_recordset(cast(:rows as jsonb)) as v (id uuid, family_name text, first_name text, born_on date, entered_on date, left_on date,
  contract_days numeric)
where r.id = v.id`;

/** Under the lock of the month. */
export async function writeMonth(
  trx: Database,
  of: MonthOf,
  { planned, removed, encoded }: Pick<AttendanceReview, 'planned' | 'removed' | 'encoded'>,
  { viewer, organisingBodyId, importId, at }: Writing,
): Promise<AttendanceOutcome> {
  const by = { userId: viewer.userId, at };
  const stamp = { userId: viewer.userId, at: instant(at) };
  const standing = new Map(encoded.map((row) => [row.id, row]));
  const added = planned.filter((each) => each.encoded === undefined);
  const renamed = planned.filter(({ encoded: there, fields }) => there !== undefined && fields.length > 0);
  const cells = planned.flatMap((each) => cellsOf(each, standing));
  // Lines that were made for children who are named now.
  const gone = [...removed, ...(added.length > 0 ? encoded.filter(isEmpty) : [])];
  if (gone.length > 0)
    await removeRows(
      trx,
      of,
      gone.map(({ id }) => id),
      by,
    );
  if (renamed.length > 0)
    await trx.raw(change, {
      ...stamp,
      rows: JSON.stringify(renamed.map((each) => ({ id: each.encoded!.id, ...fieldsOf(each) }))),
    });
  if (cells.length > 0) {
    const saved = await saveCells(trx, of, cells, by);
    // Planned under the lock: nobody can have come between.
    if (saved.some(({ outcome }) => outcome !== 'saved')) throw new Error('a cell moved under the lock of its month');
  }
  const last = Math.max(0, ...encoded.map(({ position }) => position));
  if (added.length > 0)
    await trx.raw(add, {
      ...stamp,
      facilityId: of.facilityId,
      month: firstDay(of.month),
      rows: JSON.stringify(
        added.map((each, index) => ({
          ...fieldsOf(each),
          child_id: each.childId ?? null,
          position: Math.min(last + index + 1, mostRows * 20),
          cells: each.child.cells,
        })),
      ),
    });
  const outcome: AttendanceOutcome = {
    added: added.length,
    changed: planned.filter(({ doing }) => doing === 'changed').length,
    same: planned.filter(({ doing }) => doing === 'same').length,
    removed: removed.length,
    cells: cells.length + added.reduce((sum, { child }) => sum + child.cells.filter((text) => text !== '').length, 0),
  };
  await recordAudits(trx, [
    {
      at,
      actorId: viewer.userId,
      onBehalfOf: organisingBodyId,
      acr: viewer.acr,
      event: 'import',
      subject: 'attendance',
      subjectId: of.facilityId,
      change: Object.fromEntries(
        Object.entries({ import_id: importId, month: of.month, ...outcome }).map(([key, after]) => [
          key,
          { before: null, after },
        ]),
      ),
    },
  ]);
  return outcome;
}

const fieldsOf = ({ child: { familyName, firstName, birthOn, enteredOn, leftOn, contractDays } }: PlannedChild) => ({
  family_name: familyName,
  first_name: firstName,
  born_on: birthOn,
  entered_on: enteredOn,
  left_on: leftOn,
  contract_days: contractDays,
});
const cellsOf = ({ encoded, cells }: PlannedChild, standing: ReadonlyMap<string, EncodedRow>) =>
  encoded === undefined
    ? []
    : cells.map(({ day, after }) => ({
        rowId: encoded.id,
        day,
        typed: after,
        seen: standing.get(encoded.id)?.versions[day - 1] ?? 1,
      }));
