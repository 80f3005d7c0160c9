/** A payment that the bank has refused leaves its file, and is not paid to the same account again by itself. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table payment_rejections (
  id uuid primary key default gen_random_uuid(),
  payment_id uuid not null references payments,
  file_id uuid not null references payment_files,
  account_id uuid not null,
  reason text not null,
  noted_by uuid not null references users, noted_at timestamptz not null,
  retried_by uuid references users, retried_at timestamptz,
  unique (payment_id, file_id)
);
create index payment_rejections_of_file on payment_rejections (file_id, noted_at);
comment on column payment_rejections.retried_at is 'somebody lets it be paid to the same account again: the bank has mended it';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop table payment_rejections').then(() => undefined);
