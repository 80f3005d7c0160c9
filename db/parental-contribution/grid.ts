/** The grid of the parents' contribution as it stands on a day, and the day of the next one that is known. */
import type { Day } from '../../domain/calendar.ts';
import type { Grid } from '../../domain/parental-contribution/simulate.ts';
import type { Database } from '../connect.ts';
import { Scale } from '../models/scale.ts';
import { datedScale } from '../parameters/scales.ts';
import { parametersOn, shared } from '../parameters/parameters.ts';

const scale = { slug: shared, code: 'participation' };

/** @returns undefined where no grid stands on that day */
export async function gridOn(db: Database, day: Day): Promise<{ grid: Grid; nextOn: Day | undefined } | undefined> {
  const [found, next, parameters] = await Promise.all([
    Scale.query(db).where(scale).modify('inForce', day).withGraphFetched('bands(upwards)').first(),
    Scale.query(db).where(scale).where('valid_from', '>', day).orderBy('valid_from').first(),
    parametersOn(db, 'parental-contribution', day),
  ]);
  if (!found) return undefined;
  const { validFrom, bands } = datedScale(found);
  const valueOf = (code: string): number => {
    const parameter = parameters[code];
    if (!parameter) throw new Error(`no parameter ${code} of the contribution on that day`);
    return parameter.value;
  };
  return {
    grid: {
      validFrom,
      bands: bands.map(({ from, value }) => ({ from, rate: value })),
      floor: valueOf('floor'),
      cap: valueOf('cap'),
      reduced: valueOf('reduced'),
      halfDay: valueOf('half-day'),
    },
    nextOn: next?.valid_from,
  };
}
