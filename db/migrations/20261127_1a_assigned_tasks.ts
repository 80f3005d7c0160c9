/**
 * Who has a task of a case on their desk is asked at each act that tells agents. Without this index every task that the case ever had is read
 * for it; few tasks stand open and assigned, so it holds little, and an act that opens a task for nobody in particular does not touch it.
 */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw('create index tasks_assigned_by_case on tasks (case_id) where closed_at is null and assignee_id is not null')
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop index tasks_assigned_by_case').then(() => undefined);
