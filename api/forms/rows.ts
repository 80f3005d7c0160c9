/** Rows of a form that grow with what is typed: `why1`, `why2`… without a script. */

export const mostRows = 12;
const numbers = Array.from({ length: mostRows }, (_, index) => index + 1);

type Typed = Readonly<Record<string, unknown>>;
const holds = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** The numbers of the rows to draw: those filled in, and one more. @param least drawn anyhow */
export function rowsShown(typed: Typed, names: readonly string[], least: number): number[] {
  const last = numbers.findLast((row) => names.some((name) => holds(typed[`${name}${row}`]))) ?? 0;
  return numbers.slice(0, Math.max(least, last + 1));
}
/** The rows in which something stands. */
export const rowsFilled = (typed: Typed, names: readonly string[]): number[] =>
  numbers.filter((row) => names.some((name) => holds(typed[`${name}${row}`])));

/** The shape of a schema for all of them. */
export const rowsShape = <S extends object>(shape: S): Record<string, S[keyof S]> =>
  Object.fromEntries(
    numbers.flatMap((row) => Object.entries(shape).map(([name, schema]) => [`${name}${row}`, schema as S[keyof S]])),
  );
