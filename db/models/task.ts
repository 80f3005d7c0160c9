import { Model, raw, type QueryBuilder } from 'objection';
import type { Day } from '../../domain/calendar.ts';
import { User } from './user.ts';

/** An act that somebody is expected to do: a row of an inbox. */
export class Task extends Model {
  static override tableName = 'tasks';
  declare id: string;
  declare case_id: string;
  declare action: string;
  declare role: string;
  declare due_on: Day;
  declare assignee_id: string | null;

  static override relationMappings = () => ({
    assignee: {
      relation: Model.BelongsToOneRelation,
      modelClass: User,
      join: { from: 'tasks.assignee_id', to: 'users.id' },
    },
  });

  static override modifiers = {
    /** Open ones with who has them, the most pressing first. */
    open(query: QueryBuilder<Task>) {
      void query
        .leftJoinRelated('assignee')
        .whereNull('tasks.closed_at')
        .orderBy('tasks.due_on')
        .select(
          'tasks.id',
          'tasks.action',
          'tasks.role',
          'tasks.due_on',
          'tasks.assignee_id',
          raw("assignee.first_name || ' ' || assignee.family_name as assignee"),
        );
    },
  };
}
