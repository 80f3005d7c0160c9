/** Sentences that the helpdesk writes often; tickets handed to a named agent; fifteen minutes of seeing as a user. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table canned_sentences (
  id uuid primary key,
  title text not null,
  text text not null,
  version int not null default 1,
  written_by uuid references users,
  written_at timestamptz not null,
  retired_at timestamptz
);
create unique index canned_sentences_by_title on canned_sentences (lower(title)) where retired_at is null;
comment on table canned_sentences is 'what the helpdesk writes often, with variables in braces that are filled in when one is put into an answer';

alter table contact_messages
  add column handed_by uuid references users,
  add column handed_at timestamptz,
  add column handed_note text,
  add constraint contact_messages_handed check ((handed_by is null) = (handed_at is null));
comment on column contact_messages.handed_by is 'of the helpdesk: who has given the ticket to the agent that has it in hand now, and why (handed_note); null: it is at the helpdesk';
create index contact_messages_handed_to on contact_messages (assignee_id, at) where handed_by is not null;

update parameters set value = 15 where slug = 'helpdesk' and code = 'view-as-minutes' and value = 30;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
update parameters set value = 30 where slug = 'helpdesk' and code = 'view-as-minutes' and value = 15;
drop index contact_messages_handed_to;
alter table contact_messages drop constraint contact_messages_handed, drop column handed_by, drop column handed_at, drop column handed_note;
drop table canned_sentences;
`)
    .then(() => undefined);
