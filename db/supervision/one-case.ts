/** One case as supervision sees it: every act with its actor, every effect, what comes. No word that a person typed. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { CaseState, Role, Turn } from '../../workflows/procedure.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';

export interface SupervisedCase {
  row: {
    id: string;
    slug: string;
    kind: string;
    reference: string;
    status: string;
    turn: Turn;
    facility_id: string;
    facility_name: string;
    postcode: string;
    locality: string;
    administration: string;
    organising_body_id: string;
    excluded_user_id: string | null;
    opened_at: Instant;
    closed_at: Instant | null;
    due_on: Day | null;
    target_on: Day;
    act_number: number;
    bell_seq: number;
    engine_seq: number;
    clock_one_ms: number;
    clock_operator_ms: number;
    clock_since: Instant;
    state: CaseState;
  };
  acts: {
    number: number;
    action: string;
    at: Instant;
    status: string;
    actor_role: Role;
    acr: number | null;
    actor: string | null;
  }[];
  effects: {
    number: number;
    effect: string;
    status: 'pending' | 'done' | 'failed';
    attempts: number;
    failure: string | null;
    created_at: Instant;
    done_at: Instant | null;
    retried_at: Instant | null;
  }[];
  tasks: { action: string; role: Role; due_on: Day; assignee: string | null }[];
}

/** Undefined when there is none, or not where the viewer supervises. */
export async function findSupervisedCase(
  db: Database,
  { ability }: Viewer,
  id: string,
): Promise<SupervisedCase | undefined> {
  const row = (await accessibleBy(db('cases').where('cases.id', id), ability, 'supervise', 'Case').first('cases.*')) as
    | SupervisedCase['row']
    | undefined;
  if (!row) return undefined;
  const nameOf = db.raw("users.first_name || ' ' || users.family_name");
  const [acts, effects, tasks]: [unknown[], unknown[], unknown[]] = await Promise.all([
    db('acts')
      .leftJoin('users', 'users.id', 'acts.actor_id')
      .where('acts.case_id', id)
      .orderBy('acts.number')
      .select('acts.number', 'acts.action', 'acts.at', 'acts.status', 'acts.actor_role', 'acts.acr', { actor: nameOf }),
    db('effects').where({ case_id: id }).orderBy(['act_number', 'effect']).select('*', { number: 'act_number' }),
    db('tasks')
      .leftJoin('users', 'users.id', 'tasks.assignee_id')
      .where('tasks.case_id', id)
      .whereNull('tasks.closed_at')
      .orderBy('tasks.due_on')
      .select('tasks.action', 'tasks.role', 'tasks.due_on', { assignee: nameOf }),
  ]);
  return { row, acts, effects, tasks } as SupervisedCase;
}
