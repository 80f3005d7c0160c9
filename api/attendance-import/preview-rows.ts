/** The rows of the preview: each child of the sheet, what each cell would say, and what that changes. */
import type { AttendanceWaiting } from '../../db/attendance-import/preview.ts';
import { readCode } from '../../domain/attendance/codes.ts';
import type { MonthRules } from '../../domain/attendance/month.ts';
import { dayKey, isDayKey, type ColumnKey } from '../../domain/attendance/sheet/columns.ts';
import type { Field, PlannedChild } from '../../domain/attendance/sheet/plan.ts';
import { dayInWords, letterOf, shortDay } from '../../domain/attendance/weeks.ts';
import { groupBy } from '../../domain/group-by.ts';
import { hideNationalNumbers } from '../../domain/national-number.ts';
import { daysOfMonth, type Month } from '../../domain/quarter.ts';
import { cellsOf } from '../../domain/sheet/recognise.ts';
import { childName, codeClass, shown } from '../../views/attendance/words.ts';
import type { ImportFault } from './faults.ts';
import type { ImportPreview } from './month-import.ts';

export const views = {
  all: 'Tous',
  faulty: 'Avec fautes',
  added: 'Nouveaux',
  changed: 'Modifiés',
  same: 'Inchangés',
  left: 'Laissés de côté',
  since: 'Changés depuis',
} as const;
export type View = keyof typeof views;
export const viewIn = (value: unknown): View | undefined =>
  typeof value === 'string' && Object.hasOwn(views, value) ? (value as View) : undefined;

interface ShownRow {
  /** Of the sheet. */
  number: number;
  name: string;
  views: View[];
  /** `was`: what the file says, and what is erased. */
  cells: () => { text: string; kind: string; note: string; was?: string }[];
  badge: { kind: string; text: string };
  /** What changes beside the days. */
  text: string;
  faults: string[];
  isLeft: boolean;
}

/** The days of the month, closed ones marked. */
export const headOf = (month: Month, { closedDays, closures }: MonthRules) =>
  daysOfMonth(month).map((day) => ({
    number: Number(day.slice(8)),
    letter: letterOf(day),
    words: dayInWords(day),
    closed: closedDays.has(day) || closures.some(({ from, to }) => from <= day && day <= to),
  }));

export function countsOf(rows: readonly ShownRow[]): Record<View, number> {
  const of = (view: View): number => rows.filter((row) => row.views.includes(view)).length;
  return {
    all: rows.length,
    faulty: of('faulty'),
    added: of('added'),
    changed: of('changed'),
    same: of('same'),
    left: of('left'),
    since: of('since'),
  };
}

export function rowsOf({ sheet, mending, shown: before }: AttendanceWaiting, preview: ImportPreview): ShownRow[] {
  const faults = groupBy(preview.faults, ({ row }) => row);
  const mended = new Set(mending.cells.map(({ row, column }) => `${String(row)} ${column}`));
  const cellsAt = new Map(sheet.rows.map(({ number, cells }) => [number, cellsOf(cells, sheet.columns)]));
  const planned = preview.planned.map((each): ShownRow => {
    const own = faults.get(each.row) ?? [];
    const isSince =
      before[String(each.row)] !== undefined && before[String(each.row)] !== preview.shown[String(each.row)];
    return {
      number: each.row,
      name: nameOf(each.child, cellsAt.get(each.row) ?? {}),
      views: [
        'all',
        ...(own.length > 0 ? (['faulty'] as const) : []),
        each.doing === 'new' ? 'added' : each.doing,
        ...(isSince ? (['since'] as const) : []),
      ],
      cells: () =>
        dayCells(each, own, cellsAt.get(each.row) ?? {}, (column) => mended.has(`${String(each.row)} ${column}`)),
      badge: badgeOf(each, isSince),
      text: each.fields
        .map(({ field, before: from, after }) => `${words[field]} : ${valueOf(from)} → ${valueOf(after)}`)
        .join(' ; '),
      faults: own.filter(({ column }) => !isDayKey(column)).map(({ sentence }) => hideNationalNumbers(sentence)),
      isLeft: false,
    };
  });
  const left = mending.leftOut.map((number): ShownRow => {
    const cells = cellsAt.get(number) ?? {};
    return {
      number,
      name: nameInFile(cells),
      views: ['all', 'left'],
      cells: () => [],
      badge: { kind: 'neutral', text: 'laissé de côté' },
      text: '',
      faults: [],
      isLeft: true,
    };
  });
  return [...planned, ...left].sort((one, other) => one.number - other.number);
}

type Typed = Partial<Record<ColumnKey, { text: string }>>;
/** As the file writes it, where it is not read yet. */
const nameOf = (child: PlannedChild['child'], cells: Typed): string =>
  hideNationalNumbers(child.familyName || child.firstName ? childName(child) : '') || nameInFile(cells);
export const nameInFile = (cells: Typed): string =>
  hideNationalNumbers(
    [cells.fullName ?? cells.firstThenFamily ?? cells.familyName, cells.firstName]
      .flatMap((cell) => cell?.text ?? [])
      .join(' '),
  );

function dayCells(
  { child, cells }: PlannedChild,
  faults: readonly ImportFault[],
  typed: Typed,
  isMended: (column: ColumnKey) => boolean,
): ReturnType<ShownRow['cells']> {
  const wrong = new Map(faults.map((fault) => [fault.column, fault.sentence]));
  const changed = new Map(cells.map(({ day, before }) => [day, before]));
  return child.cells.map((text, at) => {
    const column = dayKey(at + 1);
    const fault = wrong.get(column);
    const code = readCode(text);
    const kind = code ? codeClass[code] : '';
    if (fault !== undefined)
      return {
        text: shown(text) || (typed[column]?.text ?? '').slice(0, 5),
        kind: 'wrong',
        note: `à réparer : ${fault}`,
      };
    if (isMended(column)) {
      const erased = text === '' ? (typed[column]?.text ?? '').slice(0, 5) : '';
      return { text: shown(text), kind: `${kind} mended`, note: erased ? 'effacé' : 'réparé', was: shown(erased) };
    }
    const was = changed.get(at + 1);
    return was === undefined
      ? { text: shown(text), kind, note: '' }
      : { text: shown(text), kind: `${kind} differs`, note: `encodé : ${was === '' ? 'vide' : shown(was)}` };
  });
}

function badgeOf({ doing, cells }: PlannedChild, isSince: boolean): ShownRow['badge'] {
  if (isSince) return { kind: 'due-soon', text: 'changé depuis' };
  switch (doing) {
    case 'new':
      return { kind: 'done', text: 'nouveau' };
    case 'changed':
      return {
        kind: 'due-soon',
        text:
          cells.length === 0
            ? 'modifié'
            : `${String(cells.length)} ${cells.length === 1 ? 'jour diffère' : 'jours diffèrent'}`,
      };
    case 'same':
      return { kind: 'neutral', text: 'inchangé' };
    default:
      return doing satisfies never;
  }
}

const words: Readonly<Record<Field, string>> = {
  familyName: 'nom',
  firstName: 'prénom',
  birthOn: 'naissance',
  enteredOn: 'entrée',
  leftOn: 'sortie',
  contractDays: 'contrat',
};
const valueOf = (value: string | number | null): string =>
  value === null || value === ''
    ? 'vide'
    : typeof value === 'number'
      ? `${String(value).replace('.', ',')} j/sem`
      : /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? shortDay(value)
        : value;
