/** The validation of photos: its delays, what a document that is a photo has beside its bytes, and the place that parents see. */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string][] = [
  ['target', 10, 'working-days', "Délai visé pour la validation d'une photo"],
  ['validation', 10, 'working-days', "Validation d'une photo par l'agent conseil ou la coordination accueil"],
  ['another', 30, 'days', "Envoi d'une autre photo demandée par l'ONE"],
  ['another-reminder', 7, 'days', "Rappel avant l'échéance d'une autre photo"],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
alter table documents add column small_digest bytea, add column width int, add column height int,
  add constraint documents_photo check (num_nulls(small_digest, width, height) in (0, 3));
create index documents_by_small_digest on documents (small_digest) where small_digest is not null;
comment on column documents.small_digest is 'of a photo: the small picture beside the large one; width and height are those of the large one';

create table facility_photos (
  id uuid primary key default gen_random_uuid(),
  facility_id uuid not null references facilities,
  case_id uuid not null references cases,
  act_number int not null,
  position smallint not null check (position between 1 and 5),
  caption text not null, alt_text text not null,
  large_digest bytea not null, small_digest bytea not null, width int not null, height int not null,
  published_at timestamptz not null,
  withdrawn_at timestamptz,
  unique (case_id, act_number)
);
create unique index facility_photos_one_per_position on facility_photos (facility_id, position) where withdrawn_at is null;
comment on table facility_photos is 'what Premiers Pas shows to parents; a photo is public while it is not withdrawn and its case is published';
`);
  await knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug: 'photo-validation',
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: assumption,
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'photo-validation' }).delete();
  await knex.raw(`
drop table facility_photos;
alter table documents drop constraint documents_photo, drop column small_digest, drop column width, drop column height;
`);
};
