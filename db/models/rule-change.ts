import { Model, raw, type QueryBuilder } from 'objection';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Source } from './parameter.ts';
import { User } from './user.ts';

export type Rule = 'parameter' | 'holiday' | 'school-holiday';
export type ChangeStatus = 'proposed' | 'approved' | 'refused' | 'withdrawn' | 'lapsed';

/** A change of a parameter or of a calendar, from the day it was asked for. Written by `db/parameters/` alone. */
export class RuleChange extends Model {
  static override tableName = 'rule_changes';
  declare id: string;
  declare rule: Rule;
  /** `slug/code` of a parameter, the day of a holiday, the first day of a school holiday. */
  declare key: string;
  declare effect: 'set' | 'add' | 'remove';
  declare from_on: Day;
  declare to_on: Day | null;
  /** Of a parameter that is set. */
  declare value: number | null;
  /** Of a holiday. */
  declare name: string | null;
  declare formerly: string | null;
  declare source: Source | null;
  declare reference: string;
  declare reason: string;
  declare proposed_by: string;
  declare proposed_at: Instant;
  /** What was written; a change that nobody confirmed in time is still `proposed` there: see `statusOn`. */
  declare status: ChangeStatus;
  declare decided_by: string | null;
  declare decided_at: Instant | null;
  declare decision_reason: string | null;
  /** With `told`: who asked for it and who decided. */
  declare proposer: string;
  declare decider: string | null;

  static override relationMappings = () => ({
    proposing: {
      relation: Model.BelongsToOneRelation,
      modelClass: User,
      join: { from: 'rule_changes.proposed_by', to: 'users.id' },
    },
    deciding: {
      relation: Model.BelongsToOneRelation,
      modelClass: User,
      join: { from: 'rule_changes.decided_by', to: 'users.id' },
    },
  });

  static override modifiers = {
    /** With the names, newest first. */
    told(query: QueryBuilder<RuleChange>) {
      void query
        .leftJoinRelated('[proposing, deciding]')
        .orderBy('rule_changes.proposed_at', 'desc')
        .select(
          'rule_changes.*',
          raw("proposing.first_name || ' ' || proposing.family_name as proposer"),
          raw("deciding.first_name || ' ' || deciding.family_name as decider"),
        );
    },
    /** Those that can still be confirmed, `first` being the first day on which a change may count. */
    waiting(query: QueryBuilder<RuleChange>, first: Day) {
      void query.where('rule_changes.status', 'proposed').where('rule_changes.from_on', '>=', first);
    },
    answered(query: QueryBuilder<RuleChange>, first: Day) {
      void query.where((either) =>
        either.whereNot('rule_changes.status', 'proposed').orWhere('rule_changes.from_on', '<', first),
      );
    },
  };

  /** Nobody confirmed it by the eve: it has lapsed, whether or not a row says so. */
  statusOn(first: Day): ChangeStatus {
    return this.status === 'proposed' && this.from_on < first ? 'lapsed' : this.status;
  }
}
