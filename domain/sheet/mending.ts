/** What is done on the page to a sheet that waits: cells written anew, rows left out. What the file says stays beside it, so that all of it can be undone. */

/** What was written in place of what the file says. */
export interface Mended<Key extends string = string> {
  row: number;
  column: Key;
  text: string;
}
export interface Mending<Key extends string = string> {
  cells: readonly Mended<Key>[];
  /** Rows that are not imported. */
  leftOut: readonly number[];
}
export const nothingMended = { cells: [], leftOut: [] } as const satisfies Mending;

type Place = Pick<Mended, 'row' | 'column'>;
export const placeOf = ({ row, column }: Place): string => `${String(row)} ${column}`;

export function writeCells<Key extends string>(mending: Mending<Key>, cells: readonly Mended<Key>[]): Mending<Key> {
  return { ...mending, cells: [...forgetCells(mending, cells).cells, ...cells] };
}
export function forgetCells<Key extends string>(mending: Mending<Key>, cells: readonly Place[]): Mending<Key> {
  const places = new Set(cells.map(placeOf));
  return { ...mending, cells: mending.cells.filter((cell) => !places.has(placeOf(cell))) };
}
export const leaveRows = <Key extends string>(mending: Mending<Key>, rows: readonly number[]): Mending<Key> => ({
  ...mending,
  leftOut: [...new Set([...mending.leftOut, ...rows])].sort((one, other) => one - other),
});
export const takeRow = <Key extends string>(mending: Mending<Key>, row: number): Mending<Key> => ({
  ...mending,
  leftOut: mending.leftOut.filter((each) => each !== row),
});
