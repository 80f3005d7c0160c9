/** What visitors write to the helpdesk. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table contact_messages (
  id uuid primary key,
  at timestamptz not null,
  user_id uuid references users,
  name text not null, email text not null,
  subject text not null check (subject in ('sign-in', 'national-number', 'correction', 'accessibility', 'suggestion', 'other')),
  message text not null,
  handled_at timestamptz, handled_by uuid references users
);
create index contact_messages_open on contact_messages (at) where handled_at is null;
comment on column contact_messages.id is 'the token of the form: sending twice is sending once';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop table contact_messages').then(() => undefined);
