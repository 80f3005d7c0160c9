/** A month is compared with the one of a year before by one rule, where it is counted and where it is controlled: one parameter. */
import type { Knex } from 'knex';

const slug = 'aes-subsidy';
const label = {
  both: "Écart de la moyenne par jour avec le même mois de l'année précédente, à partir duquel le mois est signalé au lieu et au contrôle",
  control: "Écart d'un mois avec le même mois de l'année précédente, signalé au contrôle au-delà",
};

export const up = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug, code: 'unlike-last-year' }).delete();
  await knex('parameters').where({ slug, code: 'year-gap' }).update({ label: label.both });
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug, code: 'year-gap' }).update({ label: label.control });
  await knex('parameters').insert({
    ...{ slug, code: 'unlike-last-year', valid_from: '2020-01-01', value: 0.4, unit: 'rate', source: 'assumption' },
    label: "Écart de la moyenne par jour avec le même mois un an plus tôt, à partir duquel une remarque s'affiche",
    reference: "hypothèse, à confirmer par l'ONE",
  });
};
