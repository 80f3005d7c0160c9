import { Model, type QueryBuilder } from 'objection';
import type { Day } from '../../domain/calendar.ts';

/** The authorisation as it is from a day on; a later version never changes an earlier one. */
export class AuthorisationVersion extends Model {
  static override tableName = 'authorisation_versions';
  declare id: string;
  declare facility_id: string;
  declare status:
    | 'authorised'
    | 'temporarily-moved'
    | 'suspended-voluntarily'
    | 'suspended'
    | 'ended-voluntarily'
    | 'withdrawn';
  declare street: string;
  declare number: string;
  declare box: string | null;
  declare postcode: string;
  declare locality: string;
  declare capacity: number;
  declare conditions: string | null;
  declare valid_from: Day;
  declare planned_end_on: Day | null;
  declare decided_on: Day;
  declare case_id: string | null;

  static override modifiers = {
    newestFirst(query: QueryBuilder<AuthorisationVersion>) {
      void query.orderBy([
        { column: 'valid_from', order: 'desc' },
        { column: 'created_at', order: 'desc' },
      ]);
    },
    /** Those that have begun on a day; the first, newest first, is the one in force. */
    begunOn(query: QueryBuilder<AuthorisationVersion>, day: Day) {
      void query.where('valid_from', '<=', day);
    },
  };
}
