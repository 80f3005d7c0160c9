/** What a program writes for our codes: chosen once on the page, and applied to the next sheet of the same layout. */
import type { AttendanceWaiting } from '../../db/attendance-import/preview.ts';
import { readCode } from '../../domain/attendance/codes.ts';
import { isDayKey, type ColumnKey } from '../../domain/attendance/sheet/columns.ts';
import type { UploadedSheet } from '../../domain/attendance/sheet/recognise.ts';
import { holdsNationalNumber } from '../../domain/national-number.ts';
import type { Mended } from '../../domain/sheet/mending.ts';
import { lettersIn } from '../../domain/sheet/recognise.ts';
import { cleanLine } from '../../domain/typed-text.ts';

const longestWord = 12;
/** As it is compared: capitals make no difference. Undefined for what is no word of theirs. */
function wordOf(text: string): string | undefined {
  const word = cleanLine(text).toLowerCase();
  return readCode(word) === undefined && word.length <= longestWord && !holdsNationalNumber(word) ? word : undefined;
}

/** What was replaced by one code wherever it stood. */
export function wordsIn({ sheet, mending }: Pick<AttendanceWaiting, 'sheet' | 'mending'>): Record<string, string> {
  const rows = new Map(sheet.rows.map(({ number, cells }) => [number, cells]));
  const chosen = new Map<string, Set<string>>();
  for (const { row, column, text } of mending.cells) {
    const cell = isDayKey(column) ? rows.get(row)?.[lettersIn(sheet, column) ?? ''] : undefined;
    const word = cell?.kind === 'text' ? wordOf(cell.text) : undefined;
    const code = readCode(text);
    if (word !== undefined && code !== undefined) chosen.set(word, (chosen.get(word) ?? new Set()).add(code));
  }
  return Object.fromEntries([...chosen].flatMap(([word, codes]) => (codes.size === 1 ? [[word, [...codes][0]!]] : [])));
}

/** Cells in which a word stands that was chosen a code for. */
export function mendedAsBefore(
  { rows, columns }: Pick<UploadedSheet, 'rows' | 'columns'>,
  words: Readonly<Record<string, string>>,
): Mended<ColumnKey>[] {
  if (Object.keys(words).length === 0) return [];
  return rows.flatMap(({ number, cells }) =>
    Object.entries(columns).flatMap(([letters, column]): Mended<ColumnKey>[] => {
      const cell = isDayKey(column) ? cells[letters] : undefined;
      const word = cell?.kind === 'text' ? wordOf(cell.text) : undefined;
      const text = word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
      return text === undefined ? [] : [{ row: number, column, text }];
    }),
  );
}
