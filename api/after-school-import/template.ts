/** « Modèle Excel »: the days of a place with what is encoded, those for which nothing is awaited in grey with their reason. */
import type { presentOf } from '../../domain/after-school/counts.ts';
import { type PlaceCounts } from '../../domain/after-school/counts.ts';
import { fields, sheetName, type ColumnKey } from '../../domain/after-school/sheet/columns.ts';
import { enrolledIn } from '../../domain/after-school/sheet/read-rows.ts';
import { notRequired, type PlaceCalendar } from '../../domain/after-school/required-days.ts';
import { quarterByMonths } from '../../domain/after-school/budget-year.ts';
import { weekdayOf, type Day } from '../../domain/days.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { daysOfMonth, type Month } from '../../domain/quarter.ts';
import { searchable } from '../../domain/searchable.ts';
import {
  harmless,
  type DrawnCell,
  type DrawnColumn,
  type DrawnRow,
  type DrawnWorkbook,
} from '../../domain/workbook.ts';
import { reasonInWords } from '../../domain/after-school/attendance-words.ts';
import { ofMonth } from './scope.ts';

export const drawnColumn = (key: ColumnKey): DrawnColumn => {
  const { header, width } = fields[key];
  return { header, width, ...(key === 'remark' ? { wraps: true } : {}) };
};

interface Given {
  place: { name: string; number: string };
  /** One, or the three of a quarter. */
  months: readonly [Month, ...Month[]];
  counts: PlaceCounts;
  calendar: PlaceCalendar;
}
const [titleRow, headerRow] = [1, 3];

export const titleOf = ({ place, months }: Pick<Given, 'place' | 'months'>): string =>
  `Présences ${months.length === 1 ? ofMonth(months[0]) : `: ${quarterByMonths(months[0])}`} : ${place.name} (n° ${place.number})`;
/** Of the place, in such a title. */
export const numberIn = (title: string): string | undefined =>
  /^Présences .*\(n° (?<number>[^()]+)\)/.exec(title)?.groups?.number?.trim();

export function templateWorkbook({ place, months, counts, calendar }: Given): DrawnWorkbook {
  const keys = keysOf(counts);
  const rows: DrawnRow[] = [];
  const add = (texts: Partial<Record<ColumnKey, string>>, isShaded = false): void => {
    const cells = keys.map((key): DrawnCell => ({ text: harmless(texts[key] ?? '') }));
    rows.push({ number: headerRow + 1 + rows.length, cells, ...(isShaded ? { isShaded } : {}) });
  };
  for (const month of months) {
    const { nursery = null, primary = null } = counts.months.get(month) ?? {};
    add({ day: enrolledIn(month), nursery: shown(nursery), primarySchool: shown(primary) });
    for (const day of daysOfMonth(month)) {
      const why = notRequired(day, calendar);
      const counted = counts.days.get(day);
      if (why && !counted && weekdayOf(day) > 5) continue;
      add(
        {
          day: formatShortDate(day),
          weekday: weekdayInWords(day),
          ...(counted ? countsOf(counted) : {}),
          ...(why ? { remark: `Rien n'est attendu : ${reasonInWords(why, day)}` } : {}),
        },
        why !== undefined && !counted?.openAnyway,
      );
    }
  }
  return {
    sheets: [
      {
        name: sheetName,
        columns: keys.map(drawnColumn),
        rows: [{ number: titleRow, cells: [{ text: harmless(titleOf({ place, months })) }] }, ...rows],
        headerRow,
        lastRow: headerRow + rows.length,
      },
      explanations(keys),
    ],
  };
}

/** The sum and the morning have a column where they are in use. */
function keysOf({ days }: PlaceCounts): ColumnKey[] {
  const has = (key: 'together' | 'morning'): boolean => [...days.values()].some((day) => day[key] !== null);
  return [
    ...(['day', 'weekday', 'nursery', 'primarySchool'] as const),
    ...(has('together') ? (['together'] as const) : []),
    'positive',
    ...(has('morning') ? (['morning'] as const) : []),
    'remark',
  ];
}

function countsOf(counted: Parameters<typeof presentOf>[0]): Partial<Record<ColumnKey, string>> {
  const { nursery, primarySchool, together, positive, morning } = counted;
  return {
    ...{ nursery: shown(nursery), primarySchool: shown(primarySchool), together: shown(together) },
    ...{ positive: shown(positive), morning: shown(morning) },
  };
}
const shown = (count: number | null): string => (count === null ? '' : String(count));
export const weekdayInWords = (day: Day): string => formatLongDate(day).split(' ')[0] ?? '';

function explanations(keys: readonly ColumnKey[]): DrawnWorkbook['sheets'][number] {
  const explained = (column: string, text: string): DrawnCell[] => [{ text: column }, { text }];
  return {
    name: 'À lire',
    columns: [
      { header: 'Colonne', width: 34 },
      { header: 'À écrire', width: 100, wraps: true },
    ],
    rows: [
      explained(
        'Une ligne',
        "Un jour. En gris : rien n'est attendu, et la remarque dit pourquoi. Si le lieu était ouvert ce jour-là, écrivez les nombres : l'import vous le demandera.",
      ),
      explained('Inscrits en…', 'Enfants inscrits ce mois-là, en maternelle et en primaire.'),
      ...keys.map((key) => explained(fields[key].header, fields[key].write)),
      explained('Vide ou 0', "0 : aucun enfant n'est venu. Vide : rien n'est dit, et ce qui est encodé reste."),
    ].map((cells, index) => ({ number: index + 2, cells })),
    headerRow: 1,
    lastRow: 2,
  };
}

/** « presences-l-envol-ecole-du-bois-2026-11.xlsx »: models of several places lie side by side. */
export function templateName({ place, months }: Pick<Given, 'place' | 'months'>): string {
  const name = searchable(place.name).replace(/ /g, '-').slice(0, longestName).replace(/-$/, '');
  const until = months.length > 1 ? `-a-${months.at(-1)!}` : '';
  return ['presences', name, `${months[0]}${until}.xlsx`].filter(Boolean).join('-');
}
const longestName = 60;
