/** What ONE invites operators to: information sessions, surveys, tests; and who has put their name down. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table invitations (
  id uuid primary key,
  kind text not null check (kind in ('session', 'survey', 'user-test')),
  title text not null, text text not null,
  place text,
  held_on date, from_hour text, to_hour text,
  register_until date not null,
  seats int check (seats > 0),
  sectors text[], kinds text[], administrations text[],
  version int not null default 1,
  written_by uuid not null references users, written_at timestamptz not null,
  cancelled_at timestamptz, cancelled_reason text,
  check (held_on is null or register_until <= held_on),
  check ((cancelled_at is null) = (cancelled_reason is null))
);
create index invitations_by_end on invitations (register_until desc, id);
comment on table invitations is 'sessions, surveys and tests for operators; sectors, kinds and administrations say for whom, as those of banners';
comment on column invitations.seats is 'null: as many as wish';

create table inscriptions (
  invitation_id uuid not null references invitations on delete cascade,
  user_id uuid not null references users on delete cascade,
  place bigint generated always as identity,
  at timestamptz not null,
  primary key (invitation_id, user_id)
);
create index inscriptions_in_order on inscriptions (invitation_id, place);
create index inscriptions_by_user on inscriptions (user_id);
comment on column inscriptions.place is 'in the order of their coming: the first ones have the seats, the others wait; whoever withdraws leaves theirs to the next';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('drop table inscriptions, invitations').then(() => undefined);
