import { Model } from 'objection';
import type { Instant } from '../../domain/calendar.ts';

/** What the helpdesk writes often. */
export class CannedSentence extends Model {
  static override tableName = 'canned_sentences';
  declare id: string;
  declare title: string;
  declare text: string;
  declare version: number;
  declare written_at: Instant;
  declare retired_at: Instant | null;
}
