/** The places of a body, for which rights are given. */
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { Facility } from '../models/facility.ts';

/** By name; those that are closed are left out: there is nothing to give there. */
export const listPlaces = async (db: Database, { ability }: Viewer, bodyId: string): Promise<Facility[]> =>
  accessibleBy(Facility.query(db), ability, 'read', 'Facility')
    .where('organising_body_id', bodyId)
    .whereNull('closed_on')
    .orderBy(['name', 'id'])
    .limit(500);
