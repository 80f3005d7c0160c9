/** The yearly validation of Mon Équipe: its days. */
import type { Knex } from 'knex';

const guide = "Guide du milieu d'accueil, 11.4";
const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string, source: 'document' | 'assumption'][] = [
  ['last-day', 5, 'months', "Mois de l'année pour valider l'équipe dans les temps (5 : jusqu'au 31 mai)", 'document'],
  [
    'information',
    1,
    'months',
    "Information à l'opérateur, en mois depuis le 1er janvier (1 : le 1er février)",
    'assumption',
  ],
  ['reminder-1', 30, 'days', 'Premier rappel, avant le dernier jour (1er mai)', 'assumption'],
  ['reminder-2', 16, 'days', 'Deuxième rappel, avant le dernier jour (15 mai)', 'assumption'],
  ['reminder-3', 6, 'days', 'Troisième rappel, avant le dernier jour (25 mai)', 'assumption'],
  ['reminder-4', 0, 'days', 'Rappel du dernier jour (31 mai)', 'assumption'],
  ['follow-up', 10, 'working-days', "Relance d'une équipe non validée, par l'ONE", 'assumption'],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex('parameters').insert(
    rows.map(([code, value, unit, label, source]) => ({
      slug: 'team-validation',
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source,
      reference: source === 'document' ? guide : assumption,
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'team-validation' }).delete();
};
