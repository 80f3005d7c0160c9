/** Modules that are not decided: at ONE, or at the operator whose answer ONE waits for. One count for the page, the ground of a refusal and each person. */

export interface Undecided {
  /** Modules that wait at ONE, and their hours. */
  atOne: { lines: number; hours: number };
  /** Modules about which the operator is asked something: they are not decided either. */
  atOperator: number;
}

export function countUndecided(lines: readonly { hours: number; atOperator: boolean }[]): Undecided {
  const atOne = lines.filter(({ atOperator }) => !atOperator);
  return {
    atOne: { lines: atOne.length, hours: atOne.reduce((sum, { hours }) => sum + hours, 0) },
    atOperator: lines.length - atOne.length,
  };
}
/** As long as there is one, training is no ground for a refusal (note « Formation continue AES »). */
export const isUndecided = ({ atOne, atOperator }: Undecided): boolean => atOne.lines + atOperator > 0;
