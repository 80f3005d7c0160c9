/** The organising bodies that a person acts for, each with the facilities that are open to them. */
import { accessibleBy } from './access/sql-filter.ts';
import type { Viewer } from './access/viewer.ts';
import type { Database } from './connect.ts';
import { Facility } from './models/facility.ts';
import { OrganisingBody } from './models/organising-body.ts';

/** In alphabetical order; of those whose grant holds today. */
export async function listOrganisingBodies(
  db: Database,
  { grants, ability }: Viewer,
): Promise<{ body: OrganisingBody; facilities: Facility[] }[]> {
  const ids = [...new Set(grants.flatMap(({ organisingBodyId }) => organisingBodyId ?? []))];
  const [bodies, facilities] = await Promise.all([
    OrganisingBody.query(db).findByIds(ids).orderBy('name'),
    accessibleBy(Facility.query(db), ability, 'read', 'Facility')
      .whereIn('organising_body_id', ids)
      .orderBy(['name', 'id'])
      .limit(500),
  ]);
  return bodies.map((body) => ({
    body,
    facilities: facilities.filter(({ organising_body_id }) => organising_body_id === body.id),
  }));
}

/** Undefined where the reader may not see it. */
export async function findBodyName(db: Database, ability: Viewer['ability'], id: string): Promise<string | undefined> {
  const row = (await accessibleBy(db('organising_bodies').where({ id }), ability, 'read', 'OrganisingBody').first(
    'name',
  )) as { name: string } | undefined;
  return row?.name;
}
