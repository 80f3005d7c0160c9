/** The page of a month: where it stands, what is to be corrected, and a table for each of its weeks, which a grid takes the place of. */
import type { Request, Response } from 'express';
import { countRows } from '../../db/attendance/rows.ts';
import { checkMonth, isEmpty, type Point } from '../../domain/attendance/check-month.ts';
import { codes, codeWords, readCode } from '../../domain/attendance/codes.ts';
import { presentByDay, totalsOf, type MonthRules } from '../../domain/attendance/month.ts';
import { dayInWords, lastMonthFrom, letterOf, weekOf, weeksOf } from '../../domain/attendance/weeks.ts';
import { monthInWords, monthsFurther } from '../../domain/quarter.ts';
import type { EncodedMonth, EncodedRow } from '../../db/attendance/month.ts';
import { childName, codeClass, groupInWords, groupPoints, shown } from '../../views/attendance/words.ts';
import { waitingImports } from '../attendance-import/waiting.ts';
import { whole } from '../forms/envelope.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { findSeeing } from '../seeing.ts';
import { differenceTable, findDifferences } from './differences.ts';
import { closuresHref, loadWithRules, type MonthContext } from './month-context.ts';
import { findProposals } from './proposals.ts';
import { standingOf } from './standing.ts';

/** What was typed in a cell and could not be kept: by `<row>.<day>`. */
export interface NotKept {
  typed: string;
  error?: string;
  /** What another person has put there, and when. */
  elsewhere?: string;
}
export interface Sent {
  /** The number of lines that was asked for. */
  lines?: { value: unknown; error: string | undefined };
  cells?: ReadonlyMap<string, NotKept>;
  errors?: { href?: string; text: string }[];
}

/** Children on a page of a week: what a form may hold. */
const pageOfChildren = 40;
/** Points told at once. */
const mostPoints = 12;

const index = whole(3);
const numberIn = (value: unknown): number | undefined => {
  const read = index.safeParse(value);
  return read.success ? read.data : undefined;
};

export async function showMonth(
  deps: Dependencies,
  req: Request,
  res: Response,
  context: MonthContext,
  sent: Sent = {},
): Promise<void> {
  const { month, today, base, creche, locked } = context;
  const loaded = await loadWithRules(deps, context);
  const { encoded, rules } = loaded;
  const { rows } = encoded;
  const before = monthsFurther(month, -1);
  const asked = numberIn(req.query.week);
  const weeks = weeksOf(month);
  const week = Math.min(asked === undefined ? weekOf(month, today) : Math.max(0, asked - 1), weeks.length - 1);
  const from = Math.min(numberIn(req.query.from) ?? 0, Math.max(0, rows.length - 1));
  // A grid asks for rows as JSON: whoever looks as somebody else gets pages only.
  const gridOn = asked === undefined && rows.length > 0 && sent.cells === undefined && !findSeeing(res);
  const points = locked ? [] : checkMonth(encoded, rules);
  const faults = points.filter(({ weight }) => weight === 'fault').length;
  const toTakeOver = rows.length === 0 && !locked ? await countRows(deps.db, { ...context, month: before }) : 0;
  const differences =
    context.state.sent === 'reopened' && context.state.case
      ? await findDifferences(deps.db, { caseId: context.state.case.id, month, rows })
      : undefined;
  const title = titleOf(month);
  const send =
    context.state.case && !locked
      ? `/pro/quarterly-subsidy/${context.state.case.id}/send-attendance?month=${month}`
      : undefined;
  if (sent.errors || sent.lines) res.status(res.statusCode === 200 ? 422 : res.statusCode);
  renderPage(deps, req, res, 'attendance/month', {
    title,
    about: creche.name,
    wide: true,
    styles: [...(gridOn ? ['styles/tabulator.css'] : []), 'styles/attendance.css'],
    ...(gridOn ? { scripts: ['scripts/attendance.js'], foldsMenu: true } : {}),
    // The month is a part of its quarter, whose board says what is left.
    back: context.state.case
      ? { href: `/pro/quarterly-subsidy/${context.state.case.id}`, label: 'à la demande de subside' }
      : { href: '/pro/attendance', label: 'aux présences' },
    errors: sent.errors,
    line: [creche.name, creche.locality].filter(Boolean).join(', '),
    months: {
      previous: { href: hrefOf(context, before), label: monthInWords(before) },
      current: monthInWords(month),
      next:
        month < lastMonthFrom(today)
          ? { href: hrefOf(context, monthsFurther(month, 1)), label: monthInWords(monthsFurther(month, 1)) }
          : undefined,
    },
    differences: differences && { count: differences.length, table: differenceTable(differences) },
    standing: standingOf(context, rows.length),
    base,
    locked,
    send,
    closures: closuresHref(context),
    monthName: monthInWords(month),
    beforeName: monthInWords(before),
    ...(locked ? {} : await waitingImports(deps, res, context)),
    isEmpty: rows.length === 0,
    toTakeOver,
    proposes: (await findProposals(deps, context, loaded)).length > 0,
    lines: sent.lines ?? { value: '' },
    legend: codes.map((code) => ({ code, text: codeWords[code], kind: codeClass[code] })),
    faults,
    points: pointsShown(context, encoded, points, rules, weeks),
    grid: gridOn
      ? {
          load: `${base}/rows`,
          save: `${base}/cells`,
          changes: `${base}/changes`,
          user: getViewer(res).userId,
          mark: `${context.facilityId}.${month}`,
        }
      : undefined,
    byWeek: asked !== undefined,
    weeks: weeks.map((days, place) => ({
      href: `${base}?week=${String(place + 1)}`,
      text:
        days.length === 1
          ? dayInWords(days[0]!)
          : `du ${String(Number(days[0]!.slice(8)))} au ${String(Number(days.at(-1)!.slice(8)))}`,
      current: place === week,
    })),
    ...weekTable(context, encoded, rules, { days: weeks[week]!, week, from }, sent.cells ?? new Map()),
  });
}

/** « Présences d'octobre 2026 » */
export const titleOf = (month: string): string => {
  const name = monthInWords(month);
  return `Présences ${/^[aeo]/.test(name) ? "d'" : 'de '}${name}`;
};
const hrefOf = ({ facilityId }: MonthContext, month: string): string =>
  `/pro/facilities/${facilityId}/attendance/${month}`;

/** Faults first; each leads to its cell, or to what is said of the child. */
function pointsShown(
  { base }: MonthContext,
  { rows, month }: EncodedMonth,
  points: readonly Point[],
  { places }: MonthRules,
  weeks: readonly (readonly string[])[],
) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const placeOf = new Map(rows.map(({ id }, place) => [id, place]));
  const groups = groupPoints(points);
  return {
    more: Math.max(0, groups.length - mostPoints),
    lines: groups.slice(0, mostPoints).map((group) => {
      const [point] = group;
      const { rowId, day, weight } = point;
      const week = day === null ? -1 : weeks.findIndex((days) => days.includes(day));
      const from = Math.floor((placeOf.get(rowId ?? '') ?? 0) / pageOfChildren) * pageOfChildren;
      return {
        ...groupInWords(group, byId, places),
        isFault: weight === 'fault',
        closed: point.proposals.some((proposal) => proposal.do === 'open-day'),
        href:
          rowId !== null && day === null
            ? `${base}/children/${rowId}`
            : `${base}?week=${String(Math.max(0, week) + 1)}${from > 0 ? `&from=${String(from)}` : ''}${rowId && day && day.startsWith(month) ? `#c.${rowId}.${String(Number(day.slice(8)))}` : ''}`,
        button: rowId !== null && day === null ? 'Modifier' : 'Aller à la cellule',
      };
    }),
  };
}

function weekTable(
  { base, locked }: MonthContext,
  { rows }: EncodedMonth,
  rules: MonthRules,
  { days, week, from }: { days: readonly string[]; week: number; from: number },
  cells: ReadonlyMap<string, NotKept>,
) {
  const first = Math.floor(from / pageOfChildren) * pageOfChildren;
  const page = rows.slice(first, first + pageOfChildren);
  const present = presentByDay(rows, 31);
  const closed = (day: string): boolean =>
    rules.closedDays.has(day) || rules.closures.some(({ from: begins, to }) => begins <= day && day <= to);
  const at = (place: number): string => `${base}?week=${String(week + 1)}${place > 0 ? `&from=${String(place)}` : ''}`;
  return {
    action: at(first).replace('?', '/cells?'),
    weekText: String(week + 1),
    days: days.map((day) => ({
      day: String(Number(day.slice(8))),
      letter: letterOf(day),
      words: dayInWords(day),
      closed: closed(day),
      present: String(present[Number(day.slice(8)) - 1] ?? 0).replace('.', ','),
      over: rules.places > 0 && (present[Number(day.slice(8)) - 1] ?? 0) > rules.places,
    })),
    places: rules.places,
    children: page.map((row) => childLine(row, days, closed, base, locked, cells)),
    pager:
      rows.length > pageOfChildren
        ? {
            text: `enfants ${String(first + 1)} à ${String(first + page.length)} sur ${String(rows.length)}`,
            previous: first > 0 ? at(first - pageOfChildren) : undefined,
            next: first + pageOfChildren < rows.length ? at(first + pageOfChildren) : undefined,
          }
        : undefined,
  };
}

function childLine(
  row: EncodedRow,
  days: readonly string[],
  closed: (day: string) => boolean,
  base: string,
  locked: boolean,
  notKept: ReadonlyMap<string, NotKept>,
) {
  const { present } = totalsOf([row]);
  return {
    id: row.id,
    name: childName(row),
    isEmpty: isEmpty(row),
    href: locked ? undefined : `${base}/children/${row.id}`,
    total: String(present.days + present.halfDays / 2).replace('.', ','),
    // Day, version and text of each cell, as this page shows them.
    seen: days
      .map((day) => {
        const at = Number(day.slice(8)) - 1;
        return `${String(at + 1)}:${String(row.versions[at] ?? 1)}:${encodeURIComponent(row.cells[at] ?? '')}`;
      })
      .join(','),
    cells: days.map((day) => {
      const number = Number(day.slice(8));
      const text = row.cells[number - 1] ?? '';
      const kept = notKept.get(`${row.id}.${String(number)}`);
      const code = readCode(text);
      return {
        name: `c.${row.id}.${String(number)}`,
        label: `${childName(row)}, ${dayInWords(day)}`,
        value: kept?.typed ?? shown(text),
        error: kept?.error,
        elsewhere: kept?.elsewhere,
        closed: closed(day),
        kind: code === undefined ? 'wrong' : code && codeClass[code],
      };
    }),
  };
}
