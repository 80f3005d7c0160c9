import { Model } from 'objection';
import type { Day, Instant } from '../../domain/calendar.ts';

/** What ONE invites operators to. */
export class Invitation extends Model {
  static override tableName = 'invitations';
  declare id: string;
  declare kind: 'session' | 'survey' | 'user-test';
  declare title: string;
  declare text: string;
  declare place: string | null;
  declare held_on: Day | null;
  declare from_hour: string | null;
  declare to_hour: string | null;
  declare register_until: Day;
  declare seats: number | null;
  declare sectors: string[] | null;
  declare kinds: string[] | null;
  declare administrations: string[] | null;
  declare version: number;
  declare cancelled_at: Instant | null;
  declare cancelled_reason: string | null;
}
