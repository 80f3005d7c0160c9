/** The sweep of each minute finds the cases whose hour has passed without anybody seeing it. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw('create index cases_waking on cases (wake_at) where wake_at is not null and closed_at is null')
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop index cases_waking').then(() => undefined);
