/** The helpdesk and one user: looked at as they see, their national number corrected by two persons, and what they are told of it. */
import type { Knex } from 'knex';

const slug = 'helpdesk';
const rows = [
  ['view-as-minutes', 30, "Minutes pendant lesquelles le helpdesk voit les pages comme l'utilisateur·rice"],
  [
    'corrections-per-day',
    10,
    "Corrections d'un numéro de registre national qu'une personne du helpdesk peut demander en un jour",
  ],
] as const;

export const up = async (knex: Knex): Promise<void> => {
  await knex('parameters').insert(
    rows.map(([code, value, label]) => ({
      slug,
      code,
      value,
      unit: 'count',
      label,
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: "hypothèse, à confirmer par l'ONE",
    })),
  );
  await knex.raw(`
create table user_views (
  id uuid primary key,
  user_id uuid not null references users,
  agent_id uuid not null references users check (agent_id <> user_id),
  ticket_id uuid references contact_messages,
  reason text not null,
  started_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  put_away_at timestamptz
);
create index user_views_by_user on user_views (user_id, started_at desc);
create index user_views_to_read on user_views (user_id) where put_away_at is null;
create index user_views_open on user_views (until) where ended_at is null;
comment on table user_views is 'when an agent of the helpdesk saw the pages as a user sees them, in reading only';
comment on column user_views.put_away_at is 'when the user said that they had read it';

create table niss_corrections (
  id uuid primary key,
  user_id uuid references users,
  person_id uuid,
  niss_hash bytea,
  niss_sealed bytea,
  ticket_id uuid not null references contact_messages,
  reason text not null,
  proof text not null,
  status text not null default 'proposed' check (status in ('proposed', 'confirmed', 'refused', 'withdrawn', 'impossible')),
  proposed_by uuid not null references users,
  proposed_at timestamptz not null,
  decided_by uuid references users,
  decided_at timestamptz,
  check (num_nonnulls(user_id, person_id) = 1),
  check ((status = 'proposed') = (decided_at is null)),
  check (status = 'withdrawn' or decided_by is distinct from proposed_by),
  check (status = 'proposed' or (niss_hash is null and niss_sealed is null))
);
create unique index niss_corrections_one_open on niss_corrections (coalesce(user_id, person_id)) where status = 'proposed';
create index niss_corrections_waiting on niss_corrections (proposed_at, id) where status = 'proposed';
create index niss_corrections_by_user on niss_corrections (user_id, proposed_at desc);
comment on column niss_corrections.niss_hash is 'keyed hash of the new number, while it waits for a second person; gone once it is answered';

alter table link_mails drop constraint link_mails_kind_check;
alter table link_mails add constraint link_mails_kind_check
  check (kind in ('agree-to-conversion', 'confirm-address', 'converted', 'confirm-new-address', 'address-changes', 'address-changed',
    'seen-by-helpdesk', 'number-corrected', 'administrator-named'));

create index users_by_words on users using gin (searchable(first_name || ' ' || family_name) gin_trgm_ops);
create index users_by_email on users using gin (lower(email) gin_trgm_ops);
create index organising_bodies_by_words on organising_bodies using gin (searchable(name) gin_trgm_ops);
`);
};

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw(`
drop index organising_bodies_by_words, users_by_email, users_by_words;
delete from link_mails where kind in ('seen-by-helpdesk', 'number-corrected', 'administrator-named');
alter table link_mails drop constraint link_mails_kind_check;
alter table link_mails add constraint link_mails_kind_check
  check (kind in ('agree-to-conversion', 'confirm-address', 'converted', 'confirm-new-address', 'address-changes', 'address-changed'));
drop table niss_corrections, user_views;
`);
  await knex('parameters').where({ slug }).delete();
};
