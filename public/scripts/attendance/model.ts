/** The month as the grid holds it: rows, what waits to be saved, what two people wrote at once. Plain data, and what may happen to it. */
import { checkMonth, type Point } from '../../../domain/attendance/check-month.ts';
import { readCode } from '../../../domain/attendance/codes.ts';
import type { ChildRow, MonthRules } from '../../../domain/attendance/month.ts';
import type { Day } from '../../../domain/days.ts';
import { daysOfMonth } from '../../../domain/quarter.ts';

export interface GridRow extends Omit<ChildRow, 'cells'> {
  cells: string[];
  versions: number[];
  version: number;
  changedAt: number;
}
export interface Loaded {
  month: string;
  locked: boolean;
  rows: GridRow[];
  cursor: string;
  rules: Omit<MonthRules, 'closedDays'> & { closedDays: Day[] };
}
/** A cell that waits to be saved. `seen`: the version that stood when it was first changed. */
export interface Waiting {
  rowId: string;
  day: number;
  typed: string;
  seen: number;
}
/** Two values for one cell: somebody else was quicker. */
export interface Conflict {
  rowId: string;
  day: number;
  mine: string;
  theirs: string;
  by: string;
  at: number;
  version: number;
}
export interface Model {
  month: string;
  days: readonly Day[];
  rules: MonthRules;
  rows: GridRow[];
  byId: Map<string, GridRow>;
  locked: boolean;
  cursor: string;
  waiting: Map<string, Waiting>;
  conflicts: Map<string, Conflict>;
  /** What others have just changed, by key; told on the cell for a while. */
  fresh: Map<string, string>;
  points: readonly Point[];
  faultAt: Map<string, Point>;
  /** Rows of which something said of the child is wrong. */
  wrongRows: Set<string>;
}

export const keyOf = (rowId: string, day: number): string => `${rowId}.${String(day)}`;
export const dayOfNumber = ({ month }: Pick<Model, 'month'>, day: number): Day =>
  `${month}-${String(day).padStart(2, '0')}`;
/** As it is kept: a known code in its one spelling, else what was typed. */
export const kept = (typed: string): string => readCode(typed) ?? typed.trim().slice(0, 12);

export function modelOf({ month, rows, rules, locked, cursor }: Loaded): Model {
  const model: Model = {
    month,
    days: daysOfMonth(month),
    rules: { ...rules, closedDays: new Set(rules.closedDays) },
    rows,
    byId: new Map(rows.map((row) => [row.id, row])),
    locked,
    cursor,
    waiting: new Map(),
    conflicts: new Map(),
    fresh: new Map(),
    points: [],
    faultAt: new Map(),
    wrongRows: new Set(),
  };
  lookAgain(model);
  return model;
}

/** What is wrong now, by the rules of the server. */
export function lookAgain(model: Model): void {
  model.points = model.locked ? [] : checkMonth(model, model.rules);
  model.faultAt = new Map(
    model.points.flatMap((point) =>
      point.rowId !== null && point.day !== null ? [[keyOf(point.rowId, Number(point.day.slice(8))), point]] : [],
    ),
  );
  model.wrongRows = new Set(
    model.points.flatMap(({ rowId, day, weight }) =>
      rowId !== null && day === null && weight === 'fault' ? [rowId] : [],
    ),
  );
}

export const isClosed = ({ rules, days }: Model, day: number): boolean => {
  const on = days[day - 1];
  return (
    on !== undefined && (rules.closedDays.has(on) || rules.closures.some(({ from, to }) => from <= on && on <= to))
  );
};

/** Writes a cell on the page, and has it wait. @returns what stood there; undefined where nothing changes */
export function write(model: Model, rowId: string, day: number, typed: string): string | undefined {
  const row = model.byId.get(rowId);
  const before = row?.cells[day - 1];
  if (!row || before === undefined || day > model.days.length || model.locked) return undefined;
  const key = keyOf(rowId, day);
  const conflict = model.conflicts.get(key);
  if (before === typed && !conflict) return undefined;
  row.cells[day - 1] = typed;
  model.fresh.delete(key);
  model.conflicts.delete(key);
  const seen = conflict?.version ?? model.waiting.get(key)?.seen ?? row.versions[day - 1] ?? 1;
  model.waiting.set(key, { rowId, day, typed, seen });
  return before;
}

/** What others have changed: cells that wait here stay as they were typed, until the server has said whose counts. */
export function takeChanges(
  model: Model,
  rows: readonly (GridRow & { by: string | null; mine: boolean })[],
  removed: readonly string[],
): { others: string[]; rebuilt: boolean } {
  const others = new Set<string>();
  let rebuilt = false;
  for (const { by, mine, ...fresh } of rows) {
    const row = model.byId.get(fresh.id);
    if (!row) {
      model.byId.set(fresh.id, fresh);
      model.rows.push(fresh);
      rebuilt = true;
      if (!mine) others.add(by ?? 'une autre personne');
      continue;
    }
    if (fresh.version > row.version) {
      const { cells: _, versions: __, ...about } = fresh;
      Object.assign(row, about);
      rebuilt = true;
    }
    fresh.cells.forEach((text, index) => {
      const [version, known] = [fresh.versions[index] ?? 1, row.versions[index] ?? 1];
      const key = keyOf(row.id, index + 1);
      if (version <= known || model.waiting.has(key) || model.conflicts.has(key)) return;
      row.versions[index] = version;
      if (row.cells[index] === text) return;
      row.cells[index] = text;
      if (mine) return;
      model.fresh.set(key, by ?? 'une autre personne');
      others.add(by ?? 'une autre personne');
    });
  }
  for (const id of removed) {
    if (!model.byId.delete(id)) continue;
    model.rows = model.rows.filter((row) => row.id !== id);
    for (const key of [...model.waiting.keys(), ...model.conflicts.keys()])
      if (key.startsWith(`${id}.`)) {
        model.waiting.delete(key);
        model.conflicts.delete(key);
      }
    rebuilt = true;
    others.add('une autre personne');
  }
  if (rebuilt) model.rows.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  return { others: [...others], rebuilt };
}
