/** Who has no title yet follows more hours, in the first three years. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex('parameters')
    .insert({
      slug: 'training-recognition',
      code: 'untitled-hours',
      value: 100,
      unit: 'count',
      label: "Heures de formation à atteindre dans la première période, pour qui n'a pas de titre reconnu",
      valid_from: '2020-01-01',
      source: 'document',
      reference: "Arrêté ATL, art. 5-6 : dérogation de 100 heures dans les 3 ans de l'entrée en fonction",
    })
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex('parameters')
    .where({ slug: 'training-recognition', code: 'untitled-hours' })
    .delete()
    .then(() => undefined);
