/** The grid of the parents' contribution as it stands on a day, and the day of the next one that is known. */
import type { Day } from '../../domain/calendar.ts';
import type { Grid } from '../../domain/parental-contribution/simulate.ts';
import type { Database } from '../connect.ts';
import { Scale } from '../models/scale.ts';
import { datedScale } from '../parameters/scales.ts';
import { parametersOn, shared } from '../parameters/parameters.ts';

const scale = { slug: shared, code: 'participation' };

export interface StandingGrid {
  grid: Grid;
  nextOn: Day | undefined;
}

/** @returns undefined where no grid stands on that day, or not whole */
export async function gridOn(db: Database, day: Day): Promise<StandingGrid | undefined> {
  const [found, next, parameters] = await Promise.all([
    Scale.query(db).where(scale).modify('inForce', day).withGraphFetched('bands(upwards)').first(),
    Scale.query(db).where(scale).where('valid_from', '>', day).orderBy('valid_from').first(),
    parametersOn(db, 'parental-contribution', day),
  ]);
  const { floor, cap, reduced, 'half-day': halfDay } = parameters;
  if (!found || !floor || !cap || !reduced || !halfDay) return undefined;
  const { validFrom, bands } = datedScale(found);
  return {
    grid: {
      validFrom,
      bands: bands.map(({ from, value }) => ({ from, rate: value })),
      floor: floor.value,
      cap: cap.value,
      reduced: reduced.value,
      halfDay: halfDay.value,
    },
    nextOn: next?.valid_from,
  };
}
