/** The agreement of after-school care: of a body and its places, its prolongations, what a dossier says, the conditions that are looked at. */
import type { Knex } from 'knex';

const slug = 'agreement-renewal';
const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string, reference?: string, source?: string][] = [
  [
    'duration',
    5,
    'years',
    "Durée la plus longue d'un agrément extrascolaire",
    'ONE, formation continue AES: condition vérifiée au moins tous les cinq ans (la durée est une hypothèse)',
    'assumption',
  ],
  ['target', 180, 'days', "Délai visé entre la demande d'agrément et la décision"],
  ['invitation', 12, 'months', "Invitation à renouveler, avant l'échéance de l'agrément"],
  ['reminder', 6, 'months', "Rappel de l'invitation, avant l'échéance de l'agrément"],
  ['submission', 4, 'months', "Introduction du dossier de renouvellement, avant l'échéance de l'agrément"],
  ['last-reminder', 14, 'days', "Dernier rappel avant la fin du délai d'introduction"],
  ['preparation', 12, 'months', "Préparation d'une première demande ou d'un changement de lieux"],
  ['examination', 30, 'days', "Examen d'un dossier d'agrément"],
  ['complement', 30, 'days', "Complément demandé à l'opérateur pour son agrément"],
  ['complement-reminder', 7, 'days', "Rappel avant l'échéance du complément d'un agrément"],
  ['report', 60, 'days', 'Avis du ou de la référent·e, sans séance de commission fixée'],
  ['report-before', 21, 'days', "Remise de l'avis avant la séance de la commission d'agrément"],
  ['agenda', 30, 'days', "Inscription d'un dossier à l'ordre du jour de la commission"],
  ['opinion', 10, 'working-days', 'Avis de la commission encodé après sa séance'],
  ['decision', 15, 'days', "Décision proposée après l'avis de la commission"],
  ['signature', 15, 'days', "Signature de la décision d'agrément"],
  ['conditions-reminder', 30, 'days', "Rappel avant l'échéance d'une condition de l'agrément"],
  ['conditions-check', 15, 'working-days', "Vérification d'une condition déclarée remplie"],
  ['reception', 3, 'working-days', "Réception présumée de la lettre de refus d'un agrément"],
  ['appeal', 30, 'days', "Recours contre un refus d'agrément"],
  ['appeal-decision', 60, 'days', "Décision sur un recours en matière d'agrément"],
];

const page = 'ONE, agrément des opérateurs';
const conditions: [code: string, label: string, reference: string, section: string][] = [
  ['programme', 'Participe à un programme CLE agréé, et introduit lui-même sa demande', page, 'programme'],
  ['status', 'Est une association sans but lucratif ou un pouvoir public', page, 'documents'],
  ['children', 'Accueille des enfants de 3 à 12 ans, en priorité ceux de la commune', page, 'places'],
  [
    'hours',
    'Propose au moins 2 heures par jour en semaine scolaire (4 heures le week-end et en congé)',
    page,
    'places',
  ],
  ['evening', 'Reste ouvert après l’école jusqu’à 17 h 30', 'ONE, subventionnement des opérateurs (art. 35)', 'places'],
  ['project', "A un projet d'accueil conforme au code de qualité", page, 'project'],
  ['activities', 'Propose des activités multidimensionnelles', page, 'project'],
  ['travel', "Conduit les enfants de l'école au lieu d'accueil en 30 minutes au plus", page, 'premises'],
  ['norms', "Tend vers les normes d'encadrement ; une seconde personne joignable au-delà de 6 enfants", page, 'staff'],
  ['qualification', 'Occupe des accueillant·e·s qualifié·e·s, ou formé·e·s à 100 heures en 3 ans', page, 'staff'],
  [
    'training',
    'Personnel qualifié : 50 heures de formation continue par période de 3 ans',
    'ONE, formation continue AES',
    'staff',
  ],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
create table agreements (
  id uuid primary key default gen_random_uuid(),
  organising_body_id uuid not null references organising_bodies,
  from_on date not null,
  to_on date not null,
  case_id uuid unique references cases,
  conditions jsonb,
  check (to_on >= from_on),
  unique (organising_body_id, from_on)
);
create index agreements_by_end on agreements (to_on, organising_body_id);
comment on table agreements is 'the agreement of an organising body for after-school care; its places stand in aes_agreements. case_id: the case that decided it';
comment on column agreements.conditions is '[{ id, text, dueOn }] as they were decided; how each stands is in its case';

alter table aes_agreements add column agreement_id uuid references agreements;
create index aes_agreements_of_agreement on aes_agreements (agreement_id) where agreement_id is not null;
insert into agreements (organising_body_id, from_on, to_on)
  select f.organising_body_id, a.from_on, max(a.to_on) from aes_agreements a join facilities f on f.id = a.facility_id group by 1, 2;
update aes_agreements a set agreement_id = g.id from facilities f, agreements g
  where f.id = a.facility_id and g.organising_body_id = f.organising_body_id and g.from_on = a.from_on;

create table agreement_prolongations (
  agreement_id uuid primary key references agreements,
  case_id uuid not null references cases,
  from_on date not null,
  until_on date check (until_on >= from_on - 1)
);
create index agreement_prolongations_of_case on agreement_prolongations (case_id);
comment on table agreement_prolongations is 'an agreement that goes on after its end while ONE decides on a request made in time; until_on null: until the decision';

create table agreement_sections (
  case_id uuid not null references cases,
  section text not null check (section in ('project', 'programme', 'places', 'premises', 'staff', 'documents')),
  data jsonb not null,
  version int not null default 1,
  changed_by uuid references users, changed_at timestamptz not null,
  primary key (case_id, section)
);
comment on table agreement_sections is 'what the operator writes of a dossier, section by section, while it is with them; what is submitted is the content of its act';

create table agreement_conditions (
  code text not null,
  position int not null,
  section text not null,
  label text not null,
  reference text not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  primary key (code, valid_from)
);
comment on table agreement_conditions is 'the conditions of the agreement, as they hold from a day on: what the checklist of an examination asks';
`);
  await knex('agreement_conditions').insert(
    conditions.map(([code, label, reference, section], index) => ({
      code,
      position: index + 1,
      section,
      label,
      reference,
      valid_from: '2020-01-01',
    })),
  );
  await knex('parameters').insert(
    rows.map(([code, value, unit, label, reference = assumption, source = 'assumption']) => ({
      slug,
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
  await knex('parameters').where({ slug }).delete();
  await knex.raw(`
drop table agreement_conditions, agreement_sections, agreement_prolongations;
alter table aes_agreements drop column agreement_id;
drop table agreements;
`);
};
