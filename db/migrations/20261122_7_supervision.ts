/** When an effect was last tried again, and the indexes that supervision and the history read. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table effects add column retried_at timestamptz;
create index cases_by_opening on cases (opened_at desc, id);
create index cases_by_closing on cases (closed_at) include (administration, clock_one_ms) where closed_at is not null;
create index tasks_by_closing on tasks (closed_at) include (administration, role, due_on) where closed_at is not null;
create index tasks_open_load on tasks (administration, role, assignee_id, due_on) where closed_at is null;
create index audit_by_event on audit (event, id);
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop index audit_by_event, tasks_open_load, tasks_by_closing, cases_by_closing, cases_by_opening;
alter table effects drop column retried_at;
`)
    .then(() => undefined);
