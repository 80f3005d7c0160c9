/** What an operator has received: of its body, not among all the payments there are. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw("create index payments_of_body on payments (organising_body_id, quarter) where kind in ('advance', 'bonus')")
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop index payments_of_body').then(() => undefined);
