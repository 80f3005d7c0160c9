/** The columns of a month of attendance in whatever sheet: ours, or the report of a program of theirs. */
import { createHash } from 'node:crypto';
import { months } from '../../written-day.ts';
import { monthOf, type Month } from '../../quarter.ts';
import { searchable } from '../../searchable.ts';
import { inOrder, recogniseSheet, type UploadedSheet as AnySheet } from '../../sheet/recognise.ts';
import type { ReadRow, ReadWorkbook } from '../../workbook.ts';
import { dayKey, dayOfHeader, findField, isDayKey, type ColumnKey, type Meaning } from './columns.ts';

export type UploadedSheet = AnySheet<ColumnKey>;

/** @returns the sheet; undefined: no row of it looks like headers */
export const recognise = (workbook: Pick<ReadWorkbook, 'rows'>): UploadedSheet | undefined =>
  recogniseSheet<ColumnKey>(workbook, ({ text }) => {
    const day = dayOfHeader(text)?.day;
    return day === undefined ? findField(text) : dayKey(day);
  });

/** The first cell of the headers that names a day of another month. */
export function otherMonthIn(
  { headers, headerRow }: UploadedSheet,
  month: Month,
): { cell: string; month: Month } | undefined {
  for (const letters of inOrder(headers)) {
    const named = dayOfHeader(headers[letters] ?? '');
    if (named?.month === undefined) continue;
    const meant = monthOf(`${String(named.year ?? month.slice(0, 4))}-${String(named.month).padStart(2, '0')}-01`);
    if (meant !== month) return { cell: `${letters}${String(headerRow)}`, month: meant };
  }
  return undefined;
}

const titled = new RegExp(`(?<!\\d )\\b(?<name>${months.join('|')}) (?<year>20\\d{2})\\b`, 'g');
/** The first cell above the headers that is about another month, where none is about this one. « Imprimé le 3 octobre 2026 » is about none. */
export function otherMonthAbove(
  rows: readonly ReadRow[],
  { headerRow }: UploadedSheet,
  month: Month,
): { cell: string; month: Month } | undefined {
  const named = rows
    .filter(({ number }) => number < headerRow)
    .flatMap(({ number, cells }) =>
      Object.entries(cells).flatMap(([letters, { text }]) =>
        [...searchable(text).matchAll(titled)].map(({ groups = {} }) => ({
          cell: `${letters}${String(number)}`,
          month: `${groups.year!}-${String(months.indexOf(groups.name!) + 1).padStart(2, '0')}`,
        })),
      ),
    );
  return named.some((each) => each.month === month) ? undefined : named[0];
}

/** The columns that a program calls otherwise than by a day, in order: the same from month to month. */
export const namedColumns = ({ headers }: UploadedSheet): string[] =>
  inOrder(headers).filter(
    (letters) => (headers[letters] ?? '') !== '' && dayOfHeader(headers[letters] ?? '') === undefined,
  );

/** Names the layout of a program, whatever the month. */
export const signatureOf = (sheet: UploadedSheet): string =>
  createHash('sha256')
    .update(JSON.stringify(namedColumns(sheet).map((letters) => searchable(sheet.headers[letters] ?? ''))))
    .digest('hex');

/** What the named columns are, in order; what nobody has told is ignored. */
export const meaningsOf = (sheet: UploadedSheet): Meaning[] =>
  namedColumns(sheet).map((letters) => sheet.columns[letters] ?? 'ignored');

/** The sheet with what its named columns were said to be; of two said to be one, the first counts. */
export function withMeanings(sheet: UploadedSheet, meanings: readonly Meaning[]): UploadedSheet {
  const columns: Record<string, ColumnKey> = Object.fromEntries(
    Object.entries(sheet.columns).filter(([letters]) => dayOfHeader(sheet.headers[letters] ?? '') !== undefined),
  );
  for (const [at, letters] of namedColumns(sheet).entries()) {
    const meaning = meanings[at] ?? 'ignored';
    if (meaning !== 'ignored' && !Object.values(columns).includes(meaning)) columns[letters] = meaning;
  }
  return { ...sheet, columns };
}

/** What a sheet cannot be read without. */
export type Needed = 'name' | 'days';
export function missingIn({ columns }: Pick<UploadedSheet, 'columns'>): Needed[] {
  const keys = new Set<string>(Object.values(columns));
  const isNamed =
    keys.has('fullName') || keys.has('firstThenFamily') || (keys.has('familyName') && keys.has('firstName'));
  return [...(isNamed ? [] : (['name'] as const)), ...([...keys].some(isDayKey) ? [] : (['days'] as const))];
}
