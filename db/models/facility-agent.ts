import { Model, raw, type QueryBuilder } from 'objection';
import { User } from './user.ts';

/** The agents of ONE who follow a facility, one for each role. */
export class FacilityAgent extends Model {
  static override tableName = 'facility_agents';
  static override idColumn = ['facility_id', 'role'];
  declare facility_id: string;
  declare role: string;
  declare user_id: string;
  /** Read by `named`. */
  declare name: string;
  declare email: string;

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
          'facility_agents.facility_id',
          'facility_agents.role',
          'facility_agents.user_id',
          'user.email',
          raw('"user".first_name || \' \' || "user".family_name as name'),
        );
    },
    /** Those who still work at ONE; with `named`. */
    present(query: QueryBuilder<FacilityAgent>) {
      void query.whereNull('user.deactivated_at');
    },
  };
}
