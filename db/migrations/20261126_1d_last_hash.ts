/** The hash of a case's last act stands on the case: who has read the case has all that the next act needs. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table cases add column last_hash bytea;
update cases set last_hash = acts.hash from acts where acts.case_id = cases.id and acts.number = cases.act_number;
comment on column cases.last_hash is 'of the act numbered act_number; npm run verify-acts compares it';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('alter table cases drop column last_hash').then(() => undefined);
