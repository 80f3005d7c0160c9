/** What the days of after-school places are looked at with: their schedules and agreements, the calendar of schools and that of holidays. */
import type { PlaceCalendar } from '../../domain/after-school/required-days.ts';
import type { Day } from '../../domain/days.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { Database } from '../connect.ts';
import { Holiday, SchoolHoliday } from '../models/holiday.ts';
import { ExceptionalDay, OpeningHours } from '../models/opening-hours.ts';
import { findAgreed } from './agreed.ts';

/** By place, each that was asked for; five queries, whatever their number. */
export async function findCalendars(
  db: Database,
  facilityIds: readonly string[],
  from: Day,
  to: Day,
): Promise<ReadonlyMap<string, PlaceCalendar>> {
  // One after the other: where it is asked within a transaction, there is one connection.
  const agreed = await findAgreed(db, facilityIds, from, to);
  // Also those that began earlier: they may hold still.
  const hours = await OpeningHours.query(db)
    .whereIn('facility_id', [...facilityIds])
    .where('valid_from', '<=', to)
    .orderBy('valid_from')
    .select('facility_id', 'valid_from', 'week');
  const exceptional = await ExceptionalDay.query(db)
    .whereIn('facility_id', [...facilityIds])
    .where('from_on', '<=', to)
    .where('until_on', '>=', from)
    .orderBy(['from_on', 'id']);
  const holidays = await Holiday.query(db).whereBetween('day', [from, to]).whereNull('counts_until').orderBy('day');
  const schoolHolidays = await SchoolHoliday.query(db)
    .where('from_on', '<=', to)
    .where('to_on', '>=', from)
    .orderBy('from_on');
  const ofAll = {
    // No agreement says that it covers school holidays (hypothèse): a place opens on such a day anyway, and says so.
    agreedInHolidays: false,
    holidays: new Map(holidays.map(({ day, name, kind }) => [day, { name, kind }])),
    schoolHolidays: schoolHolidays.map(({ from_on, to_on, name }) => ({ from: from_on, to: to_on, name })),
  };
  const hoursOf = groupBy(hours, ({ facility_id: id }) => id);
  const exceptionalOf = groupBy(exceptional, ({ facility_id: id }) => id);
  return new Map(
    facilityIds.map((id) => [
      id,
      {
        ...ofAll,
        agreed: agreed.get(id) ?? [],
        hours: (hoursOf.get(id) ?? []).map(({ valid_from: validFrom, week }) => ({ validFrom, week })),
        exceptional: (exceptionalOf.get(id) ?? []).map(({ from_on, until_on, periods, reason }) => ({
          ...{ fromOn: from_on, untilOn: until_on },
          ...{ periods, reason },
        })),
      },
    ]),
  );
}
