/** Lists of the cases of one period, by the name of their facility: thousands of them. */
import type { Knex } from 'knex';

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(
    'create index cases_of_period on cases (slug, period, facility_name collate "fr-x-icu", id) where period is not null',
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index cases_of_period');
};
