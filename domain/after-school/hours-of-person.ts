/**
 * Where one person stands towards the hours that the agreement asks for (note « Formation continue AES » : 50 heures par période de 3 ans). Which
 * period a renewal looks at is said nowhere: the last one that has ended, and the running one as long as none has (hypothèse).
 */
import type { Day } from '../calendar.ts';
import { countUndecided, type Undecided } from './undecided-modules.ts';
import { hoursOf, missingOf, periodsFrom, type CountedLine, type PeriodHours } from '../training-hours.ts';

export interface HoursRule {
  /** Of each period. */
  required: number;
  /** Of the first period, for who has no title (arrêté ATL, art. 5-6 : dérogation de 100 heures dans les 3 ans de l'entrée en fonction). */
  untitled: number;
  /** Of a period. */
  months: number;
}

/** A line as the hours count it; of those that wait, whether it is the operator whose answer is waited for. */
export type FollowedLine = CountedLine & { atOperator: boolean };

export interface PersonFacts {
  /** First day in a function of after-school care. */
  enteredOn: Day;
  /** Last day there; null while it goes on. */
  leftOn: Day | null;
  /** A title that ONE has recognised. */
  hasTitle: boolean;
  lines: readonly FollowedLine[];
}

/**
 * `reached`: recognised hours are enough. `waits`: they are with those that wait. `running`: not yet, and the period goes on. `short`: the period
 * has ended, and not even what waits is enough. `unasked`: nothing is asked yet of who has no title and has followed nothing (hypothèse).
 */
export type HoursState = 'reached' | 'waits' | 'running' | 'short' | 'unasked';

/** Of its lines, those of the period that are not decided. */
export interface HoursOfPerson extends Undecided {
  /** Undefined before the entry into function. */
  period: PeriodHours | undefined;
  /** Hours to reach in it. */
  mark: number;
  state: HoursState;
  /** Hours that are missing if all that waits is recognised; 0 where it would be enough. */
  missing: number;
  hasLeft: boolean;
}

/** Of the periods that have begun, the one that a renewal looks at on a day. */
export function judgedPeriod<P extends { to: Day }>(periods: readonly P[], today: Day): P | undefined {
  return periods.findLast(({ to }) => to < today) ?? periods.at(-1);
}

/** Who has left is looked at until the period ends in which it happened (hypothèse). @param months of a period */
export function isStillLookedAt(
  { enteredOn, leftOn }: Pick<PersonFacts, 'enteredOn' | 'leftOn'>,
  today: Day,
  months: number,
): boolean {
  if (leftOn === null || leftOn >= today) return true;
  const last = periodsFrom(enteredOn, leftOn, months).at(-1);
  return last !== undefined && last.to >= today;
}

export function hoursOfPerson(
  { enteredOn, leftOn, hasTitle, lines }: PersonFacts,
  today: Day,
  rule: HoursRule,
): HoursOfPerson {
  const periods = periodsFrom(enteredOn, today, rule.months);
  const judged = judgedPeriod(periods, today);
  const [period] = judged ? hoursOf(lines, [judged]) : [];
  const mark = !hasTitle && (judged === undefined || judged === periods[0]) ? rule.untitled : rule.required;
  const hasLeft = leftOn !== null && leftOn < today;
  if (!period)
    return {
      period,
      mark,
      state: hasTitle ? 'running' : 'unasked',
      missing: hasTitle ? mark : 0,
      ...countUndecided([]),
      hasLeft,
    };
  const isUnasked = !hasTitle && lines.length === 0;
  const { now, atBest } = isUnasked ? { now: 0, atBest: 0 } : missingOf(period, mark);
  const waiting = lines.filter(
    ({ standing, fromOn }) => standing === 'waiting' && fromOn >= period.from && fromOn <= period.to,
  );
  return {
    period,
    mark,
    state: isUnasked
      ? 'unasked'
      : now === 0
        ? 'reached'
        : atBest === 0
          ? 'waits'
          : period.to >= today
            ? 'running'
            : 'short',
    missing: atBest,
    ...countUndecided(waiting),
    hasLeft,
  };
}
