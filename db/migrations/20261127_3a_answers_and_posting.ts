/**
 * Delays of registered letters and of conditions; capacities beyond which a number is taken for a slip. A case keeps the values it opened
 * with: those that stand open are given the new ones too, for the acts to come.
 */
import type { Knex } from 'knex';

const slug = 'authorisation-adaptation';
export const rows: readonly [code: string, value: number, unit: string, label: string][] = [
  ['registered-sending', 2, 'working-days', "Envoi par recommandé d'une décision signée"],
  ['registered-reception', 20, 'working-days', "Suivi de la réception d'un recommandé"],
  ['conditions-check', 10, 'working-days', "Vérification d'une condition déclarée remplie"],
  ['conditions-reminder', 7, 'days', "Rappel avant l'échéance d'une condition"],
  [
    'capacity-limit.childminder',
    10,
    'count',
    "Capacité au-delà de laquelle un nombre n'est pas plausible, accueillant·e",
  ],
  [
    'capacity-limit.co-childminder',
    20,
    'count',
    "Capacité au-delà de laquelle un nombre n'est pas plausible, co-accueil",
  ],
  [
    'capacity-limit.collective',
    250,
    'count',
    "Capacité au-delà de laquelle un nombre n'est pas plausible, milieu collectif",
  ],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug,
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: "hypothèse, à confirmer par l'ONE",
    })),
  );
  const added = Object.fromEntries(rows.map(([code, value, unit]) => [code, { value, unit }]));
  await knex('cases')
    .where({ slug })
    .whereNull('closed_at')
    .update({ parameters: knex.raw('cast(? as jsonb) || parameters', [JSON.stringify(added)]) });
};
export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters')
    .where({ slug })
    .whereIn(
      'code',
      rows.map(([code]) => code),
    )
    .delete();
};
