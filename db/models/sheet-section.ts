import { Model } from 'objection';
import type { Instant } from '../../domain/calendar.ts';

/** What a place or an organising body says of itself, in one section of its sheet. */
export class SheetSection extends Model {
  static override tableName = 'sheet_sections';
  static override idColumn = ['subject_kind', 'subject_id', 'section'];
  declare subject_kind: 'facility' | 'organising-body';
  declare subject_id: string;
  declare section: string;
  declare data: Record<string, unknown>;
  declare version: number;
  declare changed_by: string | null;
  declare changed_at: Instant;
}
