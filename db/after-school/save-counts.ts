/**
 * The one way in for counts of children, from the screen, a file or software: each day and each month by itself, where it is still as it was seen;
 * nothing in a month that was sent, or before the portal counts, nothing on a day to come, and on a red day only where the place says that it was open.
 */
import { budgetQuarterOf } from '../../domain/after-school/budget-year.ts';
import {
  faultOf,
  firstCountedMonth,
  isBlank,
  isCountedMonth,
  nothingCounted,
  type CountFault,
  type Counted,
  type DayCounts,
  type EnrolledMonth,
  type Origin,
} from '../../domain/after-school/counts.ts';
import { notRequired, type NotRequired } from '../../domain/after-school/required-days.ts';
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { firstDayOfMonth, lastDayOfMonth, monthOf, type Month } from '../../domain/quarter.ts';
import { recordAudit, type Change } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { findCalendars } from './calendars.ts';
import { inscribed, told } from './counts-told.ts';
import { findSendings, lockedMonths, lockPlaces } from './locked.ts';

export interface DayWriting {
  day: Day;
  /** Blank takes the day away. */
  counted: Counted;
  openAnyway: boolean;
  /** Version that was seen; 0: nothing was there. */
  seen: number;
}
export interface MonthWriting extends Pick<EnrolledMonth, 'nursery' | 'primary'> {
  month: Month;
  seen: number;
}
export interface Writer {
  facilityId: string;
  /** The body for which it is written, in the audit. */
  bodyId: string;
  /** Null: software. */
  userId: string | null;
  acr: number | null;
  origin: Origin;
  at: Instant;
}
/** `changed`: somebody else was there; what stands, by whom and since when. */
export type Outcome<Stands> =
  | { outcome: 'saved'; version: number }
  | { outcome: 'changed'; version: number; stands: Stands; by: string | null; at: Instant }
  /** The month was sent. */
  | { outcome: 'locked' }
  /** Before the portal counts, or after the quarter that runs. */
  | { outcome: 'no-such-month' }
  | { outcome: 'wrong'; fault: CountFault; counted: Counted };
export type SavedDay = { day: Day } & (
  | Outcome<DayCounts>
  | { outcome: 'not-required'; why: NotRequired }
  | { outcome: 'to-come' }
);
export type SavedMonth = { month: Month } & Outcome<EnrolledMonth>;
export interface Saved {
  days: SavedDay[];
  months: SavedMonth[];
}

interface Standing {
  version: number;
  by: string | null;
  at: Instant;
}
type StandingDay = DayCounts & Standing & { day: Day };
type StandingMonth = EnrolledMonth & Standing & { month: Month };

/** Each in the order in which it was given; of two for one day, the last one. What stands already is saved, whatever was seen. */
export async function saveCounts(
  db: Database,
  writer: Writer,
  given: { days?: readonly DayWriting[]; months?: readonly MonthWriting[] },
): Promise<Saved> {
  const days = [...new Map((given.days ?? []).map((one) => [one.day, one])).values()];
  const months = [...new Map((given.months ?? []).map((one) => [one.month, one])).values()];
  const touched = [...new Set([...days.map(({ day }) => monthOf(day)), ...months.map(({ month }) => month)])].sort();
  const [first, last] = [touched[0], touched.at(-1)];
  if (first === undefined || last === undefined) return { days: [], months: [] };
  const { facilityId, at } = writer;
  const calendar = (await findCalendars(db, [facilityId], firstDayOfMonth(first), lastDayOfMonth(last))).get(
    facilityId,
  )!;
  return db.transaction(async (trx) => {
    await lockPlaces(trx, [facilityId]);
    const sendings = await findSendings(trx, [facilityId], [...new Set(touched.map(budgetQuarterOf))]);
    const standing = await findStanding(trx, facilityId, {
      days: days.map(({ day }) => day),
      months: months.map(({ month }) => month),
    });
    const locked = lockedMonths(sendings.get(facilityId) ?? []);
    const today = dayOf(at);
    const writtenDays: DayWriting[] = [];
    const writtenMonths: MonthWriting[] = [];
    const change: Change = {};
    const savedDays = days.map((one): SavedDay => {
      const { day, counted } = one;
      const there = standing.days.get(day);
      const blank = isBlank(counted);
      const why = notRequired(day, calendar);
      const openAnyway = one.openAnyway && why !== undefined && !blank;
      if (locked.has(monthOf(day))) return { day, outcome: 'locked' };
      if (day < firstDayOfMonth(firstCountedMonth) && !blank) return { day, outcome: 'no-such-month' };
      const fault = faultOf(counted);
      if (fault) return { day, outcome: 'wrong', fault, counted };
      if (there ? sameCounts(there, { counted, openAnyway }) : blank)
        return { day, outcome: 'saved', version: there?.version ?? 0 };
      if (day > today && !blank) return { day, outcome: 'to-come' };
      if (why && !openAnyway && !blank) return { day, outcome: 'not-required', why };
      if ((there?.version ?? 0) !== one.seen) return { day, ...changedSince<DayCounts>(there, nothing) };
      writtenDays.push({ ...one, openAnyway });
      change[day] = { before: there ? told(there) : null, after: blank ? null : told({ ...one.counted, openAnyway }) };
      return { day, outcome: 'saved', version: one.seen + 1 };
    });
    const savedMonths = months.map((one): SavedMonth => {
      const { month, nursery, primary } = one;
      const there = standing.months.get(month);
      if (locked.has(month)) return { month, outcome: 'locked' };
      if (!isCountedMonth(month, today)) return { month, outcome: 'no-such-month' };
      const asDay = { ...nothingCounted, nursery, primarySchool: primary };
      const fault = faultOf(asDay);
      if (fault) return { month, outcome: 'wrong', fault, counted: asDay };
      if ((there?.nursery ?? null) === nursery && (there?.primary ?? null) === primary)
        return { month, outcome: 'saved', version: there?.version ?? 0 };
      if ((there?.version ?? 0) !== one.seen)
        return { month, ...changedSince<EnrolledMonth>(there, { nursery: null, primary: null, version: 0 }) };
      writtenMonths.push(one);
      change[month] = { before: there ? inscribed(there) : null, after: inscribed(one) };
      return { month, outcome: 'saved', version: one.seen + 1 };
    });
    await write(trx, writer, writtenDays, writtenMonths);
    if (Object.keys(change).length > 0)
      await recordAudit(trx, {
        at,
        actorId: writer.userId,
        onBehalfOf: writer.bodyId,
        acr: writer.acr,
        event: 'update',
        subject: 'after-school-attendance',
        subjectId: facilityId,
        change,
      });
    return { days: savedDays, months: savedMonths };
  });
}

const nothing: DayCounts = { ...nothingCounted, openAnyway: false, origin: 'typed', version: 0 };

async function findStanding(
  trx: Database,
  facilityId: string,
  { days, months }: { days: readonly Day[]; months: readonly Month[] },
): Promise<{ days: Map<Day, StandingDay>; months: Map<Month, StandingMonth> }> {
  const by = trx.raw("u.first_name || ' ' || u.family_name as by");
  const dayRows = await trx('after_school_days as d')
    .leftJoin('users as u', 'u.id', 'd.changed_by')
    .where('d.facility_id', facilityId)
    .whereIn('d.day', days)
    .select<StandingDay[]>(
      ...['d.day', 'd.nursery', 'd.primary_school as primarySchool', 'd.together', 'd.positive', 'd.morning'],
      ...['d.open_anyway as openAnyway', 'd.origin', 'd.version', 'd.changed_at as at'],
      by,
    );
  const monthRows = await trx('after_school_months as m')
    .leftJoin('users as u', 'u.id', 'm.changed_by')
    .where('m.facility_id', facilityId)
    .whereIn('m.month', months)
    .select<StandingMonth[]>(
      ...[
        'm.month',
        'm.enrolled_nursery as nursery',
        'm.enrolled_primary as primary',
        'm.version',
        'm.changed_at as at',
      ],
      by,
    );
  return {
    days: new Map(dayRows.map((row) => [row.day, row])),
    months: new Map(monthRows.map((row) => [row.month, row])),
  };
}

const fields = ['nursery', 'primarySchool', 'together', 'positive', 'morning'] as const;
const sameCounts = (there: DayCounts, { counted, openAnyway }: Pick<DayWriting, 'counted' | 'openAnyway'>): boolean =>
  fields.every((field) => there[field] === counted[field]) && there.openAnyway === openAnyway;

function changedSince<Stands extends object>(
  there: (Stands & Standing) | undefined,
  otherwise: Stands,
): Outcome<Stands> & { outcome: 'changed' } {
  if (!there) return { outcome: 'changed', version: 0, stands: otherwise, by: null, at: 0 };
  const { by, at, ...stands } = there;
  return { outcome: 'changed', version: there.version, stands: stands as unknown as Stands, by, at };
}

async function write(
  trx: Database,
  { facilityId, userId, origin, at }: Writer,
  days: readonly DayWriting[],
  months: readonly MonthWriting[],
): Promise<void> {
  const by = { changed_by: userId, changed_at: instant(at) };
  if (days.length > 0)
    await trx('after_school_days')
      .insert(
        days.map(({ day, counted, openAnyway, seen }) => ({
          ...{ facility_id: facilityId, day, open_anyway: openAnyway, origin, version: seen + 1, ...by },
          ...{ nursery: counted.nursery, primary_school: counted.primarySchool, together: counted.together },
          ...{ positive: counted.positive, morning: counted.morning },
        })),
      )
      .onConflict(['facility_id', 'day'])
      .merge();
  if (months.length > 0)
    await trx('after_school_months')
      .insert(
        months.map(({ month, nursery, primary, seen }) => ({
          ...{ facility_id: facilityId, month, version: seen + 1, ...by },
          ...{ enrolled_nursery: nursery, enrolled_primary: primary },
        })),
      )
      .onConflict(['facility_id', 'month'])
      .merge();
}
