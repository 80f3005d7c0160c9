/**
 * What the places of Les Mercredis have counted, up to today: a year and more of L'Envol, with one day forgotten and more children one day than are
 * inscribed; the others up to date, but for La Cabane in September and Le Nid this month.
 */
import { monthsOfQuarter, budgetQuarterOf, nearestSeptember } from '../../../../domain/after-school/budget-year.ts';
import { notRequired, type PlaceCalendar } from '../../../../domain/after-school/required-days.ts';
import { startOfDay, type Day } from '../../../../domain/calendar.ts';
import { addDays, weekdayOf } from '../../../../domain/days.ts';
import { daysOfMonth, firstDayOfMonth, monthOf, monthsFurther, type Month } from '../../../../domain/quarter.ts';
import { findCalendars } from '../../../after-school/calendars.ts';
import { instant, type Database } from '../../../connect.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';

interface Counts {
  key: string;
  user: string;
  enrolled: readonly [nursery: number, primary: number];
  /** Monday to Friday. */
  usual: readonly (readonly [nursery: number, primary: number])[];
}
const usual = [
  [31, 44],
  [29, 46],
  [22, 30],
  [32, 46],
  [27, 38],
] as const;
const scaled = (factor: number) => usual.map(([a, b]) => [Math.round(a * factor), Math.round(b * factor)] as const);
const places: readonly Counts[] = [
  { key: 'envol', user: 'data-mercredis', enrolled: [46, 71], usual },
  { key: 'castors', user: 'admin-mercredis', enrolled: [24, 38], usual: scaled(0.5) },
  { key: 'nid', user: 'admin-mercredis', enrolled: [33, 52], usual: scaled(0.7) },
  { key: 'cabane', user: 'admin-mercredis', enrolled: [18, 29], usual: scaled(0.4) },
  { key: 'preau', user: 'admin-mercredis', enrolled: [15, 26], usual: scaled(0.35) },
];
const facilityOf = (key: string): string => stableId(`facility mercredis-${key}`);
/** The calendar of schools is known from then on. */
const from: Month = '2025-10';

/** Told once hours and agreements are there. */
export async function tellAfterSchoolAttendance(db: Database, { times }: { times: Times }): Promise<void> {
  const { today } = times;
  const ids = places.map(({ key }) => facilityOf(key));
  const friday = addDays(today, -(((weekdayOf(today) + 1) % 7) + 1));
  await db('exceptional_days').insert({
    ...{ id: stableId('closed envol'), facility_id: facilityOf('envol'), from_on: friday, until_on: friday },
    ...{ periods: '[]', reason: 'Journée pédagogique', ...written('admin-mercredis', addDays(friday, -21)) },
  });
  const calendars = await findCalendars(db, ids, firstDayOfMonth(from), today);
  const rows = places.flatMap((place) => daysOf(place, calendars.get(facilityOf(place.key))!, today));
  for (let at = 0; at < rows.length; at += 500) await db('after_school_days').insert(rows.slice(at, at + 500));
  const months: Month[] = [];
  for (let month = from; month <= monthOf(today); month = monthsFurther(month, 1)) months.push(month);
  await db('after_school_months').insert(
    places.flatMap(({ key, user, enrolled: [nursery, primary] }) =>
      months.map((month) => ({
        ...{ facility_id: facilityOf(key), month, enrolled_nursery: nursery, enrolled_primary: primary },
        ...written(user, firstDayOfMonth(month) > today ? today : firstDayOfMonth(month)),
      })),
    ),
  );
}

function daysOf({ key, user, usual: week }: Counts, calendar: PlaceCalendar, today: Day) {
  const months: Month[] = [];
  for (let month = from; month <= monthOf(today); month = monthsFurther(month, 1)) months.push(month);
  const required = months
    .flatMap((month) => daysOfMonth(month))
    .filter((day) => day < today && weekdayOf(day) <= 5 && !notRequired(day, calendar));
  const thisMonth = required.filter((day) => monthOf(day) === monthOf(today));
  const [last] = monthsOfQuarter(budgetQuarterOf(monthOf(addDays(firstDayOfMonth(monthOf(today)), -92)))).slice(-1);
  const left = (day: Day): boolean => {
    switch (key) {
      case 'envol':
        return day === thisMonth.at(-2);
      case 'nid':
        return thisMonth.slice(-6).includes(day);
      case 'cabane':
        return day.startsWith(nearestSeptember(last ?? monthOf(today))) && day.slice(8) >= '28';
      default:
        return false;
    }
  };
  return required
    .filter((day) => !left(day))
    .map((day) => {
      const [nursery, primary] = week[weekdayOf(day) - 1]!;
      const swing = (Number(day.slice(8)) * 7 + Number(day.slice(5, 7))) % 4;
      const isSlip = key === 'envol' && day === (thisMonth.at(-4) ?? '');
      return {
        ...{ facility_id: facilityOf(key), day, nursery: nursery + (swing % 3) - 1 },
        // Both digits the other way round.
        primary_school: isSlip ? 83 : primary + swing - 1,
        ...written(user, day),
      };
    });
}

const written = (user: string, day: Day) => ({
  changed_by: stableId(`user ${user}`),
  changed_at: instant(startOfDay(day) + 18 * 3_600_000),
});
