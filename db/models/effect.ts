import { Model, type QueryBuilder } from 'objection';
import type { Instant } from '../../domain/calendar.ts';

/** What an act sets going: a letter, a mail, a new version of an authorisation. */
export class Effect extends Model {
  static override tableName = 'effects';
  static override idColumn = ['case_id', 'act_number', 'effect'];
  declare case_id: string;
  declare act_number: number;
  declare effect: string;
  declare status: 'pending' | 'done' | 'failed';
  declare attempts: number;
  /** Code of the last failure. */
  declare failure: string | null;
  declare created_at: Instant;
  declare done_at: Instant | null;
  declare retried_at: Instant | null;

  static override modifiers = {
    notDone(query: QueryBuilder<Effect>) {
      void query.whereNot('status', 'done').select('act_number', 'effect', 'status');
    },
  };
}
