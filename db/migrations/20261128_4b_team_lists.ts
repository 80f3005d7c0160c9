/** A short family name comes before the longer ones that begin with it; days of a working life; how often one may try a national number. */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, label: string][] = [
  ['tries-per-user', 60, 'Numéros de registre national essayés par une personne, par heure'],
  ['tries-per-body', 240, 'Numéros de registre national essayés pour un pouvoir organisateur, par heure'],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
alter table people drop column sort_name;
alter table people add column sort_name text generated always as (searchable(family_name) || '  ' || searchable(first_name)) stored;
alter table people add constraint born_on_in_years check (born_on between '1900-01-01' and '2099-12-31');
alter table staff_contracts add constraint from_on_in_years check (from_on between '1900-01-01' and '2099-12-31'), add constraint to_on_in_years check (to_on between '1900-01-01' and '2099-12-31');
alter table staff_documents add constraint dated_on_in_years check (dated_on between '1900-01-01' and '2099-12-31'), add constraint expires_on_in_years check (expires_on between '1900-01-01' and '2099-12-31');
alter table staff_diplomas add constraint obtained_on_in_years check (obtained_on between '1900-01-01' and '2099-12-31');
alter table staff_absences add constraint from_on_in_years check (from_on between '1900-01-01' and '2099-12-31'), add constraint to_on_in_years check (to_on between '1900-01-01' and '2099-12-31');
`);
  await knex('parameters').insert(
    rows.map(([code, value, label]) => ({
      slug: 'team',
      code,
      value,
      unit: 'count',
      label,
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: assumption,
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters')
    .where({ slug: 'team' })
    .whereIn(
      'code',
      rows.map(([code]) => code),
    )
    .delete();
  await knex.raw(`
alter table people drop constraint born_on_in_years;
alter table staff_contracts drop constraint from_on_in_years, drop constraint to_on_in_years;
alter table staff_documents drop constraint dated_on_in_years, drop constraint expires_on_in_years;
alter table staff_diplomas drop constraint obtained_on_in_years;
alter table staff_absences drop constraint from_on_in_years, drop constraint to_on_in_years;
alter table people drop column sort_name;
alter table people add column sort_name text generated always as (searchable(family_name || ' ' || first_name)) stored;
`);
};
