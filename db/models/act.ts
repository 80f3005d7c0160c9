import { Model, raw, type QueryBuilder } from 'objection';
import type { Instant } from '../../domain/calendar.ts';
import type { Role } from '../../workflows/procedure.ts';
import { User } from './user.ts';

class ActContent extends Model {
  static override tableName = 'act_contents';
  static override idColumn = ['case_id', 'number'];
}

/** One thing that happened to a case. Written by `recordAct` alone; here it is read. */
export class Act extends Model {
  static override tableName = 'acts';
  static override idColumn = ['case_id', 'number'];
  declare case_id: string;
  declare number: number;
  declare action: string;
  declare facts: Record<string, unknown>;
  declare at: Instant;
  declare status: string;
  declare actor_role: Role;
  declare actor_id: string | null;
  declare acr: number | null;
  declare hash: Buffer;
  declare deadline: string | null;
  /** Read by `told`. */
  declare content: Record<string, unknown> | null;
  declare erased: boolean;
  declare actor_name: string | null;

  static override relationMappings = () => ({
    content: {
      relation: Model.HasOneRelation,
      modelClass: ActContent,
      join: { from: ['acts.case_id', 'acts.number'], to: ['act_contents.case_id', 'act_contents.number'] },
    },
    actor: { relation: Model.BelongsToOneRelation, modelClass: User, join: { from: 'acts.actor_id', to: 'users.id' } },
  });

  static override modifiers = {
    /** With what was typed and who did it, first act first. */
    told(query: QueryBuilder<Act>) {
      void query
        .leftJoinRelated('[content, actor]')
        .orderBy('acts.number')
        .select(
          'acts.number',
          'acts.action',
          'acts.facts',
          'acts.at',
          'acts.status',
          'acts.actor_role',
          'acts.actor_id',
          'acts.acr',
          'acts.hash',
          'acts.deadline',
          'content.content',
          raw('content.erased_at is not null as erased'),
          raw("actor.first_name || ' ' || actor.family_name as actor_name"),
        );
    },
    /** With who did it and nothing of what was typed, first act first. */
    signed(query: QueryBuilder<Act>) {
      void query
        .leftJoinRelated('actor')
        .orderBy('acts.number')
        .select(
          'acts.number',
          'acts.action',
          'acts.at',
          'acts.status',
          'acts.actor_role',
          'acts.acr',
          raw("actor.first_name || ' ' || actor.family_name as actor_name"),
        );
    },
  };
}
