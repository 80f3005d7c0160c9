/** The crèches whose attendance a person may encode or read: subsidised ones, and only those whose subsidies are theirs. */
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';

export interface Creche {
  id: string;
  name: string;
  organisingBodyId: string;
  /** Of the newest authorisation. */
  locality: string | null;
}

/** By name. */
export const listCreches = (db: Database, ability: Ability): Promise<Creche[]> => creches(db, ability).limit(500);

export const findCreche = async (db: Database, ability: Ability, id: string): Promise<Creche | undefined> =>
  (await creches(db, ability).where('facilities.id', id))[0];

const creches = (db: Database, ability: Ability) =>
  accessibleBy(db('facilities').where('facilities.kind', 'subsidised-creche'), ability, 'subsidies', 'Facility')
    .orderBy(['facilities.name', 'facilities.id'])
    .select<Creche[]>(
      'facilities.id',
      'facilities.name',
      'facilities.organising_body_id as organisingBodyId',
      db.raw(
        '(select v.locality from authorisation_versions v where v.facility_id = facilities.id order by v.valid_from desc, v.created_at desc limit 1) as locality',
      ),
    );
