/** How long after their end the contents of cases are kept, by the parameter `erasure` of each procedure that erases them. */
import type { Day } from '../../domain/calendar.ts';
import type { Quantity } from '../../domain/quantity.ts';
import type { Database } from '../connect.ts';
import { Parameter } from '../models/parameter.ts';

/** By slug; a procedure without one erases nothing by itself. */
export type ErasureDelays = Readonly<Partial<Record<string, Quantity>>>;

export async function readErasureDelays(db: Database, day: Day): Promise<ErasureDelays> {
  const rows = await Parameter.query(db).modify('inForce', day).where({ code: 'erasure' });
  return Object.fromEntries(rows.map(({ slug, value, unit }) => [slug, { value, unit }]));
}
