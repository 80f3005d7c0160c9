/** Up to where a person has looked at a case, and when they last had one of its pages before them. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table case_looks (
  case_id uuid not null references cases,
  user_id uuid not null references users,
  act_number int not null,
  looked_at timestamptz,
  opened_at timestamptz not null,
  primary key (case_id, user_id)
) with (fillfactor = 80);
comment on column case_looks.act_number is 'the last act on the page of the case when it was looked at; 0 where only the form of an act was opened';
comment on column case_looks.looked_at is 'when the page of the case was last seen: what is filed later is new';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('case_looks');
