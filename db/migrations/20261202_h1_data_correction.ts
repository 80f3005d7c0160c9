/** The correction of a datum that operators only read: its delays. */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string][] = [
  ['target', 15, 'working-days', "Délai visé pour la correction d'une donnée"],
  ['decision', 10, 'working-days', "Réponse à une demande de correction d'une donnée"],
  ['complement', 30, 'days', "Complément demandé pour la correction d'une donnée"],
  ['complement-reminder', 7, 'days', "Rappel avant l'échéance du complément d'une correction"],
];

export const up = (knex: Knex): Promise<void> =>
  knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug: 'data-correction',
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: assumption,
    })),
  );

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'data-correction' }).delete();
};
