/** What both readers of workbooks share, of today's and of older ones: how much is read, which sheet, and what becomes of a cell. */
import { searchable } from '../../domain/searchable.ts';
import { cleanText } from '../../domain/typed-text.ts';
import { indexOf, lettersOf, type Cell, type ReadRow } from '../../domain/workbook.ts';
import { dayOfText } from './workbook-styles.ts';

export type WorkbookFault = 'no-sheet' | 'too-many-rows' | 'too-many-columns' | 'too-much-text' | 'unreadable';

/** Hypothèses: four times the largest team known, and every column that a program of theirs may add. */
export const most = { rows: 5_000, columns: 60 };
export const longestCell = 2_000;

/** The one of this name, with or without capitals and accents; otherwise the first that one sees. */
export function chooseSheet<Sheet extends { name: string; isHidden: boolean }>(
  sheets: readonly Sheet[],
  name: string,
): Sheet | undefined {
  const seen = sheets.filter(({ isHidden }) => !isHidden);
  return seen.find((each) => searchable(each.name) === searchable(name)) ?? seen[0];
}

/** @returns undefined for one in which nothing stands */
export function cleanCell(read: Cell | undefined, isFormula: boolean, is1904: boolean): Cell | undefined {
  const text = cleanText(read?.text ?? '');
  if (!read || text === '') return isFormula ? { kind: 'formula', text: '' } : undefined;
  if (isFormula && read.kind !== 'error') return { kind: 'formula', text };
  const day = read.kind === 'date' ? undefined : dayOfText(text, is1904);
  return { kind: read.kind, text, ...(day === undefined ? {} : { day }) };
}

/** The other cells of what is merged bear the text of the first, and say so. */
export function withMerged(rows: ReadRow[], merged: readonly string[]): ReadRow[] {
  if (merged.length === 0) return rows;
  const byNumber = new Map(
    rows.map((row) => [row.number, { ...row, cells: { ...row.cells } as Record<string, Cell> }]),
  );
  for (const ref of merged) {
    const { from, top, to, bottom } =
      /^(?<from>[A-Z]{1,3})(?<top>\d+):(?<to>[A-Z]{1,3})(?<bottom>\d+)$/.exec(ref)?.groups ?? {};
    const first = byNumber.get(Number(top))?.cells[from ?? ''];
    if (!first || from === undefined || to === undefined) continue;
    const [left, right] = [indexOf(from), Math.min(indexOf(to), most.columns - 1)];
    for (const { number, cells } of byNumber.values()) {
      if (number < Number(top) || number > Number(bottom)) continue;
      for (let at = left; at <= right; at += 1)
        if (at !== left || number !== Number(top)) cells[lettersOf(at)] ??= { kind: 'merged', text: first.text };
    }
  }
  return [...byNumber.values()];
}
