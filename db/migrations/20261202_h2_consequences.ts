/** What a decision has touched beside the authorisation, as it was done on its day; what a return gave back; who has read of it. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table consequences (
  case_id uuid not null references cases, act_number int not null, position smallint not null,
  facility_id uuid not null references facilities,
  told jsonb not null,
  kept jsonb,
  done_at timestamptz not null,
  back_at timestamptz, back_by uuid references cases,
  back text check (back in ('given-back', 'changed-since')),
  primary key (case_id, act_number, position),
  check ((back is null) = (back_at is null))
);
create index consequences_by_facility on consequences (facility_id, done_at desc);
create index consequences_by_return on consequences (back_by) where back_by is not null;
comment on column consequences.told is 'codes, days and numbers: the line as it was shown before the decision';
comment on column consequences.kept is 'of what was written by itself: as it stood before, and as it was left; a return compares and gives back';

create table consequences_read (
  case_id uuid not null references cases,
  side text not null check (side in ('operator', 'one')),
  user_id uuid not null references users,
  at timestamptz not null,
  primary key (case_id, side)
);
comment on table consequences_read is 'who has ticked, for the operator and for ONE, that they know what the decision has touched';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('drop table consequences_read, consequences').then(() => undefined);
