import { Model } from 'objection';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Period, Week } from '../../domain/signaletique/opening-hours.ts';

/** The hours of a facility from a day on. */
export class OpeningHours extends Model {
  static override tableName = 'opening_hours';
  static override idColumn = ['facility_id', 'valid_from'];
  declare facility_id: string;
  declare valid_from: Day;
  declare week: Week;
  declare words: string | null;
  declare version: number;
  declare changed_by: string | null;
  declare changed_at: Instant;
}

/** Days on which a facility is closed, or opens otherwise. */
export class ExceptionalDay extends Model {
  static override tableName = 'exceptional_days';
  declare id: string;
  declare facility_id: string;
  declare from_on: Day;
  declare until_on: Day;
  declare periods: readonly Period[];
  declare reason: string;
  declare version: number;
  declare changed_by: string | null;
  declare changed_at: Instant;
}
