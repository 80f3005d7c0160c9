/** Who is told of an act is found by index; an index of cases that no search reads any more (`cases_by_plain_name` is read) is paid for at no act. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create index grants_by_body on grants (organising_body_id) where organising_body_id is not null;
create index grants_of_supervisors on grants (administration) where role = 'supervisor';
drop index cases_by_name;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create index cases_by_name on cases using gin (facility_name gin_trgm_ops);
drop index grants_of_supervisors, grants_by_body;
`)
    .then(() => undefined);
