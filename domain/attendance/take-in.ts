/**
 * What a software sends of a month, beside what stands there: what is written, and what is wrong, each with the place in the message. What
 * stands and is different changes only for who has seen it: by its version, or by that of the whole month.
 */
import type { Day } from '../calendar.ts';
import { daysOfMonth, type Month } from '../quarter.ts';
import { searchable } from '../searchable.ts';
import { checkMonth, type Doubt, type Point } from './check-month.ts';
import { readCode } from './codes.ts';
import { mostRows, type ChildRow, type MonthRules } from './month.ts';

export const childFields = ['familyName', 'firstName', 'birthOn', 'enteredOn', 'leftOn', 'contractDays'] as const;
export type ChildField = (typeof childFields)[number];
export type ChildValues = Pick<ChildRow, ChildField>;

export interface SentCell {
  day: number;
  /** '' empties the cell. */
  code: string;
  version?: number | undefined;
}
/** A field that is not given stays as it is. */
export interface SentChild extends Partial<ChildValues> {
  /** The software's own. */
  reference?: string | undefined;
  version?: number | undefined;
  cells: readonly SentCell[];
}
export interface StandingRow extends ChildRow {
  childId: string;
  version: number;
  versions: readonly number[];
}
export interface TakenIn {
  month: Month;
  standing: readonly StandingRow[];
  /** Of the month before: whoever comes from there is the same child. */
  earlier: readonly Pick<StandingRow, 'childId' | ChildField>[];
  /** Reference → child, as the software has called them so far. */
  known: ReadonlyMap<string, string>;
  rules: MonthRules;
  /** The month is as the sender has seen it. */
  hasSeenAll: boolean;
}

export interface TakeInPoint {
  /** JSON pointer into the message. */
  pointer: string;
  code: Point['code'] | 'changed' | 'same-day';
  child: number;
  day?: Day;
  /** What stands there now, and its version: `changed` only. */
  stands?: { code?: string; version: number };
}
export interface PlannedRow {
  child: number;
  /** None: a row that is new. */
  row: StandingRow | undefined;
  /** None: a child that is new. */
  childId: string | undefined;
  values: ChildValues;
  hasNewValues: boolean;
  cells: { day: number; code: string; seen: number }[];
}
export interface Plan {
  rows: PlannedRow[];
  faults: TakeInPoint[];
  /** About a child, or about a day as a whole. */
  doubts: (Omit<TakeInPoint, 'child'> & { code: Doubt })[];
}

const none: ChildValues = {
  familyName: '',
  firstName: '',
  birthOn: null,
  enteredOn: null,
  leftOn: null,
  contractDays: null,
};
const valuesOf = (row: ChildValues): ChildValues =>
  Object.fromEntries(childFields.map((field) => [field, row[field]])) as unknown as ChildValues;
const isGiven = (sent: SentChild, field: ChildField): boolean => sent[field] !== undefined;

/** Rows and cells of the plan are those in which nothing is wrong; who takes all or nothing looks at `faults` first. */
export function planTakeIn(sent: readonly SentChild[], taken: TakenIn): Plan {
  const find = finder(taken);
  const drafts = sent.map((child, index) => draftOf(child, index, find(child), taken));
  const faults: TakeInPoint[] = drafts.flatMap(({ faults: own }) => own);
  const doubts: Plan['doubts'] = [];

  const byRow = new Map<string, Draft>();
  for (const draft of drafts)
    if (byRow.has(draft.id)) faults.push({ ...draft.at(''), code: 'same-child' });
    else byRow.set(draft.id, draft);
  const merged = [
    ...taken.standing.map((row) => byRow.get(row.id)?.merged ?? row),
    ...[...byRow.values()].filter(({ row }) => row === undefined).map(({ merged: row }) => row),
  ];
  const spokenOf = new Set(sent.flatMap(({ cells }) => cells.map(({ day }) => day)));
  for (const point of checkMonth({ month: taken.month, rows: merged }, taken.rules)) {
    if (point.rowId === null && point.day !== null) {
      // Of a day that the message says nothing of, nothing is told.
      if (spokenOf.has(Number(point.day.slice(8))))
        doubts.push({ pointer: '/children', code: point.code as Doubt, day: point.day });
      continue;
    }
    // Of two rows of one child, the message may speak of the first.
    const draft = [point.rowId, point.otherId].flatMap((id) => byRow.get(id ?? '') ?? [])[0];
    const place = draft && placeOf(point, draft);
    if (!place) continue;
    if (point.weight === 'fault') faults.push({ ...place, code: point.code });
    else doubts.push({ ...place, code: point.code as Doubt });
  }
  merged.slice(mostRows + 1).forEach(({ id }) => {
    const draft = byRow.get(id);
    if (draft) faults.push({ ...draft.at(''), code: 'too-many-rows' });
  });
  return { rows: settle([...byRow.values()], faults, taken), faults: inOrder(faults), doubts };
}

/** Without what is faulty; and without whoever would then be a child who is there already, since that one's new name was left out. */
function settle(drafts: readonly Draft[], faults: TakeInPoint[], taken: TakenIn): PlannedRow[] {
  const { month, standing, rules } = taken;
  const rows = withoutFaulty(drafts, faults);
  if (faults.length === 0) return rows;
  const children = new Set(rows.map(({ child }) => child));
  const kept = new Map(drafts.filter(({ child }) => children.has(child)).map((draft) => [draft.id, draft]));
  const after = [
    ...standing.map((row) => kept.get(row.id)?.merged ?? row),
    ...[...kept.values()].flatMap(({ row, merged }) => (row ? [] : [merged])),
  ];
  const twice = checkMonth({ month, rows: after }, rules)
    .filter(({ code }) => code === 'same-child')
    .flatMap(({ rowId, otherId }) => kept.get(rowId ?? '') ?? kept.get(otherId ?? '') ?? []);
  if (twice.length === 0) return rows;
  faults.push(...twice.map(({ at }) => ({ ...at(''), code: 'same-child' as const })));
  return settle(drafts, faults, taken);
}

/** By the software's own reference; else by name and day of birth, in this month and in the one before. */
function finder({ standing, earlier, known }: TakenIn) {
  const rowOf = new Map(standing.map((row) => [row.childId, row]));
  const before = new Map(earlier.map((row) => [row.childId, row]));
  const byName = new Map(
    [...earlier, ...standing].flatMap((row) => (nameKey(row) ? [[nameKey(row), row.childId]] : [])),
  );
  return (sent: SentChild) => {
    const childId =
      (sent.reference === undefined ? undefined : known.get(sent.reference)) ?? byName.get(nameKey(sent) ?? '');
    return {
      childId,
      row: childId === undefined ? undefined : rowOf.get(childId),
      before: childId === undefined ? undefined : before.get(childId),
    };
  };
}
export const nameKey = ({ familyName, firstName, birthOn }: Partial<ChildValues>): string | undefined =>
  familyName && firstName && birthOn ? [searchable(familyName), searchable(firstName), birthOn].join('|') : undefined;

interface Draft extends PlannedRow {
  id: string;
  merged: ChildRow;
  sent: SentChild;
  faults: TakeInPoint[];
  at: (rest: string, day?: Day) => Omit<TakeInPoint, 'code'>;
}

function draftOf(
  sent: SentChild,
  child: number,
  { childId, row, before }: ReturnType<ReturnType<typeof finder>>,
  { month, hasSeenAll }: TakenIn,
): Draft {
  const at: Draft['at'] = (rest, day) => ({ pointer: `/children/${child}${rest}`, child, ...(day ? { day } : {}) });
  const faults: TakeInPoint[] = [];
  const stands = valuesOf(row ?? before ?? none);
  const values = {
    ...stands,
    ...Object.fromEntries(childFields.filter((field) => isGiven(sent, field)).map((field) => [field, sent[field]])),
  };
  const changed = childFields.filter((field) => values[field] !== stands[field]);
  if (row && !hasSeenAll && sent.version !== row.version)
    for (const field of changed)
      if (stands[field] !== null && stands[field] !== '')
        faults.push({ ...at(`/${field}`), code: 'changed', stands: { version: row.version } });

  const days = daysOfMonth(month);
  const cells = [...(row?.cells ?? Array.from({ length: 31 }, () => ''))];
  const asked = new Set<number>();
  const planned: PlannedRow['cells'] = [];
  sent.cells.forEach(({ day, code: typed, version }, index) => {
    const place = at(`/cells/${index}`, days[day - 1]);
    if (asked.has(day)) {
      faults.push({ ...place, code: 'same-day' });
      return;
    }
    asked.add(day);
    const code = readCode(typed) ?? typed;
    const [standing, seen] = [cells[day - 1] ?? '', row?.versions[day - 1] ?? 1];
    if (code === standing) return;
    const hasSeen = hasSeenAll || version === seen || (version === undefined && standing === '');
    if (!hasSeen) faults.push({ ...place, code: 'changed', stands: { code: standing, version: seen } });
    cells[day - 1] = code;
    planned.push({ day, code, seen });
  });
  const id = row?.id ?? (childId ? `child ${childId}` : `new ${sent.reference ?? child}`);
  return {
    ...{ id, child, row, childId, values, sent, faults, at, cells: planned },
    hasNewValues: changed.length > 0,
    merged: { ...values, id, position: row?.position ?? 0, cells },
  };
}

/** Where in the message a point is about; undefined for what the message does not speak of. */
function placeOf({ day, field, code }: Point, { row, sent, at }: Draft): Omit<TakeInPoint, 'code'> | undefined {
  if (day === null) {
    if (code === 'same-child') return at('');
    if (field === null) return row ? undefined : at('');
    if (row && !isGiven(sent, field)) return undefined;
    return at(isGiven(sent, field) ? `/${field}` : '');
  }
  const index = sent.cells.findIndex((cell) => cell.day === Number(day.slice(8)));
  return index === -1 ? undefined : at(`/cells/${index}`, day);
}

const cellIn = /\/cells\/(\d+)$/;
/** A fault of a cell leaves out the cell; one of the child, the child with all its cells. */
function withoutFaulty(drafts: readonly Draft[], faults: readonly TakeInPoint[]): PlannedRow[] {
  const children = new Set(faults.filter(({ pointer }) => !cellIn.test(pointer)).map(({ child }) => child));
  const cells = new Set(
    faults.flatMap(({ child, day, pointer }) =>
      cellIn.test(pointer) ? [`${child} ${dayIn(day, pointer, drafts, child)}`] : [],
    ),
  );
  return drafts
    .filter(({ child }) => !children.has(child))
    .map(({ child, row, childId, values, hasNewValues, cells: planned }) => ({
      ...{ child, row, childId, values, hasNewValues },
      cells: planned.filter(({ day }) => !cells.has(`${child} ${day}`)),
    }));
}
const dayIn = (day: Day | undefined, pointer: string, drafts: readonly Draft[], child: number): number =>
  day
    ? Number(day.slice(8))
    : (drafts.find((draft) => draft.child === child)?.sent.cells[Number(cellIn.exec(pointer)?.[1])]?.day ?? 0);

const inOrder = (faults: readonly TakeInPoint[]): TakeInPoint[] =>
  [...faults].sort((one, other) => one.child - other.child);
