/** A token is its author's: persons, the clock and procedures each have a space of their own; a case is opened once per token. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table acts add column author text not null generated always as (coalesce(actor_id::text, actor_role)) stored;
comment on column acts.author is 'whose token it is: the person, or else clock or procedure';
alter table acts drop constraint acts_case_id_token_key;
alter table acts add constraint acts_one_per_token unique (case_id, author, token);
create unique index acts_one_opening_per_token on acts (author, token) where number = 1;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop index acts_one_opening_per_token;
alter table acts drop constraint acts_one_per_token;
alter table acts add constraint acts_case_id_token_key unique (case_id, token);
alter table acts drop column author;
`)
    .then(() => undefined);
