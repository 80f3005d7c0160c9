/** The results of a call are proposed by one person and published by another, as long as the opinions are those that were proposed. */
import type { Knex } from 'knex';

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
alter table project_calls
  add column results_proposed_by uuid references users,
  add column results_proposed_at timestamptz,
  add column results_proposed_digest bytea,
  add constraint results_of_two_persons check (results_by is null or results_by is distinct from results_proposed_by),
  add constraint results_proposed_whole check ((results_proposed_at is null) = (results_proposed_digest is null));
comment on column project_calls.results_proposed_digest is 'SHA-256 of the files and the number of the last opinion of each, as they were proposed';
`);
};

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw(`
alter table project_calls
  drop constraint results_of_two_persons, drop constraint results_proposed_whole,
  drop column results_proposed_by, drop column results_proposed_at, drop column results_proposed_digest;
`);
};
