/** What ONE asks to correct stands with each month that it opens again, so that it is read where the numbers are. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(
      `alter table after_school_reopened add column question text;
comment on column after_school_reopened.question is 'what is to be corrected there, in the words of ONE; gone once the month is closed: the act keeps it';`,
    )
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('alter table after_school_reopened drop column question').then(() => undefined);
