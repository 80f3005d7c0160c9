import { Model } from 'objection';

/** The holder of one or more authorisations. */
export class OrganisingBody extends Model {
  static override tableName = 'organising_bodies';
  declare id: string;
  declare name: string;
  declare kind: string;
  declare enterprise_number: string | null;
  declare street: string;
  declare number: string;
  declare box: string | null;
  declare postcode: string;
  declare locality: string;
  declare email: string | null;
  declare phone: string | null;
}
