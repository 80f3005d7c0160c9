/**
 * Hours of continuing training, towards those that each period asks for. Periods are fixed: the first begins with the entry into function, each
 * next one when the one before ends (hypothèse). A line counts in the period of its first day, whole; part-time is not prorated (hypothèse).
 */
import { addMonths, endOfDay, subtractDays, type Day, type Instant } from './calendar.ts';

export interface TrainingPeriod {
  from: Day;
  /** The last day. */
  to: Day;
}
export type Standing = 'recognised' | 'waiting' | 'refused';
export interface CountedLine {
  fromOn: Day;
  /** From 0.5 to 50, by quarters. */
  hours: number;
  standing: Standing;
}
export interface PeriodHours extends TrainingPeriod {
  recognised: number;
  waiting: number;
  refused: number;
}

/** Those that have begun by a day, oldest first; none before the entry into function. @param months of a period */
export function periodsFrom(enteredOn: Day, today: Day, months = 36): TrainingPeriod[] {
  const periods: TrainingPeriod[] = [];
  for (let from = enteredOn; from <= today; ) {
    // Counted from the first day each time: an entry on 29 February stays one.
    const next = addMonths(enteredOn, months * (periods.length + 1));
    periods.push({ from, to: subtractDays(next, 1) });
    from = next;
  }
  return periods;
}

export const hoursOf = (lines: readonly CountedLine[], periods: readonly TrainingPeriod[]): PeriodHours[] =>
  periods.map((period) => {
    const inside = lines.filter(({ fromOn }) => fromOn >= period.from && fromOn <= period.to);
    const sum = (standing: Standing): number =>
      inside.filter((line) => line.standing === standing).reduce((all, { hours }) => all + hours, 0);
    return { ...period, recognised: sum('recognised'), waiting: sum('waiting'), refused: sum('refused') };
  });

export interface Missing {
  /** Hours that are not recognised yet. */
  now: number;
  /** Of them, those that would be missing if all that waits were recognised. */
  atBest: number;
}
export const missingOf = ({ recognised, waiting }: PeriodHours, required: number): Missing => ({
  now: Math.max(0, required - recognised),
  atBest: Math.max(0, required - recognised - waiting),
});

export interface Wait {
  /** When the line was sent. */
  enteredAt: Instant;
  turn: 'operator' | 'one' | 'nobody';
  /** The two clocks of the case as they stand, in milliseconds. */
  clocks: { one: number; operator: number };
}
/**
 * Whether the time that ONE takes leaves the agreement alone: it is ONE's turn, and without that time the line would have been there before the
 * agreement ends. The clock of ONE is never looked at: however long it takes, it is not the operator's fault (seed 003: «ne pénalise pas»).
 * @param endsOn last day of the agreement; undefined = nobody knows, and nothing is promised
 */
export const isWithoutPenalty = ({ enteredAt, turn, clocks }: Wait, endsOn: Day | undefined): boolean =>
  turn === 'one' && endsOn !== undefined && enteredAt + clocks.operator <= endOfDay(endsOn);
