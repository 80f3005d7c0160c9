/** The dossiers of agreements that are under way, in the order in which they wait for a session; the newest changes of hours. */
import type { Knex } from 'knex';

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(
    "create index cases_of_open_agreements on cases ((state -> 'data' ->> 'endsOn'), id) where slug = 'agreement-renewal' and closed_at is null",
  );
  await knex.raw('create index schedule_changes_newest on schedule_changes (changed_at desc, id desc)');
};

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index cases_of_open_agreements, schedule_changes_newest');
};
