/** The organising bodies whose sheet is open to a person. Who is her own body has one sheet: that of her place. */
import type { AddressRow } from '../../domain/address.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';

export interface BodyRow extends AddressRow {
  id: string;
  name: string;
  /** Of a natural person with one place: its sheet tells all. */
  facilityId: string | null;
}

export const listBodies = (db: Database, ability: Ability): Promise<BodyRow[]> =>
  accessibleBy(db('organising_bodies'), ability, 'sheet', 'OrganisingBody')
    .orderBy(['name', 'id'])
    .limit(200)
    .select('id', 'name', 'street', 'number', 'box', 'postcode', 'locality', {
      facilityId: db.raw(`(select cast(min(cast(f.id as text)) as uuid) from facilities f
        where organising_bodies.kind = 'natural-person' and f.organising_body_id = organising_bodies.id having count(*) = 1)`),
    }) as Promise<BodyRow[]>;
