import { Model, type QueryBuilder } from 'objection';
import type { Day } from '../../domain/calendar.ts';
import { AuthorisationVersion } from './authorisation-version.ts';
import { OrganisingBody } from './organising-body.ts';

/** A place where children are received. */
export class Facility extends Model {
  static override tableName = 'facilities';
  declare id: string;
  declare organising_body_id: string;
  declare administration: string;
  declare number: string;
  declare name: string;
  declare kind: string;
  declare home: boolean;
  declare opening_hours: string;
  declare phone: string | null;
  declare email: string | null;
  declare closed_on: Day | null;
  /** Of natural persons: parents see nothing of the place. */
  declare publication_refused: boolean;
  /** Of a home: parents see its street, and not its locality alone. */
  declare address_shown: boolean;
  /** Read by `withBody`. */
  declare body_name: string;
  declare body_kind: string;
  /** Fetched as a graph. */
  declare body?: OrganisingBody;
  declare versions?: AuthorisationVersion[];

  static override relationMappings = () => ({
    body: {
      relation: Model.BelongsToOneRelation,
      modelClass: OrganisingBody,
      join: { from: 'facilities.organising_body_id', to: 'organising_bodies.id' },
    },
    versions: {
      relation: Model.HasManyRelation,
      modelClass: AuthorisationVersion,
      join: { from: 'facilities.id', to: 'authorisation_versions.facility_id' },
    },
  });

  static override modifiers = {
    withBody(query: QueryBuilder<Facility>) {
      void query.joinRelated('body').select('facilities.*', 'body.name as body_name', 'body.kind as body_kind');
    },
  };
}
