import { Model, type QueryBuilder } from 'objection';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Priority } from '../../domain/functioning-review/plan.ts';

class PlanRow extends Model {
  declare id: string;
  declare case_id: string;
  declare position: number;
  declare version: number;
  declare updated_by: string | null;
  declare updated_at: Instant;
  declare removed_at: Instant | null;

  static override modifiers = {
    standing(query: QueryBuilder<PlanRow>) {
      void query.whereNull('removed_at').orderBy(['position', 'id']);
    },
  };
}

/** An action of an objective. */
export class ReviewAction extends PlanRow {
  static override tableName = 'review_actions';
  declare objective_id: string;
  declare what: string;
  declare who: string;
  declare resources: string;
  declare starts_on: Day | null;
  declare ends_on: Day | null;
}

/** An objective of the plan of a bilan, as it is being written. */
export class ReviewObjective extends PlanRow {
  static override tableName = 'review_objectives';
  declare domain: string;
  declare criterion: string;
  declare wording: string;
  declare indicator: string;
  declare priority: Priority | null;
  declare due_on: Day | null;
  declare who: string;
  declare answer: string;
  declare answer_round: number;
  /** Fetched as a graph. */
  declare actions?: ReviewAction[];

  static override relationMappings = () => ({
    actions: {
      relation: Model.HasManyRelation,
      modelClass: ReviewAction,
      join: { from: 'review_objectives.id', to: 'review_actions.objective_id' },
    },
  });
}
