import { Model } from 'objection';
import type { Instant } from '../../domain/calendar.ts';

/** A banner, and the communication that it is the head of. */
export class Communication extends Model {
  static override tableName = 'banners';
  declare id: string;
  declare kind: 'information' | 'warning' | 'news';
  declare title: string;
  declare text: string;
  declare href: string | null;
  declare link_text: string | null;
  declare portals: ('pro' | 'office')[];
  declare sectors: string[] | null;
  declare kinds: string[] | null;
  declare administrations: string[] | null;
  /** For a second person who publishes it. */
  declare waits: boolean;
  declare written_by: string | null;
  declare shown_from: Instant;
  declare shown_until: Instant;
  declare version: number;
}
