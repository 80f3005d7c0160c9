/** How long what was said in a bilan de fonctionnement is kept, and the way to those that are long over. */
import type { Knex } from 'knex';

const kept = {
  slug: 'functioning-review',
  code: 'erasure',
  valid_from: '2020-01-01',
  value: 120,
  unit: 'months',
  label: "Effacement de ce qui a été dit dans un bilan, après sa fin (deux cycles : le suivant s'y compare)",
  source: 'assumption',
  reference: "hypothèse, à confirmer par l'ONE",
};

export const up = async (knex: Knex): Promise<void> => {
  await knex('parameters').insert(kept);
  await knex.raw(
    "create index cases_of_reviews_over on cases (closed_at) where slug = 'functioning-review' and closed_at is not null",
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index cases_of_reviews_over');
  await knex('parameters').where({ slug: kept.slug, code: kept.code }).delete();
};
