/** What somebody was told of other hours is found by person, read or not: the list of notices shows both. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw('create index schedule_change_readers_by_user on schedule_change_readers (user_id, change_id)')
    .then(() => undefined);
export const down = (knex: Knex): Promise<void> =>
  knex.raw('drop index schedule_change_readers_by_user').then(() => undefined);
