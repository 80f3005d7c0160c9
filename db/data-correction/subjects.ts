/** The place or the organising body that a correction is asked for, as rights see it. */
import { administrationOf } from '../../domain/postcodes.ts';
import type { AddressRow } from '../../domain/address.ts';
import type { Database } from '../connect.ts';

export interface BodyToCorrect extends AddressRow {
  id: string;
  name: string;
  kind: string;
  /** Of ONE, that follows it: of most of its open places, else of its seat. */
  administration: string;
  /** A place that is authorised at the very address of the seat: a childminder's home. */
  atSeat: boolean;
}

export async function findBodyToCorrect(db: Database, id: string, today: string): Promise<BodyToCorrect | undefined> {
  const row = await db('organising_bodies as b')
    .where('b.id', id)
    .first<(Omit<BodyToCorrect, 'administration'> & { most: string | null }) | undefined>(
      'b.id',
      'b.name',
      'b.kind',
      'b.street',
      'b.number',
      'b.box',
      'b.postcode',
      'b.locality',
      db.raw(`(select f.administration from facilities f where f.organising_body_id = b.id and f.closed_on is null
        group by f.administration order by count(*) desc, f.administration limit 1) as most`),
      db.raw(
        `b.kind = 'natural-person' and exists (select from facilities f
          cross join lateral (select street, number, box, postcode from authorisation_versions where facility_id = f.id and valid_from <= ?
            order by valid_from desc, created_at desc limit 1) v
          where f.organising_body_id = b.id and f.closed_on is null and v.street = b.street and v.number = b.number
            and v.box is not distinct from b.box and v.postcode = b.postcode) as "atSeat"`,
        [today],
      ),
    );
  if (!row) return undefined;
  const { most, ...body } = row;
  return { ...body, administration: most ?? administrationOf(body.postcode) ?? 'bruxelles' };
}
