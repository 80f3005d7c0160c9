/** The helpdesk's desk: who has a message in hand, about what it is, what was answered; communications with an audience, put away by their readers. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table contact_messages add column number int generated always as identity;
alter table contact_messages add column organising_body_id uuid references organising_bodies;
alter table contact_messages add column facility_id uuid references facilities;
alter table contact_messages add column about text;
alter table contact_messages add column assignee_id uuid references users;
alter table contact_messages add column answered_at timestamptz;
comment on column contact_messages.about is 'the data to be corrected, as the screen calls it';
comment on column contact_messages.answered_at is 'of the last answer, while the one who asked has not written since';
drop index contact_messages_open;
create index contact_messages_open on contact_messages (at, id) where handled_at is null;
create index contact_messages_handled on contact_messages (handled_at desc, id) where handled_at is not null;
create index contact_messages_by_user on contact_messages (user_id, at desc);

create table contact_replies (
  id uuid primary key,
  message_id uuid not null references contact_messages,
  at timestamptz not null,
  author_id uuid not null references users,
  from_helpdesk boolean not null,
  text text not null,
  mail_at timestamptz, mail_attempts int not null default 0
);
create index contact_replies_by_message on contact_replies (message_id, at);
create index contact_replies_to_mail on contact_replies (mail_at) where mail_at is not null;
comment on column contact_replies.id is 'digest of token and words: sending twice is sending once';
comment on column contact_replies.mail_at is 'when the one who asked is next written to; null: written to, or nobody to write to';

alter table banners add column sectors text[];
alter table banners add column version int not null default 1;
alter table banners add column written_by uuid references users;
alter table banners add column written_at timestamptz;
comment on column banners.sectors is 'of operators: early-childhood, after-school; null: both';
create table banners_put_away (
  user_id uuid not null references users on delete cascade,
  banner_id bigint not null references banners on delete cascade,
  primary key (user_id, banner_id)
);
create index banners_by_end on banners (shown_until desc, id desc);
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop index banners_by_end; drop table banners_put_away;
alter table banners drop column sectors, drop column version, drop column written_by, drop column written_at;
drop table contact_replies;
drop index contact_messages_open, contact_messages_handled, contact_messages_by_user;
alter table contact_messages drop column number, drop column organising_body_id, drop column facility_id, drop column about, drop column assignee_id,
  drop column answered_at;
create index contact_messages_open on contact_messages (at) where handled_at is null;
`)
    .then(() => undefined);
