/** What is wrong in a sheet of attendance, cell by cell: how it is written, and what the rules of a month say of it. */
import type { AttendanceReview } from '../../db/attendance-import/preview.ts';
import type { Point, Proposal, RowField } from '../../domain/attendance/check-month.ts';
import { dayKey, isDayKey, type ColumnKey } from '../../domain/attendance/sheet/columns.ts';
import type { PlannedChild } from '../../domain/attendance/sheet/plan.ts';
import type { ReadFault } from '../../domain/attendance/sheet/read-rows.ts';
import type { UploadedSheet } from '../../domain/attendance/sheet/recognise.ts';
import { dayInWords, shortDay } from '../../domain/attendance/weeks.ts';
import type { ChildRow } from '../../domain/attendance/month.ts';
import { placeOf } from '../../domain/sheet/mending.ts';
import type { SheetFault } from '../../domain/sheet/read-cells.ts';
import { childName, pointInWords } from '../../views/attendance/words.ts';
import type { Gathering } from '../sheet-import/groups.ts';
import type { MendedElsewhere } from '../sheet-import/mend.ts';

export type ImportFault = SheetFault<ColumnKey, ReadFault | Point['code']> &
  MendedElsewhere<RowField> & {
    /** A closure that was declared: it may be that which is wrong. */
    isDeclaredClosed?: boolean;
  };

/** A fault of a day says what it is about; one of a child is that child's. */
export const gathering: Gathering<ImportFault> = { isShared: ({ column }) => isDayKey(column), isSeries: isDayKey };

/** In the order of the rows. */
export function faultsOf(
  { planned, faults, points, rows, rules }: AttendanceReview,
  sheet: Pick<UploadedSheet, 'columns'>,
): ImportFault[] {
  const byId = new Map(planned.map((each) => [each.child.id, each]));
  const children = new Map(rows.map((row) => [row.id, row]));
  const told = new Set(faults.map(placeOf));
  const ofMonth = points.flatMap((point): ImportFault[] => {
    const there = point.weight === 'fault' && point.rowId !== null ? byId.get(point.rowId) : undefined;
    if (!there) return [];
    const column = columnOf(point, sheet);
    // What cannot be read is told once.
    if (told.has(placeOf({ row: there.row, column }))) return [];
    return [
      {
        row: there.row,
        column,
        kind: point.code,
        ...mendOf(point),
        sentence: sentenceOf(point, there, { planned, rules }, children),
      },
    ];
  });
  return [...faults, ...ofMonth].sort((one, other) => one.row - other.row);
}

/** Of a day its own, else the one in which the field stands. */
function columnOf({ day, field }: Point, sheet: Pick<UploadedSheet, 'columns'>): ColumnKey {
  return day === null ? columnOfField(field ?? 'familyName', sheet) : dayKey(Number(day.slice(8)));
}
function columnOfField(field: RowField, { columns }: Pick<UploadedSheet, 'columns'>): ColumnKey {
  const keys = Object.values(columns);
  if (field !== 'familyName' && field !== 'firstName') return field;
  if (keys.includes(field)) return field;
  return keys.find((key) => key === 'fullName' || key === 'firstThenFamily') ?? field;
}

function mendOf({ proposals, day }: Point): Pick<ImportFault, 'proposal' | 'elsewhere' | 'isDeclaredClosed'> {
  const change = proposals.find((each): each is Extract<Proposal, { do: 'change' }> => each.do === 'change');
  // A word that is no code may stand for any: it is asked, not proposed.
  const erases = proposals.some((each) => each.do === 'erase') && !proposals.some((each) => each.do === 'set');
  return {
    ...(erases ? { proposal: '' } : {}),
    ...(change && day !== null ? { elsewhere: change.field } : {}),
    ...(proposals.some((each) => each.do === 'open-day') ? { isDeclaredClosed: true } : {}),
  };
}

/** Days of several children are mended together: it says the day; what is about one child says whom. */
function sentenceOf(
  point: Point,
  { row, child }: PlannedChild,
  { planned, rules }: Pick<AttendanceReview, 'planned' | 'rules'>,
  children: ReadonlyMap<string, ChildRow>,
): string {
  const { code, day, found } = point;
  const of = `${childName(child)}, ligne ${String(row)}`;
  switch (code) {
    case 'closed-day':
      return `Noté un jour de fermeture, ${dayInWords(day!)}`;
    case 'before-entry':
      return `Noté avant l'entrée (${of}), le ${child.enteredOn ? shortDay(child.enteredOn) : ''}`;
    case 'after-exit':
      return `Noté après la sortie (${of}), le ${child.leftOn ? shortDay(child.leftOn) : ''}`;
    case 'same-child': {
      const other = planned.find(({ child: { id } }) => id === point.otherId)?.row;
      return other === undefined
        ? 'Cet enfant est déjà dans le mois'
        : `Cet enfant est déjà à la ligne ${String(other)} : laissez l'une des deux de côté`;
    }
    case 'beyond-month':
      return `« ${found} » un ${day!.slice(8)} : ce mois n'a pas ce jour`;
    default:
      return pointInWords(point, children, rules.places).text.replace(/\.$/, '');
  }
}
