/** Places of the tests that lack nothing for a quarter: agreed, and each day counted that is asked for. */
import { firstDayOfQuarter, lastDayOfQuarter, type BudgetQuarter } from '../../domain/after-school/budget-year.ts';
import type { Instant } from '../../domain/calendar.ts';
import { loadPlaces, type PlaceOfQuarter } from '../../db/aes-subsidy/places.ts';
import { instant, type Database } from '../../db/connect.ts';

interface Quarter {
  organisingBodyId: string;
  quarter: BudgetQuarter;
}
/** @param children of each day */
export async function makeReady(
  db: Database,
  facilityIds: readonly string[],
  { quarter, ...of }: Quarter,
  at: Instant,
  children = 12,
): Promise<PlaceOfQuarter[]> {
  const [from, to] = [firstDayOfQuarter(quarter), lastDayOfQuarter(quarter)];
  await db('aes_agreements')
    .insert(facilityIds.map((id) => ({ facility_id: id, from_on: from, to_on: to })))
    .onConflict(['facility_id', 'from_on'])
    .ignore();
  const places = (await loadPlaces(db, { ...of, quarter }, to)).filter(({ id }) => facilityIds.includes(id));
  const changed = { version: 1, changed_by: null, changed_at: instant(at) };
  await db('after_school_months')
    .insert(
      places.flatMap(({ id, standing }) =>
        standing.months.map(({ month }) => ({
          ...{ facility_id: id, month, enrolled_nursery: children, enrolled_primary: children },
          ...changed,
        })),
      ),
    )
    .onConflict(['facility_id', 'month'])
    .ignore();
  await db('after_school_days')
    .insert(
      places.flatMap(({ id, standing }) =>
        standing.months.flatMap(({ required }) =>
          required.map((day) => ({
            ...{ facility_id: id, day, nursery: Math.floor(children / 2), primary_school: Math.ceil(children / 2) },
            ...changed,
          })),
        ),
      ),
    )
    .onConflict(['facility_id', 'day'])
    .ignore();
  return loadPlaces(db, { ...of, quarter }, to);
}
