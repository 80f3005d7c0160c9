/** The preparatory process of a project: its delays. */
import type { Knex } from 'knex';

const slug = 'preparatory-process';
const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string][] = [
  ['target', 180, 'days', "Délai visé entre l'introduction d'un projet et la déclaration « prêt »"],
  ['first-contact', 10, 'working-days', "Proposition d'un premier rendez-vous au porteur d'un projet"],
  ['dates', 14, 'days', 'Choix d’une date de rendez-vous par le porteur du projet'],
  ['dates-reminder', 5, 'days', "Rappel avant l'échéance du choix d'une date"],
  ['dates-answer', 5, 'working-days', 'Réponse aux dates proposées par le porteur du projet'],
  ['appointment-reminder', 3, 'days', 'Rappel avant le jour du rendez-vous'],
  ['report', 10, 'working-days', "Compte rendu d'un rendez-vous"],
  ['opinion', 15, 'working-days', 'Avis sur un projet après le compte rendu'],
  ['declaration', 5, 'working-days', 'Déclaration « prêt » après un avis sans opposition'],
  ['complement', 60, 'days', "Complément demandé au porteur d'un projet"],
  ['complement-reminder', 14, 'days', "Rappel avant l'échéance du complément d'un projet"],
  ['improvement', 180, 'days', "Amélioration d'un projet après un avis défavorable"],
  ['improvement-reminder', 30, 'days', "Rappel avant l'échéance de l'amélioration d'un projet"],
  ['asleep-reminder', 180, 'days', "Rappel d'un projet en veille"],
];

export const up = (knex: Knex): Promise<void> =>
  knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug,
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
  await knex('parameters').where({ slug }).delete();
};
