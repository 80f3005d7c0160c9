import { Model, type QueryBuilder } from 'objection';
import type { Instant } from '../../domain/calendar.ts';
import { Act } from './act.ts';
import { Case } from './case.ts';

/** That an act was told to a person. */
export class Notice extends Model {
  static override tableName = 'notices';
  static override idColumn = ['user_id', 'case_id', 'act_number'];
  declare user_id: string;
  declare case_id: string;
  declare act_number: number;
  declare created_at: Instant;
  declare read_at: Instant | null;
  /** Read by `told`. */
  declare slug: string;
  declare kind: string;
  declare period: string | null;
  declare reference: string;
  declare facility_name: string;
  declare action: string;

  static override relationMappings = () => ({
    cases: {
      relation: Model.BelongsToOneRelation,
      modelClass: Case,
      join: { from: 'notices.case_id', to: 'cases.id' },
    },
    act: {
      relation: Model.BelongsToOneRelation,
      modelClass: Act,
      join: { from: ['notices.case_id', 'notices.act_number'], to: ['acts.case_id', 'acts.number'] },
    },
  });

  static override modifiers = {
    /** With the act and the case they tell of, newest first. */
    told(query: QueryBuilder<Notice>) {
      void query
        .joinRelated('[cases, act]')
        .orderBy('notices.created_at', 'desc')
        .select(
          'notices.*',
          'cases.slug',
          'cases.kind',
          'cases.period',
          'cases.reference',
          'cases.facility_name',
          'act.action',
        );
    },
  };
}
