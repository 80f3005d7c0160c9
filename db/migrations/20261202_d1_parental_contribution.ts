/** The contribution of parents: floor, cap and what a reduction leaves. The bands by income are a scale (`participation`). */
import type { Knex } from 'knex';

const published = "presse (2023) : plafond de la nouvelle grille ; à confirmer par l'ONE";
const reduced = "presse (2023) : familles monoparentales et nombreuses ; à confirmer par l'ONE";
const guessed = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string, reference: string][] = [
  ['floor', 306, 'cents', 'Participation des parents : le moins, par journée', guessed],
  ['cap', 4500, 'cents', 'Participation des parents : le plus, par journée', published],
  ['reduced', 0.7, 'rate', "Participation des parents : ce qu'on paie quand une réduction s'applique", reduced],
  [
    'half-day',
    0.6,
    'rate',
    "Participation des parents : ce qu'on paie pour une demi-journée (5 heures au plus)",
    guessed,
  ],
];

export const up = (knex: Knex): Promise<void> =>
  knex('parameters')
    .insert(
      rows.map(([code, value, unit, label, reference]) => ({
        slug: 'parental-contribution',
        code,
        value,
        unit,
        label,
        valid_from: '2020-01-01',
        source: 'assumption',
        reference,
      })),
    )
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex('parameters')
    .where({ slug: 'parental-contribution' })
    .delete()
    .then(() => undefined);
