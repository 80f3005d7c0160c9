/** A sheet of texts under headers, to be read and not filled in. */
import { harmless, type DrawnSheet } from '../../domain/workbook.ts';

/** « -1234,50 »: below zero it begins with a sign, and is no formula. */
const amount = /^-?\d+,\d\d$/;
/** An amount of a sheet, as a spreadsheet of this country reads it. @param cents null: nothing is said */
export const amountIn = (cents: number | null): string =>
  cents === null ? '' : (cents / 100).toFixed(2).replace('.', ',');

/** @param columns each header with its width, in characters */
export function plainSheet(
  name: string,
  columns: Record<string, number>,
  lines: readonly (readonly string[])[],
): DrawnSheet {
  return {
    name,
    columns: Object.entries(columns).map(([header, width]) => ({ header, width })),
    rows: lines.map((texts, index) => ({
      number: index + 2,
      cells: texts.map((text) => ({ text: amount.test(text) ? text : harmless(text) })),
    })),
    headerRow: 1,
    lastRow: lines.length + 1,
  };
}

export interface SheetColumn<Row> {
  header: string;
  width: number;
  text: (row: Row) => string;
}
/** A line for each row. */
export const sheetOfRows = <Row>(
  name: string,
  columns: readonly SheetColumn<Row>[],
  rows: readonly Row[],
): DrawnSheet =>
  plainSheet(
    name,
    Object.fromEntries(columns.map(({ header, width }) => [header, width])),
    rows.map((row) => columns.map(({ text }) => text(row))),
  );

/** A second page: what the file holds, as of when. */
export const aboutSheet = (text: string): DrawnSheet => ({
  name: 'À propos',
  columns: [{ width: 80 }],
  rows: [{ number: 1, cells: [{ text }] }],
  headerRow: 0,
  lastRow: 1,
});
