/** The list of reviews under way begins with the earliest first day, without passing those that are over. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(
      "create index cases_of_open_reviews on cases ((state -> 'data' ->> 'firstDayOn'), id) where slug = 'functioning-review' and closed_at is null",
    )
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop index cases_of_open_reviews').then(() => undefined);
