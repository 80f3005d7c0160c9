/** Scales: tables of bands with validity, such as a grid of participation by income. */
import type { Day } from '../../domain/calendar.ts';
import type { Unit } from '../../domain/quantity.ts';
import type { Database } from '../connect.ts';
import { Scale } from '../models/scale.ts';
import { shared } from './parameters.ts';

export interface Band {
  from: number;
  /** No part of the band; null: without end. */
  to: number | null;
  value: number;
}
export interface DatedScale {
  label: string;
  /** Of `from` and `to`; `valueUnit` is that of the values. */
  unit: Unit;
  valueUnit: Unit;
  validFrom: Day;
  source: Scale['source'];
  reference: string;
  /** The lowest first, each beginning where the one before it ends. */
  bands: Band[];
}

/**
 * The scale as it stands on a day. Calculations read it as of the day that they are about, not as of the day a case began.
 * @throws when there is none on that day
 */
export async function scaleOn(db: Database, code: string, day: Day, slug = shared): Promise<DatedScale> {
  const scale = await Scale.query(db)
    .where({ slug, code })
    .modify('inForce', day)
    .withGraphFetched('bands(upwards)')
    .first();
  if (!scale) throw new Error(`no scale ${code} on that day`);
  return datedScale(scale);
}

export const datedScale = (scale: Scale): DatedScale => ({
  label: scale.label,
  unit: scale.unit,
  valueUnit: scale.value_unit,
  validFrom: scale.valid_from,
  source: scale.source,
  reference: scale.reference,
  bands: scale.bands.map(({ from_value: from, value }, index) => ({
    from,
    to: scale.bands[index + 1]?.from_value ?? null,
    value,
  })),
});
