import { Model, raw, type QueryBuilder } from 'objection';
import type { Instant } from '../../domain/calendar.ts';

export class User extends Model {
  static override tableName = 'users';
  declare id: string;
  declare first_name: string;
  declare family_name: string;
  declare email: string;
  declare portal: 'pro' | 'office';
  declare deactivated_at: Instant | null;
  declare legacy_password_hash: string | null;
  /** Read by `named`. */
  declare name: string;

  static override modifiers = {
    named(query: QueryBuilder<User>) {
      void query.select('users.id', raw("users.first_name || ' ' || users.family_name as name"));
    },
    /** Agents see one another's names; those of operators are not looked up among them. */
    agents(query: QueryBuilder<User>) {
      void query.where('users.portal', 'office');
    },
  };
}
