import { Model, raw, type QueryBuilder } from 'objection';
import type { Day } from '../../domain/calendar.ts';
import { User } from './user.ts';

class OrganisingBody extends Model {
  static override tableName = 'organising_bodies';
}

/** A place where children are received. */
export class Facility extends Model {
  static override tableName = 'facilities';
  declare id: string;
  declare name: string;
  declare kind: string;
  declare home: boolean;
  declare opening_hours: string;

  static override relationMappings = () => ({
    body: {
      relation: Model.BelongsToOneRelation,
      modelClass: OrganisingBody,
      join: { from: 'facilities.organising_body_id', to: 'organising_bodies.id' },
    },
    agents: {
      relation: Model.HasManyRelation,
      modelClass: FacilityAgent,
      join: { from: 'facilities.id', to: 'facility_agents.facility_id' },
    },
    versions: {
      relation: Model.HasManyRelation,
      modelClass: AuthorisationVersion,
      join: { from: 'facilities.id', to: 'authorisation_versions.facility_id' },
    },
  });

  static override modifiers = {
    withBody(query: QueryBuilder<Facility>) {
      void query
        .joinRelated('body')
        .select(
          'facilities.name',
          'facilities.kind',
          'facilities.home',
          'facilities.opening_hours',
          'body.name as body_name',
        );
    },
  };
}

/** The agents of ONE who follow a facility, one for each role. */
export class FacilityAgent extends Model {
  static override tableName = 'facility_agents';
  static override idColumn = ['facility_id', 'role'];
  declare facility_id: string;
  declare role: string;
  declare user_id: string;

  static override relationMappings = () => ({
    user: {
      relation: Model.BelongsToOneRelation,
      modelClass: User,
      join: { from: 'facility_agents.user_id', to: 'users.id' },
    },
  });

  static override modifiers = {
    named(query: QueryBuilder<FacilityAgent>) {
      void query
        .joinRelated('user')
        .orderBy('facility_agents.role')
        .select(
          'facility_agents.role',
          'facility_agents.user_id',
          'user.email',
          raw('"user".first_name || \' \' || "user".family_name as name'),
        );
    },
  };
}

/** The authorisation as it is from a day on; a later version never changes an earlier one. */
export class AuthorisationVersion extends Model {
  static override tableName = 'authorisation_versions';
  declare facility_id: string;
  declare status: string;
  declare street: string;
  declare number: string;
  declare box: string | null;
  declare postcode: string;
  declare locality: string;
  declare capacity: number;
  declare valid_from: Day;
  declare planned_end_on: Day | null;
  declare case_id: string | null;

  static override modifiers = {
    /** In force on a day: the newest of those that have begun. */
    on(query: QueryBuilder<AuthorisationVersion>, day: Day) {
      void query
        .where('valid_from', '<=', day)
        .orderBy([
          { column: 'valid_from', order: 'desc' },
          { column: 'created_at', order: 'desc' },
        ])
        .limit(1);
    },
  };
}
