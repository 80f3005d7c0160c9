/** What other hours of a place would change, with the attendance that they touch: asked before they are saved. */
import { quarterByMonths } from '../../domain/after-school/budget-year.ts';
import {
  effectOf,
  spanOf,
  versionsAfter,
  type OfWeekday,
  type ScheduleChange,
  type ScheduleEffect,
} from '../../domain/after-school/schedule-effect.ts';
import type { Day } from '../../domain/calendar.ts';
import { monthOf, monthsFurther, type Month } from '../../domain/quarter.ts';
import type { DatedHours } from '../../domain/signaletique/opening-hours.ts';
import type { Database } from '../connect.ts';
import { findCalendars } from './calendars.ts';

export interface FoundEffect {
  effect: ScheduleEffect;
  /** The last day that was looked at. */
  to: Day;
  /** The last day of the agreement, where the days looked at go beyond: they are told as if it went on. */
  agreedUntil: Day | undefined;
  /** Days that were counted and ask for nothing any more. */
  freedGiven: Day[];
  /** Days of the past that ask for a number and have none. */
  askedMissing: Day[];
  /** Days of the past from the first day on, counted. */
  pastGiven: number;
  /** Quarters from the first day on that were sent, by their months: what was sent stands. */
  sent: string[];
}

const daysIn = (of: readonly OfWeekday[]): Day[] => of.flatMap(({ days }) => days).sort();

/** @param facilityId of a place that was found with the rights of who asks */
export async function findEffect(
  db: Database,
  facilityId: string,
  { hours, change, today }: { hours: readonly DatedHours[]; change: ScheduleChange; today: Day },
): Promise<FoundEffect> {
  const span = spanOf(hours, change);
  const [calendars, given, sendings] = await Promise.all([
    // From today on: the agreement that holds now may be over by then.
    findCalendars(db, [facilityId], span.from < today ? span.from : today, span.to),
    db('after_school_days')
      .where({ facility_id: facilityId })
      .whereBetween('day', [span.from, span.to])
      .whereRaw('num_nonnulls(nursery, primary_school, together) > 0')
      .orderBy('day')
      .pluck('day') as unknown as Promise<Day[]>,
    change.validFrom < today
      ? (db('after_school_sendings')
          .where({ facility_id: facilityId })
          .where('quarter', '>', monthsFurther(monthOf(change.validFrom), -3))
          .distinct('quarter')
          .orderBy('quarter') as unknown as Promise<{ quarter: Month }[]>)
      : [],
  ]);
  const known = calendars.get(facilityId)!;
  const last = known.agreed.at(-1);
  const agreedUntil = last?.to != null && last.to < span.to ? last.to : undefined;
  // Hours that are written for the next school year are read with the agreement that will be renewed (hypothèse).
  const before =
    agreedUntil === undefined ? known : { ...known, agreed: [...known.agreed.slice(0, -1), { ...last!, to: null }] };
  const effect = effectOf(before, { ...before, hours: versionsAfter(before.hours, change) }, span);
  const counted = new Set(given);
  return {
    effect,
    to: span.to,
    agreedUntil,
    freedGiven: daysIn(effect.freed).filter((day) => counted.has(day)),
    askedMissing: daysIn(effect.asked).filter((day) => day < today && !counted.has(day)),
    pastGiven: given.filter((day) => day >= change.validFrom && day < today).length,
    sent: sendings.map(({ quarter }) => quarterByMonths(quarter)),
  };
}
