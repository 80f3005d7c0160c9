import { Model, raw, type QueryBuilder } from 'objection';
import type { Instant } from '../../domain/calendar.ts';
import type { BatchStatus } from '../batches/batch.ts';
import { User } from './user.ts';

/** Long work that is no case. Written by `db/batches/`; here it is read. */
export class BatchModel extends Model {
  static override tableName = 'batches';
  declare id: string;
  declare kind: string;
  declare parameters: Record<string, unknown>;
  declare reason: string | null;
  declare administration: string | null;
  declare asked_by: string | null;
  declare asker: string | null;
  declare at: Instant;
  declare status: BatchStatus;
  declare failure: string | null;
  declare total: number;
  declare done: number;
  declare failed: number;
  declare undone: number;
  declare kept: number;
  declare moved_at: Instant;
  declare ended_at: Instant | null;

  static override relationMappings = () => ({
    askedBy: {
      relation: Model.BelongsToOneRelation,
      modelClass: User,
      join: { from: 'batches.asked_by', to: 'users.id' },
    },
  });

  static override modifiers = {
    /** With the name of who asked for it. */
    told(query: QueryBuilder<BatchModel>) {
      void query
        .leftJoinRelated('askedBy')
        .select('batches.*', raw(`"askedBy".first_name || ' ' || "askedBy".family_name as asker`));
    },
  };
}
