/** Step 2: whom the crèche asks to have subsidised, and what each was paid in each month. */
import { inWords } from '../../../domain/quantity.ts';
import { normedGroups, normOf, type NormedGroup } from '../../../domain/subsidy/norms.ts';
import { staffGroups, type StaffGroup } from '../../../domain/subsidy/calculate.ts';
import { tickedFullTimes } from '../../../domain/subsidy/report.ts';
import {
  doubtsOf,
  missingMonths,
  monthIndexes,
  totalOf,
  type MonthIndex,
  type SalaryRow,
} from '../../../domain/subsidy/salaries.ts';
import { lastDayOfMonth, monthsOf } from '../../../domain/quarter.ts';
import { searchable } from '../../../domain/searchable.ts';
import { staffFunctions } from '../../../domain/staff/functions.ts';
import {
  capitalised,
  doubtInWords,
  euros,
  groupWords,
  monthName,
  personName,
} from '../../../views/quarterly-subsidy/report-words.ts';
import { elided } from '../../../domain/elision.ts';
import { id } from '../../forms/envelope.ts';
import { wordsIn } from '../../forms/inputs.ts';
import { quarterInWords, quartersFurther } from '../../../domain/quarter.ts';
import type { PaidBefore } from '../../../db/quarterly-subsidy/before.ts';
import type { Quarter } from './context.ts';

/** Persons of a page: a form has no more than five hundred fields. */
export const perPage = 60;

/** What was typed and is not kept: in its field, with what is wrong. */
export interface StaffTyped {
  values: ReadonlyMap<string, string>;
  faults: ReadonlyMap<string, string>;
  /** By person: what somebody else has written meanwhile. */
  conflicts: ReadonlyMap<string, readonly string[]>;
  /** By person: what stood when the page was opened. */
  opened: ReadonlyMap<string, string>;
}
const nothingTyped: StaffTyped = { values: new Map(), faults: new Map(), conflicts: new Map(), opened: new Map() };

/** Which part of a long list is shown: the page that somebody is on, of those whose name is sought. */
export interface StaffPlace {
  at?: string | undefined;
  sought: string;
}
export function placeIn({ at, q }: { at?: unknown; q?: unknown }): StaffPlace {
  return { at: id.safeParse(at).data, sought: wordsIn(q) ?? '' };
}
export function staffHref(base: string, { at, sought }: StaffPlace): string {
  const query = new URLSearchParams({ ...(at ? { at } : {}), ...(sought ? { q: sought } : {}) }).toString();
  return `${base}/report/staff${query ? `?${query}` : ''}`;
}

export const fieldOf = (index: MonthIndex, id: string): string => `m${String(index)}.${id}`;
export const tickOf = (id: string): string => `tick.${id}`;
export const stampOf = (id: string): string => `v.${id}`;
export const openedOf = (id: string): string => `o.${id}`;

/** What the page has shown of somebody: versions, the tick and the amounts, so that only what was changed is saved. */
export const stamp = ({ subsidised, cents }: SalaryRow, versions: readonly number[] | undefined): string =>
  [(versions ?? [0, 0, 0, 0]).join('.'), subsidised ? '1' : '0', ...cents.map((value) => value ?? '')].join('_');

/** What « Annuler » goes back to: the tick, the amounts, and which of them were said to be exact. */
const openedAs = ({ subsidised, cents, exact }: SalaryRow): string =>
  [
    subsidised ? '1' : '0',
    ...cents.map((value) => value ?? ''),
    monthIndexes.map((at) => (cents[at] !== null && exact[at] === cents[at] ? '1' : '0')).join(''),
  ].join('_');

const amounts = new Intl.NumberFormat('fr-BE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const typed = (cents: number | null): string => (cents === null ? '' : amounts.format(cents / 100));
const fullTimes = (value: number): string => amounts.format(value);

/** In the order of the page. */
export const inGroups = (staff: readonly SalaryRow[]): SalaryRow[] =>
  staffGroups.flatMap((group) => staff.filter((row) => row.group === group));

/** Those of the list whom the quarter before asked to have subsidised, as long as nobody is ticked in this one. */
const toTakeOver = (shown: readonly SalaryRow[], before: PaidBefore): SalaryRow[] =>
  shown.some(({ subsidised }) => subsidised) ? [] : shown.filter(({ collaborationId }) => before.has(collaborationId));

export function staffView(
  quarter: Quarter,
  place: StaffPlace,
  paidBefore: PaidBefore,
  before: StaffTyped = nothingTyped,
): object {
  const { report, base, mayEdit } = quarter;
  const everybody = inGroups(report.staff);
  const words = searchable(place.sought).split(' ').filter(Boolean);
  const all = everybody.filter(({ familyName, firstName }) => {
    const name = searchable(`${familyName} ${firstName}`);
    return words.every((word) => name.includes(word));
  });
  const found = all.findIndex(({ collaborationId }) => collaborationId === place.at);
  const page = Math.max(0, Math.floor(found / perPage));
  const shown = all.slice(page * perPage, (page + 1) * perPage);
  const idAt = (index: number): string | undefined => all[index]?.collaborationId;
  const around = (index: number) => {
    const at = index < 0 ? undefined : idAt(index);
    return at === undefined ? undefined : { at, href: staffHref(base, { at, sought: place.sought }) };
  };
  return {
    months: monthIndexes.map((index) => capitalised(monthName(report.quarter, index))),
    groups: staffGroups.flatMap((group) => {
      const rows = shown.filter((row) => row.group === group);
      return rows.length === 0
        ? []
        : [
            {
              id: group,
              label: groupWords[group],
              note: normNote(group, quarter),
              rows: rows.map((row) => rowView(row, quarter, before)),
            },
          ];
    }),
    isEmpty: everybody.length === 0,
    nobodyFound: everybody.length > 0 && all.length === 0,
    total: euros(everybody.reduce((sum, row) => sum + totalOf(row), 0)),
    saved: report.changed,
    fill:
      toTakeOver(shown, paidBefore).length > 0
        ? {
            value: 'quarter',
            text: `Reprendre les personnes et les salaires du ${quarterInWords(quartersFurther(report.quarter, -1))}`,
          }
        : { value: '1', text: 'Reprendre le mois précédent dans les cases vides' },
    at: place.at ?? '',
    sought: place.sought,
    isLong: everybody.length > perPage,
    all: staffHref(base, { sought: '' }),
    pager:
      all.length > perPage
        ? {
            text: `${String(page * perPage + 1)} à ${String(page * perPage + shown.length)} sur ${String(all.length)} personnes`,
            previous: around((page - 1) * perPage),
            next: around((page + 1) * perPage),
          }
        : undefined,
    mayEdit,
  };
}

function rowView(row: SalaryRow, { report, mayEdit, today }: Quarter, before: StaffTyped): object {
  const { quarter } = report;
  const id = row.collaborationId;
  const name = personName(row);
  const doubts = doubtsOf(row, report.limits);
  // What is not over is not missing yet.
  const missing = missingMonths(row).filter((index) => lastDayOfMonth(monthsOf(quarter)[index]) < today);
  return {
    id,
    name: `${row.familyName} ${row.firstName}`,
    what: `${staffFunctions[row.function].label.toLowerCase()}, ${amounts.format(row.percent).replace(/,00$/, '')}\u00a0%`,
    tick: { name: tickOf(id), checked: row.subsidised, label: `Subsidier ${name}` },
    stamp: { name: stampOf(id), value: stamp(row, report.versions.salaries.get(id)) },
    opened: { name: openedOf(id), value: before.opened.get(id) ?? openedAs(row) },
    cells: monthIndexes.map((index) => {
      const field = fieldOf(index, id);
      const fault = before.faults.get(field);
      return {
        name: field,
        outside: !row.months[index],
        label: `${name}, salaire brut ${elided('de', monthName(quarter, index))}`,
        value: before.values.get(field) ?? typed(row.cents[index]),
        ...(fault || missing.includes(index)
          ? { kind: 'fault' }
          : doubts.some(({ month }) => month === index)
            ? { kind: 'doubt' }
            : {}),
        fault,
      };
    }),
    total: euros(totalOf(row)),
    hasNotes: missing.length > 0 || doubts.length > 0 || before.conflicts.has(id) || before.faults.size > 0,
    conflicts: before.conflicts.get(id) ?? [],
    faults: monthIndexes.flatMap((index) => {
      const text = before.faults.get(fieldOf(index, id));
      return text ? [`${capitalised(monthName(quarter, index))} : ${text}.`] : [];
    }),
    missing: missing
      .filter((index) => !before.values.has(fieldOf(index, id)))
      .map((index) => ({
        text: `Salaire ${elided('de', monthName(quarter, index))} à encoder.`,
        field: fieldOf(index, id),
        ...(mayEdit
          ? { button: `N'a rien perçu en ${monthName(quarter, index)}`, value: `${id}.${String(index)}.0` }
          : {}),
      })),
    doubts: doubts.map((doubt) => ({
      ...doubtInWords(quarter, row, doubt),
      month: capitalised(monthName(quarter, doubt.month)),
      field: fieldOf(doubt.month, id),
      ...(mayEdit
        ? {
            exact: `${id}.${String(doubt.month)}.${String(row.cents[doubt.month])}`,
            ...('proposal' in doubt
              ? {
                  set: `${id}.${String(doubt.month)}.${String(doubt.proposal)}`,
                  setText: `Mettre ${euros(doubt.proposal)}`,
                }
              : {}),
          }
        : {}),
    })),
  };
}

/** « 0,75 coché · norme 0,50 pour 28 places : 0,25 dépasse » */
function normNote(group: StaffGroup, { report }: Quarter): string {
  const ticked = tickedFullTimes(report.staff)[group];
  const said = `${fullTimes(ticked)} équivalent temps plein coché`;
  if (!isNormed(group)) return said;
  const norm = normOf(group, report.places);
  const over = Math.round((ticked - norm) * 100) / 100;
  const places = inWords({ value: report.places, unit: 'count' });
  return `${fullTimes(ticked)} coché · norme ${fullTimes(norm)} pour ${places} places${over > 0 ? ` : ${fullTimes(over)} dépasse` : ''}`;
}
const isNormed = (group: StaffGroup): group is NormedGroup => (normedGroups as readonly string[]).includes(group);
