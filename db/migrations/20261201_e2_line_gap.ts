/** How far a line may be from the quarter before until the agent is told. */
import type { Knex } from 'knex';

const of = { slug: 'quarterly-subsidy', code: 'line-gap' };

export const up = async (knex: Knex): Promise<void> => {
  await knex('parameters').insert({
    ...of,
    value: 0.25,
    unit: 'rate',
    label: "Écart d'une ligne avec le trimestre précédent, signalé au contrôle au-delà",
    valid_from: '2020-01-01',
    source: 'assumption',
    reference: "hypothèse, à confirmer par l'ONE",
  });
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where(of).delete();
};
