/** A workbook as plain data: what was read of one, and what is to be drawn as one. */

/**
 * One cell as a person would have typed it: a day as DD/MM/YYYY, a number with a comma, a percentage with its sign.
 * `formula`: the text is its last result. `merged`: the text is that of the cell it is merged with. `error`: « #REF! ».
 */
export interface Cell {
  kind: 'text' | 'number' | 'date' | 'formula' | 'merged' | 'error';
  text: string;
  /** Of a bare number: the day that it would be, were it one. */
  day?: string;
}
/** By the letters of the column: « A », « AB ». Empty cells are not there. */
export type Cells = Readonly<Record<string, Cell>>;
export interface ReadRow {
  /** As the program shows it: from 1. */
  number: number;
  cells: Cells;
}
export interface ReadWorkbook {
  sheet: string;
  rows: ReadRow[];
  /** Rows or columns of the sheet are hidden: they are read all the same. */
  hasHidden: boolean;
  /** Sheets that were not read. */
  others: { name: string; isHidden: boolean }[];
}

export interface DrawnCell {
  text: string;
  /** What is wrong with it: it is filled, and bears this as a comment. */
  fault?: string;
}
export interface DrawnColumn {
  /** Absent: the sheet has no row of headers. */
  header?: string;
  width: number;
  /** Words to choose from. */
  list?: readonly string[];
  /** Other words are refused by the program, not only told. */
  isStrict?: boolean;
  wraps?: boolean;
  /** Nothing is expected there. */
  isShaded?: boolean;
  isLocked?: boolean;
}
export interface DrawnRow {
  number: number;
  cells: readonly (DrawnCell | undefined)[];
  /** Nothing is expected in it. */
  isShaded?: boolean;
}
export interface DrawnSheet {
  name: string;
  columns: readonly DrawnColumn[];
  /** By the number of the row; the headers stand in `headerRow`. */
  rows: readonly DrawnRow[];
  headerRow: number;
  /** Rows that are there to be filled in: lists reach so far. */
  lastRow: number;
}
/** Every cell is a text: nothing of it is ever computed. */
export interface DrawnWorkbook {
  sheets: readonly DrawnSheet[];
}

/** 0 is « A », 26 is « AA ». */
export function lettersOf(index: number): string {
  let letters = '';
  for (let left = index + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return letters;
}
/** « AA » is 26. */
export const indexOf = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** The last row that a program has. */
export const lastRowOfAll = 1_048_576;

/** Signs that begin a formula, as wide as a letter of Chinese too. */
const signs = '=+\\-@|%＝＋－＠｜％';
const formula = new RegExp(`^[\\s\\u200b]*[${signs}]|^[\\t\\r\\n]`, 'u');
const guarded = new RegExp(`^'(?=[\\s\\u200b]*[${signs}])`, 'u');
/**
 * What a spreadsheet program would take for a formula (also when the file is saved as CSV and opened again) bears an apostrophe before it.
 * Blanks before the sign count for nothing.
 */
export const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text);
/** The text without that apostrophe. */
export const unguarded = (text: string): string => text.replace(guarded, '');
