/** The list of an operator by state and by month, and its counts, without a walk over the cases of everybody. */
import type { Knex } from 'knex';

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
create index cases_of_pre_requests_by_status on cases (organising_body_id, status, opened_at desc, id desc) where slug = 'pre-request';
create index pre_requests_by_month on pre_requests (facility_id, month);
`);
};

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index cases_of_pre_requests_by_status; drop index pre_requests_by_month');
};
