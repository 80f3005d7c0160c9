import { Model, type QueryBuilder } from 'objection';
import type { Day } from '../../domain/calendar.ts';
import type { Unit } from '../../domain/quantity.ts';
import type { Source } from './parameter.ts';

class ScaleBand extends Model {
  static override tableName = 'scale_bands';
  static override idColumn = ['scale_id', 'from_value'];
  declare from_value: number;
  declare value: number;

  static override modifiers = {
    upwards(query: QueryBuilder<ScaleBand>) {
      void query.orderBy('from_value');
    },
  };
}

/** A table of bands, from a day on; the next one of the same code replaces it. */
export class Scale extends Model {
  static override tableName = 'scales';
  declare id: number;
  declare slug: string;
  declare code: string;
  declare label: string;
  declare unit: Unit;
  declare value_unit: Unit;
  declare valid_from: Day;
  declare source: Source;
  declare reference: string;
  declare bands: ScaleBand[];

  static override modifiers = {
    /** The one of each code that stands on the day. */
    inForce(query: QueryBuilder<Scale>, day: Day) {
      void query
        .distinctOn('slug', 'code')
        .select('scales.*')
        .where('valid_from', '<=', day)
        .orderBy(['slug', 'code', { column: 'valid_from', order: 'desc' }]);
    },
  };

  static override relationMappings = () => ({
    bands: {
      relation: Model.HasManyRelation,
      modelClass: ScaleBand,
      join: { from: 'scales.id', to: 'scale_bands.scale_id' },
    },
  });
}
