/** The yearly review of each list of users, and what people are told that belongs to no case; the days after which one is asked. */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string][] = [
  ['inactive-after', 12, 'months', 'Sans connexion, avant de proposer de désactiver un utilisateur'],
  ['rights-ending-notice', 14, 'days', "Annonce de la fin d'accès temporaires"],
  ['long-absence', 30, 'days', "Absence d'un administrateur à partir de laquelle elle est longue"],
  ['review-month', 11, 'count', 'Mois où la liste des utilisateurs est revue (1 à 12)'],
  ['review-days', 30, 'days', 'Délai pour revoir la liste des utilisateurs'],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug: 'users',
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: assumption,
    })),
  );
  await knex.raw(`
create table user_reviews (
  organising_body_id uuid not null references organising_bodies,
  year int not null,
  asked_on date not null,
  due_on date not null,
  done_at timestamptz,
  done_by uuid references users,
  list_hash bytea,
  primary key (organising_body_id, year),
  check (num_nulls(done_at, done_by, list_hash) in (0, 3))
);
create index user_reviews_open on user_reviews (due_on) where done_at is null;
comment on column user_reviews.list_hash is 'SHA-256 of the list as it was signed; the list itself stands in the audit';

create table account_notices (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users,
  organising_body_id uuid not null references organising_bodies,
  kind text not null check (kind in ('rights-end', 'rights-ended', 'review-asked', 'review-late')),
  about_user_id uuid references users,
  about_on date not null,
  created_at timestamptz not null,
  read_at timestamptz,
  mail_at timestamptz,
  mail_attempts int not null default 0,
  mailed_at timestamptz,
  unique nulls not distinct (user_id, organising_body_id, kind, about_user_id, about_on)
);
create index account_notices_to_mail on account_notices (mail_at) where mail_at is not null;
create index account_notices_by_user on account_notices (user_id, created_at desc);
comment on table account_notices is 'told once, however often it is found: of rights that end, and of the review of a list';

create index grants_by_end on grants (valid_to) where valid_to is not null and organising_body_id is not null;
`);
};

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index grants_by_end; drop table account_notices, user_reviews;');
  await knex('parameters').where({ slug: 'users' }).delete();
};
