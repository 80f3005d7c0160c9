/** Facilities with an authorisation in force, each for itself. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { administrationOf } from '../../domain/postcodes.ts';

/** @returns the facility's id */
export async function makeFacility(
  db: Database,
  { postcode = '5300', locality = 'Andenne', home = false, capacity = 30 } = {},
): Promise<string> {
  const [bodyId, facilityId] = [randomUUID(), randomUUID()];
  await db('organising_bodies').insert({
    id: bodyId,
    name: 'ASBL « Les Essais »',
    kind: 'asbl',
    street: 'Rue du Moulin',
    number: '1',
    postcode,
    locality,
  });
  await db('facilities').insert({
    id: facilityId,
    organising_body_id: bodyId,
    number: facilityId,
    name: 'Crèche des Essais',
    kind: home ? 'childminder' : 'creche',
    home,
    administration: administrationOf(postcode),
  });
  await db('authorisation_versions').insert({
    facility_id: facilityId,
    status: 'authorised',
    street: 'Rue du Moulin',
    number: '1',
    postcode,
    locality,
    capacity,
    valid_from: '2020-01-01',
    decided_on: '2019-12-01',
  });
  return facilityId;
}
