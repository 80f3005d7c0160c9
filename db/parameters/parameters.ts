/** Delays, amounts, rates and thresholds: dated values with a unit and a source, of one procedure or shared by all. */
import type { Day } from '../../domain/calendar.ts';
import type { Parameters } from '../../workflows/procedure.ts';
import type { Database } from '../connect.ts';
import { Parameter } from '../models/parameter.ts';

/** The slug of what belongs to no single procedure. */
export const shared = 'shared';

/**
 * The values in force on a day: those of the procedure, and the shared ones (its own come before a shared one of the same code).
 * A case is given them once, when it opens, and keeps them; a calculation of amounts reads them as of the day that it is about.
 */
export async function parametersOn(db: Database, slug: string, day: Day): Promise<Parameters> {
  const rows = await Parameter.query(db)
    .modify('inForce', day)
    .whereIn('slug', [slug, shared])
    .orderByRaw('slug = ? desc', shared);
  return Object.fromEntries(rows.map(({ code, value, unit }) => [code, { value, unit }]));
}
