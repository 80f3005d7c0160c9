import { Model, type QueryBuilder } from 'objection';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { CaseState, Parameters, Turn } from '../../workflows/procedure.ts';

/** A case as the fold of its acts. Written by `recordAct` alone; here it is read. */
export class Case extends Model {
  static override tableName = 'cases';
  declare id: string;
  declare slug: string;
  declare reference: string;
  declare kind: string;
  declare status: string;
  declare turn: Turn;
  declare organising_body_id: string | null;
  declare facility_id: string | null;
  declare facility_name: string;
  declare facility_kind: string;
  declare postcode: string;
  declare locality: string;
  declare administration: string | null;
  declare excluded_user_id: string | null;
  /** The secretariat of appeals has, or had, a task in it. */
  declare appealed: boolean;
  declare linked_case_id: string | null;
  declare opened_at: Instant;
  declare closed_at: Instant | null;
  declare status_since: Instant;
  declare due_on: Day | null;
  declare target_on: Day;
  declare clock_one_ms: number;
  declare clock_operator_ms: number;
  declare clock_since: Instant;
  declare act_number: number;
  declare moved_by: number;
  declare bell_seq: number;
  declare engine_seq: number;
  declare state: CaseState;
  declare parameters: Parameters;
  declare last_hash: Buffer;

  static override modifiers = {
    open(query: QueryBuilder<Case>) {
      void query.whereNull('cases.closed_at');
    },
    newestFirst(query: QueryBuilder<Case>) {
      void query.orderBy('cases.opened_at', 'desc');
    },
  };
}
