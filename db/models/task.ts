import { Model, raw, type QueryBuilder, type RawBuilder } from 'objection';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { Role, Turn } from '../../workflows/procedure.ts';
import { Case } from './case.ts';
import { User } from './user.ts';

/**
 * Somebody else has acted since the reader had a page of the case open or acted there.
 * Where they never did, all of it is new, unless a colleague has the task or the operator.
 */
const newTo = (reader: string): RawBuilder =>
  raw(
    `coalesce(
      (select coalesce(max(other.at) filter (where other.actor_id is distinct from :reader), '-infinity') >
          greatest((select opened_at from case_looks l where l.case_id = tasks.case_id and l.user_id = :reader),
            max(other.at) filter (where other.actor_id = :reader))
        from acts other where other.case_id = tasks.case_id),
      coalesce(tasks.assignee_id = :reader, tasks.role <> 'operator')) as is_new`,
    { reader },
  );

/** An act that somebody is expected to do: a row of an inbox. */
export class Task extends Model {
  static override tableName = 'tasks';
  declare id: string;
  declare case_id: string;
  declare slug: string;
  declare kind: string;
  declare action: string;
  declare role: Role;
  declare reference: string;
  declare facility_name: string;
  declare postcode: string;
  declare locality: string;
  declare organising_body_id: string | null;
  declare facility_id: string | null;
  declare administration: string | null;
  declare excluded_user_id: string | null;
  declare assignee_id: string | null;
  declare opened_at: Instant;
  declare due_on: Day;
  declare closed_at: Instant | null;
  /** Who had it before: away, and somebody does it instead; or has left, or lost the role. */
  declare former_id: string | null;
  declare former_why: 'absent' | 'left' | null;
  /** The name of who has it: read by `open` and `held`. */
  declare assignee: string | null;
  /** Of the case, and of who has it: read by `listed`. */
  declare period: string | null;
  declare turn: Turn;
  declare clock_one_ms: number;
  declare clock_since: Instant;
  declare assignee_first_name: string | null;
  declare assignee_family_name: string | null;
  /** Something happened since the reader last had the case open, or acted on it. */
  declare is_new: boolean;
  declare former_first_name: string | null;
  declare former_family_name: string | null;
  /** Who replaces who has it, while they are away. */
  declare substitute_first_name: string | null;
  declare substitute_family_name: string | null;

  static override relationMappings = () => ({
    case: {
      relation: Model.BelongsToOneRelation,
      modelClass: Case,
      join: { from: 'tasks.case_id', to: 'cases.id' },
    },
    assignedTo: {
      relation: Model.BelongsToOneRelation,
      modelClass: User,
      join: { from: 'tasks.assignee_id', to: 'users.id' },
    },
    former: {
      relation: Model.BelongsToOneRelation,
      modelClass: User,
      join: { from: 'tasks.former_id', to: 'users.id' },
    },
  });

  static override modifiers = {
    /** Open ones with who has them, the most pressing first. */
    open(query: QueryBuilder<Task>) {
      void query
        .modify('held')
        .whereNull('tasks.closed_at')
        .orderBy('tasks.due_on')
        .select('tasks.id', 'tasks.action', 'tasks.role', 'tasks.due_on', 'tasks.assignee_id');
    },
    /** With the name of who has it. */
    held(query: QueryBuilder<Task>) {
      void query
        .leftJoinRelated('assignedTo')
        .select(raw(`"assignedTo".first_name || ' ' || "assignedTo".family_name as assignee`));
    },
    /** As a row of an inbox: with the turn and the clock of its case, who has it or had it, and whether it is new to its reader. */
    listed(query: QueryBuilder<Task>, reader: unknown, today: Day) {
      void query
        .joinRelated('case')
        .leftJoinRelated('[assignedTo, former]')
        .joinRaw(
          `left join lateral (select s.first_name, s.family_name from absences a join users s on s.id = a.substitute_id
            where a.user_id = tasks.assignee_id and a.cancelled_at is null and ? between a.from_on and a.to_on limit 1) substitute on true`,
          [today],
        )
        .select(
          newTo(String(reader)),
          'tasks.*',
          'case.period',
          'case.turn',
          'case.clock_one_ms',
          'case.clock_since',
          'assignedTo.first_name as assignee_first_name',
          'assignedTo.family_name as assignee_family_name',
          'former.first_name as former_first_name',
          'former.family_name as former_family_name',
          'substitute.first_name as substitute_first_name',
          'substitute.family_name as substitute_family_name',
        );
    },
  };
}
