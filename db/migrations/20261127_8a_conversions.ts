/** Conversions of old accounts that wait for their links, and the mails that carry these; whoever is deactivated is signed out everywhere. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table conversions (
  id uuid primary key,
  user_id uuid not null references users,
  niss_hash bytea not null,
  first_name text not null, family_name text not null, email text not null,
  consent_text_version text not null,
  asked_at timestamptz not null, expires_at timestamptz not null,
  done_at timestamptz
);
create index conversions_by_user on conversions (user_id);
comment on column conversions.niss_hash is 'of whoever asked, as the signed answer of the federal sign-in gave it';

create table conversion_links (
  token_hash bytea primary key,
  conversion_id uuid not null references conversions on delete cascade,
  followed_at timestamptz
);
create index conversion_links_by_conversion on conversion_links (conversion_id);

create table link_mails (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('agree-to-conversion', 'confirm-address', 'converted')),
  email text not null,
  token text,
  mail_at timestamptz not null, mail_attempts int not null default 0,
  expires_at timestamptz not null
);
create index link_mails_by_hour on link_mails (mail_at);
comment on table link_mails is 'mails about no case; a row goes when its mail has left';

create function sign_out_everywhere() returns trigger language plpgsql as $$ begin
  delete from sessions where user_id = new.id;
  return null;
end $$;
create trigger deactivated_users_are_signed_out after update of deactivated_at on users for each row
  when (old.deactivated_at is null and new.deactivated_at is not null) execute function sign_out_everywhere();
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop trigger deactivated_users_are_signed_out on users;
drop function sign_out_everywhere;
drop table link_mails, conversion_links, conversions;
`)
    .then(() => undefined);
