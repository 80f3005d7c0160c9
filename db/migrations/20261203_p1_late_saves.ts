/** A second version of a criterion is kept whole, and belongs to the page that it was written in. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table review_late_saves
  add as_objective boolean not null default false,
  add saved_page uuid;
comment on column review_late_saves.as_objective is 'of the operator: proposed for the plan of action';
comment on column review_late_saves.saved_page is 'the opened page that it came from: who types on there changes it, another page of theirs adds one';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('alter table review_late_saves drop as_objective, drop saved_page').then(() => undefined);
