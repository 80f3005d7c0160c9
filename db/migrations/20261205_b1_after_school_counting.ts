/** What a place after school counts besides those present, and from which difference a month is said to be unlike the one of last year. */
import type { Knex } from 'knex';

const unlike = {
  slug: 'aes-subsidy',
  code: 'unlike-last-year',
  valid_from: '2020-01-01',
  value: 0.4,
  unit: 'rate',
  label: "Écart de la moyenne par jour avec le même mois un an plus tôt, à partir duquel une remarque s'affiche",
  source: 'assumption',
  reference: "hypothèse, à confirmer par l'ONE",
};

export const up = async (knex: Knex): Promise<void> => {
  await knex('parameters').insert(unlike);
  await knex.raw(`
create table after_school_counting (
  facility_id uuid primary key references facilities,
  positive boolean not null default false,
  morning boolean not null default false,
  changed_by uuid references users, changed_at timestamptz not null
);
comment on table after_school_counting is 'what a place after school says to count besides the children present: those of positive differentiation, those of the morning';
`);
};

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop table after_school_counting');
  await knex('parameters').where({ slug: unlike.slug, code: unlike.code }).delete();
};
