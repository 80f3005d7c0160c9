/** The places that a software may touch. */
import type { Database } from '../connect.ts';

/** By name. */
export const listPlacesOf = (
  db: Database,
  ids: readonly string[],
): Promise<{ id: string; number: string; name: string; kind: string }[]> =>
  db('facilities')
    .whereIn('id', [...ids])
    .orderBy(['name', 'id'])
    .select('id', 'number', 'name', 'kind');
