import { Model, type QueryBuilder } from 'objection';
import type { Day } from '../../domain/calendar.ts';
import type { Unit } from '../../domain/quantity.ts';

export type Source = 'document' | 'public' | 'assumption';

/**
 * One value of a parameter, from a day on. Its last day is the eve of the next value of the same code: nothing can overlap or be
 * left out. Read through the view `parameter_values`, which says that day; written by approved changes and migrations alone.
 */
export class Parameter extends Model {
  static override tableName = 'parameter_values';
  declare id: number;
  declare slug: string;
  declare code: string;
  declare label: string;
  declare value: number;
  declare unit: Unit;
  declare valid_from: Day;
  /** Null: until further notice. */
  declare valid_to: Day | null;
  declare source: Source;
  declare reference: string;

  static override modifiers = {
    inForce(query: QueryBuilder<Parameter>, day: Day) {
      void query
        .where('valid_from', '<=', day)
        .where((last) => last.whereNull('valid_to').orWhere('valid_to', '>=', day));
    },
    /** As they were entered: procedure by procedure, each code's values oldest first. */
    listed(query: QueryBuilder<Parameter>) {
      void query.orderByRaw("slug = 'shared', slug, min(id) over (partition by slug, code), valid_from");
    },
  };
}
