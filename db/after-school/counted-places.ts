/** The after-school places whose attendance a person encodes, or reads at ONE. */
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';

export interface CountedPlace {
  id: string;
  name: string;
  number: string;
  organisingBodyId: string;
  bodyName: string;
  /** Of the newest authorisation: « chemin du Bois 4 », « 5100 », « Jambes ». */
  street: string | null;
  postcode: string | null;
  locality: string | null;
}

/** By name. @param bodyId only those of a body */
export const listCountedPlaces = (db: Database, ability: Ability, bodyId?: string): Promise<CountedPlace[]> =>
  places(db, ability)
    .where(bodyId === undefined ? {} : { 'facilities.organising_body_id': bodyId })
    .orderBy(['facilities.name', 'facilities.id'])
    .limit(500);

/** Undefined where there is none, or not for these eyes. */
export const findCountedPlace = async (db: Database, ability: Ability, id: string): Promise<CountedPlace | undefined> =>
  (await places(db, ability).where('facilities.id', id))[0];

const places = (db: Database, ability: Ability) =>
  accessibleBy(db('facilities').where('facilities.kind', 'after-school-1'), ability, 'aes-1', 'Facility')
    .join('organising_bodies as body', 'body.id', 'facilities.organising_body_id')
    .joinRaw(
      `left join lateral (select concat_ws(' ', v.street, v.number) as street, v.postcode, v.locality from authorisation_versions v
         where v.facility_id = facilities.id order by v.valid_from desc, v.created_at desc limit 1) as place on true`,
    )
    .select<CountedPlace[]>(
      ...['facilities.id', 'facilities.name', 'facilities.number'],
      'facilities.organising_body_id as organisingBodyId',
      'body.name as bodyName',
      ...['place.street', 'place.postcode', 'place.locality'],
    );
