/** Pre-requests: who asks stands in one table, which is emptied on time; the cases know months and places only. Its delays. */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string, reference?: string, source?: string][] = [
  ['target', 30, 'days', 'Délai visé pour la réponse à une pré-demande'],
  ['answer', 30, 'days', "Réponse du milieu d'accueil à une pré-demande"],
  ['answer-reminder', 10, 'days', "Rappel au milieu d'accueil, avant la fin de son délai de réponse"],
  ['reply', 14, 'days', 'Réponse de la famille à une question'],
  ['reply-reminder', 4, 'days', "Rappel à la famille, avant la fin du délai d'une question"],
  ['offer-least', 7, 'days', 'Temps laissé à la famille pour accepter une place, au moins'],
  ['offer-reminder', 3, 'days', "Rappel à la famille, avant la fin d'une proposition de place"],
  ['expiry', 3, 'months', "Échéance d'une pré-demande sans place, après le premier jour du mois souhaité"],
  ['expiry-reminder', 14, 'days', "Rappel à la famille, avant l'échéance de sa pré-demande"],
  ['most-places', 5, 'count', "Lieux d'accueil dans une même pré-demande, au plus"],
  ['erasure', 6, 'months', 'Effacement des données de la famille, après la clôture de ses pré-demandes'],
  [
    'from-pregnancy',
    3,
    'months',
    'Mois de grossesse révolus avant une pré-demande',
    'ONE, comment choisir sa crèche',
    'public',
  ],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
create table pre_request_families (
  id uuid primary key,
  code_digest bytea not null unique,
  name text not null, email text not null, phone text,
  child_on date not null,
  wished_on date not null,
  days smallint[] not null check (cardinality(days) between 1 and 5),
  message text,
  consented_at timestamptz not null,
  consent_text text not null,
  created_at timestamptz not null
);
create index pre_request_families_by_child on pre_request_families (lower(email), child_on);
comment on table pre_request_families is 'who asks for a place, and nothing of it anywhere else; a row goes once all of its cases are over, after the delay of the parameter';
comment on column pre_request_families.code_digest is 'SHA-256 of the follow-up code, which is shown once and kept nowhere';
comment on column pre_request_families.child_on is 'born, or expected on';

create table pre_requests (
  case_id uuid primary key references cases,
  family_id uuid references pre_request_families on delete set null,
  facility_id uuid not null references facilities,
  month text not null check (month ~ '^\\d{4}-\\d{2}$')
);
create index pre_requests_by_family on pre_requests (family_id) where family_id is not null;
comment on column pre_requests.family_id is 'null: erased';
comment on column pre_requests.month is 'in which the child should come';

create index cases_of_pre_requests on cases (organising_body_id, opened_at desc, id desc) where slug = 'pre-request';
create index cases_of_pre_requests_by_facility on cases (facility_id, opened_at desc, id desc) where slug = 'pre-request';`);
  await knex('parameters').insert(
    rows.map(([code, value, unit, label, reference = assumption, source = 'assumption']) => ({
      slug: 'pre-request',
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source,
      reference,
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'pre-request' }).delete();
  await knex.raw(`
delete from link_mails where kind like 'pre-request-%';
drop index cases_of_pre_requests_by_facility; drop index cases_of_pre_requests;
drop table pre_requests, pre_request_families;
`);
};
