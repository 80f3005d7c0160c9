/** Who holds a role of ONE in some administrations and is there today: for roles that nobody holds for one facility alone. */
import type { Day } from '../domain/calendar.ts';
import type { OfficeRole } from '../workflows/roles.ts';
import type { Database } from './connect.ts';

export interface Holder {
  name: string;
  email: string;
}
export const listHolders = async (
  db: Database,
  role: OfficeRole,
  administrations: readonly string[],
  today: Day,
): Promise<Holder[]> =>
  (
    await db.raw<{ rows: Holder[] }>(
      `select distinct u.first_name || ' ' || u.family_name as name, u.email
       from unnest(cast(:administrations as text[])) a (administration)
       cross join lateral holders(:role, a.administration, cast(:today as date)) h (id)
       join users u on u.id = h.id where not is_away(u.id, cast(:today as date)) order by 1 limit 3`,
      { role, administrations: [...administrations], today },
    )
  ).rows;
