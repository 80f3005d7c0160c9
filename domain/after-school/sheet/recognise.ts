/** The columns of a sheet of days in whatever file: our model, one of theirs, or cells that were pasted without their titles. Pure. */
import { createHash } from 'node:crypto';
import { searchable } from '../../searchable.ts';
import { inOrder, recogniseSheet, type UploadedSheet } from '../../sheet/recognise.ts';
import { indexOf, lettersOf, type Cells, type ReadRow, type ReadWorkbook } from '../../workbook.ts';
import { readDay } from '../../written-day.ts';
import { countKeys, fields, findField, type ColumnKey, type Meaning } from './columns.ts';

export type DaysSheet = UploadedSheet<ColumnKey>;

/** @returns the sheet; undefined: no row of it looks like headers */
export const recogniseDays = (workbook: Pick<ReadWorkbook, 'rows'>): DaysSheet | undefined =>
  recogniseSheet<ColumnKey>(workbook, ({ text }) => findField(text));

/**
 * Cells copied without their titles: the first column whose cells are days, then the numbers behind it in the order of our model. Where that order is
 * not sure (an empty column among them, a third one that is neither the sum of both nor within it, more than four), none of them is taken: it is asked.
 */
export function withoutTitles({ rows }: Pick<ReadWorkbook, 'rows'>): DaysSheet | undefined {
  const letters = inOrder(Object.assign({}, ...rows.map(({ cells }) => cells)) as Cells);
  const day = letters.find((each) => mostOf(rows, each, (text) => readDay(text).ok));
  if (day === undefined) return undefined;
  const numbers = letters
    .slice(letters.indexOf(day) + 1)
    .filter((each) => mostOf(rows, each, (text) => /^[\s\d]+$/.test(text)));
  const last = numbers.at(-1);
  if (last === undefined) return undefined;
  const between = Array.from({ length: indexOf(last) - indexOf(day) }, (_, at) => lettersOf(indexOf(day) + 1 + at));
  // The name of the weekday, or a remark, may stand among them.
  const isSure = between.every(
    (each) => numbers.includes(each) || mostOf(rows, each, (text) => /\p{L}{2}/u.test(text)),
  );
  const keys = isSure ? inOurOrder(rows, numbers) : [];
  const columns = Object.fromEntries([[day, 'day'] as const, ...keys.map((key, at) => [numbers[at]!, key] as const)]);
  const headers = Object.fromEntries(
    letters.map((each) => [each, columns[each] ? fields[columns[each]].header : each]),
  );
  return { headerRow: 0, headers, columns, rows };
}

/** What columns of numbers are, as many as they are; none where that is not sure. */
function inOurOrder(rows: readonly ReadRow[], numbers: readonly string[]): readonly ColumnKey[] {
  if (numbers.length === 1) return ['together'];
  if (numbers.length === 2) return ['nursery', 'primarySchool'];
  const counted = rows.flatMap(({ cells }) => {
    const [one, other, third] = numbers.map((each) => cells[each]?.text.replace(/\s/g, '') ?? '');
    return [one, other, third].every((text) => /^\d*$/.test(text ?? '')) && third
      ? [{ sum: Number(one) + Number(other), third: Number(third) }]
      : [];
  });
  const isTotal = counted.length > 0 && counted.every(({ sum, third }) => sum === third);
  if (isTotal) return numbers.length === 3 ? ['nursery', 'primarySchool', 'together'] : [];
  if (counted.some(({ sum, third }) => third > sum)) return [];
  const keys = ['nursery', 'primarySchool', 'positive', 'morning'] as const;
  return numbers.length > keys.length ? [] : keys.slice(0, numbers.length);
}
const mostOf = (rows: readonly ReadRow[], letters: string, is: (text: string) => boolean): boolean => {
  const texts = rows.flatMap(({ cells }) => cells[letters]?.text.trim() ?? []).filter(Boolean);
  return texts.length > 0 && texts.filter(is).length * 2 > texts.length;
};

/** What a sheet cannot be read without. */
export type Needed = 'day' | 'counts';
export function missingIn({ columns }: Pick<DaysSheet, 'columns'>): Needed[] {
  const keys = new Set<string>(Object.values(columns));
  return [
    ...(keys.has('day') ? [] : (['day'] as const)),
    ...(countKeys.some((key) => keys.has(key)) ? [] : (['counts'] as const)),
  ];
}

export const namedColumns = ({ headers }: DaysSheet): string[] =>
  inOrder(headers).filter((letters) => (headers[letters] ?? '').trim() !== '');

/** Names the layout, whatever the month; undefined: cells without titles have none, and nothing is learnt of them. */
export const signatureOf = (sheet: DaysSheet): string | undefined =>
  sheet.headerRow === 0
    ? undefined
    : createHash('sha256')
        .update(JSON.stringify(namedColumns(sheet).map((letters) => searchable(sheet.headers[letters] ?? ''))))
        .digest('hex');
/** What the columns are, in order; what nobody has told is ignored. */
export const meaningsOf = (sheet: DaysSheet): Meaning[] =>
  namedColumns(sheet).map((letters) => sheet.columns[letters] ?? 'ignored');
/** The sheet with what its columns were said to be; of two said to be one, the first counts. */
export function withMeanings(sheet: DaysSheet, meanings: readonly Meaning[]): DaysSheet {
  const columns: Record<string, ColumnKey> = {};
  for (const [at, letters] of namedColumns(sheet).entries()) {
    const meaning = meanings[at] ?? 'ignored';
    if (meaning !== 'ignored' && !Object.values(columns).includes(meaning)) columns[letters] = meaning;
  }
  return { ...sheet, columns };
}
