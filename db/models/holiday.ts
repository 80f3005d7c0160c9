import { Model, raw, type QueryBuilder } from 'objection';
import type { Day } from '../../domain/calendar.ts';
import type { Source } from './parameter.ts';

/** A day off. Rows stay: one that was removed goes on counting for the delays that started before. */
export class Holiday extends Model {
  static override tableName = 'holidays';
  declare id: number;
  declare day: Day;
  declare name: string;
  /** A legal one moves deadlines; one of the community (27 September) only frees schools. */
  declare kind: 'legal' | 'community';
  declare source: Source;
  declare reference: string;
  declare counts_from: Day | null;
  declare counts_until: Day | null;

  static override modifiers = {
    ofYear(query: QueryBuilder<Holiday>, year: number) {
      void query.where(raw('extract(year from day)'), year).whereNull('counts_until').orderBy('day');
    },
  };
}

/** A period without school, first and last day included. Periods do not overlap. */
export class SchoolHoliday extends Model {
  static override tableName = 'school_holidays';
  declare id: string;
  declare from_on: Day;
  declare to_on: Day;
  declare name: string;
  declare source: Source;
  declare reference: string;

  static override modifiers = {
    /** Those with a day in the year. */
    ofYear(query: QueryBuilder<SchoolHoliday>, year: number) {
      void query
        .where('from_on', '<=', `${String(year)}-12-31`)
        .where('to_on', '>=', `${String(year)}-01-01`)
        .orderBy('from_on');
    },
  };
}
