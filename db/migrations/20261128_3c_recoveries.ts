/** An organising body without any active administrator: who is to be named, on what evidence, and the second person who says yes. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table recoveries (
  id uuid primary key,
  organising_body_id uuid not null references organising_bodies,
  ticket_id uuid not null references contact_messages,
  letter text not null, letter_on date not null,
  called text not null, called_on date not null,
  first_name text not null, family_name text not null, email text not null,
  niss_hash bytea,
  consent_text_version text not null,
  status text not null default 'proposed' check (status in ('proposed', 'confirmed', 'refused', 'withdrawn', 'impossible')),
  proposed_by uuid not null references users,
  proposed_at timestamptz not null,
  decided_by uuid references users,
  decided_at timestamptz,
  check ((status = 'proposed') = (decided_at is null)),
  check (status = 'withdrawn' or decided_by is distinct from proposed_by),
  check (status = 'proposed' or niss_hash is null)
);
create unique index recoveries_one_open on recoveries (organising_body_id) where status = 'proposed';
create index recoveries_by_time on recoveries (proposed_at desc, id);
comment on column recoveries.niss_hash is 'keyed hash, while it waits for a second person; gone once it is answered';
comment on column recoveries.called is 'who was called back, at the number that ONE has';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop table recoveries').then(() => undefined);
