/** What persons ask about their personal data: cases of nobody's body and of no administration; who asks stands in one table, which is emptied on time. */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string, reference?: string, source?: string][] = [
  ['answer', 1, 'months', 'Réponse à une demande relative aux données personnelles', 'RGPD, art. 12(3)', 'public'],
  ['prolongation', 2, 'months', 'Prolongation de cette réponse, une fois', 'RGPD, art. 12(3)', 'public'],
  ['reminder', 7, 'days', 'Rappel au délégué à la protection des données, avant la fin du délai'],
  ['reply', 30, 'days', 'Réponse de la personne à une question sur son identité ou sa demande'],
  ['reply-reminder', 7, 'days', "Rappel à la personne, avant la fin du délai d'une question"],
  ['confirmation', 7, 'days', "Confirmation par courriel d'une demande faite sans compte, avant qu'elle soit effacée"],
  [
    'erasure',
    24,
    'months',
    'Effacement de ce que contient une demande relative aux données personnelles, après sa clôture',
  ],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
alter table cases drop constraint cases_subject_kind_check,
  add constraint cases_subject_kind_check check (subject_kind in ('facility', 'organising-body', 'person', 'collaboration', 'asker')),
  alter organising_body_id drop not null, alter administration drop not null,
  add constraint cases_of_a_body check ((organising_body_id is null) = (subject_kind = 'asker')),
  add constraint cases_of_an_administration check (administration is not null or subject_kind = 'asker');
alter table tasks alter organising_body_id drop not null, alter administration drop not null;
alter table documents alter organising_body_id drop not null, alter administration drop not null;

create function leave_out_of_history() returns trigger language plpgsql as $$ begin return null; end $$;
comment on function leave_out_of_history is 'what is of no organising body is in the history of none';
create trigger history_is_of_bodies before insert on body_history for each row when (new.organising_body_id is null)
  execute function leave_out_of_history();

create table privacy_askers (
  id uuid primary key,
  user_id uuid references users,
  name text not null, email text not null,
  kind text not null,
  text text,
  token_digest bytea unique,
  code_digest bytea unique,
  case_id uuid unique references cases,
  received_at timestamptz not null,
  check (case_id is not null or token_digest is not null)
);
create index privacy_askers_by_user on privacy_askers (user_id, received_at desc) where user_id is not null;
create index privacy_askers_waiting on privacy_askers (received_at) where case_id is null;
comment on table privacy_askers is 'who asks about their data, and nothing of it anywhere else; a row goes when its case has been over for the delay of the parameter';
comment on column privacy_askers.text is 'what was asked, until the address is confirmed; then it is the content of the first act';
comment on column privacy_askers.token_digest is 'SHA-256 of the token of the confirmation link';
comment on column privacy_askers.code_digest is 'SHA-256 of the follow-up code, which is shown once and kept nowhere; null for a user, who signs in';`);
  await knex('parameters').insert(
    rows.map(([code, value, unit, label, reference = assumption, source = 'assumption']) => ({
      slug: 'privacy-request',
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
  await knex('parameters').where({ slug: 'privacy-request' }).delete();
  await knex.raw(`
delete from link_mails where kind like 'privacy-request-%';
drop table privacy_askers;
drop trigger history_is_of_bodies on body_history;
drop function leave_out_of_history;
alter table documents alter organising_body_id set not null, alter administration set not null;
alter table tasks alter organising_body_id set not null, alter administration set not null;
alter table cases drop constraint cases_of_an_administration, drop constraint cases_of_a_body,
  alter administration set not null, alter organising_body_id set not null,
  drop constraint cases_subject_kind_check,
  add constraint cases_subject_kind_check check (subject_kind in ('facility', 'organising-body', 'person', 'collaboration'));
`);
};
