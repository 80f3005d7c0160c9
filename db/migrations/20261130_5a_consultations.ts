/** Consultations of doctors at a crèche, month by month, each with a version: what is being encoded. What was sent is the content of its act. */
import type { Knex } from 'knex';

const tables = `
create table consultations (
  id uuid primary key,
  facility_id uuid not null references facilities,
  month date not null check (extract(day from month) = 1),
  held_on date,
  from_minute int check (from_minute between 0 and 1439),
  to_minute int check (to_minute between 0 and 1439),
  collaboration_id uuid references doctor_collaborations,
  version int not null default 1,
  created_at timestamptz not null,
  updated_by uuid not null references users, updated_at timestamptz not null,
  removed_at timestamptz,
  signed_at timestamptz
);
create index consultations_of_month on consultations (facility_id, month, held_on, from_minute, id) where removed_at is null;
create index consultations_of_doctor on consultations (collaboration_id, held_on) where removed_at is null;
comment on table consultations is 'what is being encoded, whole or not; what was sent is the content of the act that sent it';
comment on column consultations.from_minute is 'minutes since midnight, as to_minute';
comment on column consultations.signed_at is 'sent with its month: written no more until ONE reopens the month, which empties this';
`;

export const up = (knex: Knex): Promise<void> => knex.raw(tables).then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop table consultations').then(() => undefined);
