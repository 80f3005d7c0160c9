/** What a sheet would do to a month, before anything is written: whom it adds and changes, who stays, who goes. Pure. */
import type { Day } from '../../days.ts';
import { groupBy } from '../../group-by.ts';
import type { Month } from '../../quarter.ts';
import { searchable } from '../../searchable.ts';
import type { ChildRow } from '../month.ts';
import type { SheetChild } from './read-rows.ts';

/** `complete`: what the sheet does not say stays as it is. `replace`: the month becomes what the sheet says. */
export const modes = ['complete', 'replace'] as const;
export type Mode = (typeof modes)[number];

export interface KnownChild extends ChildRow {
  childId: string;
}
/** This month as it is encoded, and the children of the month before. */
export interface Known {
  encoded: readonly KnownChild[];
  before: readonly KnownChild[];
}

const fields = ['familyName', 'firstName', 'birthOn', 'enteredOn', 'leftOn', 'contractDays'] as const;
export type Field = (typeof fields)[number];
export interface PlannedChild {
  row: number;
  /** As it would stand then; its id is the row of the sheet. */
  child: ChildRow;
  /** The row that is there already. */
  encoded: KnownChild | undefined;
  /** The same child in the month before. */
  childId: string | undefined;
  doing: 'new' | 'changed' | 'same';
  fields: { field: Field; before: ChildRow[Field]; after: ChildRow[Field] }[];
  /** Days that would say something else. */
  cells: { day: number; before: string; after: string }[];
}
export interface MonthPlan {
  planned: PlannedChild[];
  /** Rows of the month that the sheet does not name, and which go. */
  removed: KnownChild[];
  /** All rows as they would stand then. */
  rows: ChildRow[];
}

const idOfRow = (row: number): string => `ligne-${String(row)}`;

export function planMonth(children: readonly SheetChild[], known: Known, mode: Mode): MonthPlan {
  const [inMonth, inBefore] = [finder(known.encoded), finder(known.before)];
  const planned = children.map((sheet, index): PlannedChild => {
    const encoded = inMonth(sheet);
    const before = encoded ?? inBefore(sheet);
    const child = childOf(sheet, encoded, before, mode, index + 1);
    const changed = fields.flatMap((field) =>
      encoded && encoded[field] !== child[field] ? [{ field, before: encoded[field], after: child[field] }] : [],
    );
    const cells = encoded ? differing(encoded, child) : [];
    return {
      row: sheet.row,
      child,
      encoded,
      childId: before?.childId,
      doing: encoded ? (changed.length + cells.length > 0 ? 'changed' : 'same') : 'new',
      fields: changed,
      cells,
    };
  });
  const named = new Set(planned.flatMap(({ encoded }) => encoded?.id ?? []));
  const others = known.encoded.filter(({ id }) => !named.has(id));
  return {
    planned,
    removed: mode === 'replace' ? others : [],
    rows: [...planned.map(({ child }) => child), ...(mode === 'replace' ? [] : others)],
  };
}

function differing({ cells: before }: ChildRow, { cells: after }: ChildRow): PlannedChild['cells'] {
  const found: PlannedChild['cells'] = [];
  after.forEach((text, at) => {
    if ((before[at] ?? '') !== text) found.push({ day: at + 1, before: before[at] ?? '', after: text });
  });
  return found;
}

function childOf(
  { row, said, cells, emptied }: SheetChild,
  encoded: KnownChild | undefined,
  before: KnownChild | undefined,
  mode: Mode,
  position: number,
): ChildRow {
  return {
    id: idOfRow(row),
    position,
    familyName: said.familyName ?? before?.familyName ?? '',
    firstName: said.firstName ?? before?.firstName ?? '',
    // What a program does not tell is known already.
    birthOn: said.birthOn ?? before?.birthOn ?? null,
    enteredOn: said.enteredOn ?? before?.enteredOn ?? null,
    leftOn: said.leftOn === undefined ? (before?.leftOn ?? null) : said.leftOn,
    contractDays: said.contractDays === undefined ? (before?.contractDays ?? null) : said.contractDays,
    cells: cells.map((text, at) =>
      text === '' && mode === 'complete' && !emptied.has(at + 1) ? (encoded?.cells[at] ?? '') : text,
    ),
  };
}

const nameOf = ({ familyName = '', firstName = '' }: Partial<Pick<ChildRow, 'familyName' | 'firstName'>>): string =>
  searchable(`${familyName} ${firstName}`);

/** Each is found once: by name and birth, or by a name that nobody else bears there. */
function finder(known: readonly KnownChild[]): (child: SheetChild) => KnownChild | undefined {
  const byName = groupBy(known, nameOf);
  const taken = new Set<string>();
  return ({ said }) => {
    const free = (byName.get(nameOf(said)) ?? []).filter(({ id }) => !taken.has(id));
    const found =
      free.find(({ birthOn }) => said.birthOn !== undefined && birthOn === said.birthOn) ??
      // Twins by name are never taken for one another.
      (free.length === 1 &&
      nameOf(said) !== '' &&
      (said.birthOn === undefined || isNear(said.birthOn, free[0]!.birthOn))
        ? free[0]
        : undefined);
    if (found) taken.add(found.id);
    return found;
  };
}
/** A birth that is not known yet, or was mistyped in one of its parts, is of the same child; a sister's of the same name is not there. */
const isNear = (one: Day | null, other: Day | null): boolean =>
  one === null ||
  other === null ||
  [0, 1, 2].filter((part) => one.split('-')[part] === other.split('-')[part]).length >= 2;

/** Questions that the month before asks: nothing is refused for them. */
export interface MonthDoubt {
  kind: 'not-before' | 'gone';
  name: string;
  /** Of the sheet. */
  row: number | undefined;
}
export function compareWithBefore(
  { planned, rows }: MonthPlan,
  before: readonly KnownChild[],
  month: Month,
): MonthDoubt[] {
  if (before.length === 0) return [];
  const first = `${month}-01`;
  const there = new Set(planned.flatMap(({ childId }) => childId ?? []));
  const names = new Set(rows.map(nameOf));
  return [
    ...planned.flatMap(({ row, child, childId, encoded }): MonthDoubt[] =>
      encoded === undefined && childId === undefined && child.enteredOn !== null && child.enteredOn < first
        ? [{ kind: 'not-before', name: `${child.familyName} ${child.firstName}`, row }]
        : [],
    ),
    ...before.flatMap((child): MonthDoubt[] =>
      (child.leftOn === null || child.leftOn >= first) && !there.has(child.childId) && !names.has(nameOf(child))
        ? [{ kind: 'gone', name: `${child.familyName} ${child.firstName}`, row: undefined }]
        : [],
    ),
  ];
}
