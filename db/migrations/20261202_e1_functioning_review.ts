/** The review of a facility: its delays. No document gives any: all are assumptions. */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string][] = [
  ['target', 24, 'months', "Délai visé, du plan de l'année à la signature du plan d'action"],
  ['cycle', 5, 'years', "Durée d'un cycle, du premier jour d'un bilan à la fin de son suivi"],
  ['first-review-from', 18, 'months', "Premier bilan au plus tôt, après l'ouverture du milieu d'accueil"],
  ['first-review-until', 36, 'months', "Premier bilan au plus tard, après l'ouverture du milieu d'accueil"],
  ['invitation', 60, 'days', 'Invitation avant le premier jour du bilan'],
  ['first-day-answer', 10, 'working-days', "Réponse de l'ONE à une proposition d'un autre premier jour"],
  ['self-assessment', 60, 'days', "Envoi de l'auto-évaluation, à partir du premier jour"],
  ['self-assessment-reminder-1', 14, 'days', "Premier rappel avant l'échéance de l'auto-évaluation"],
  ['self-assessment-reminder-2', 3, 'days', "Second rappel avant l'échéance de l'auto-évaluation"],
  ['late-reminder-1', 15, 'days', "Premier rappel après l'échéance de ce qui est demandé à l'opérateur"],
  ['late-reminder-2', 30, 'days', "Second rappel après l'échéance de ce qui est demandé à l'opérateur"],
  ['default', 45, 'days', "Bilan en défaut, après l'échéance de ce qui est demandé à l'opérateur"],
  ['default-answer', 15, 'working-days', "Suite donnée par l'ONE à un bilan en défaut"],
  ['report', 10, 'working-days', "Prise en compte du signalement par la référente, au dossier d'autorisation"],
  ['after-report', 6, 'months', "Nouvel examen d'un bilan en défaut, après le signalement"],
  ['ratings', 30, 'working-days', "Évaluation par l'ONE, après l'auto-évaluation"],
  ['health-opinion', 30, 'working-days', 'Avis du référent santé sur son domaine'],
  ['meeting-planning', 15, 'working-days', "Proposition de dates de rencontre par l'ONE"],
  ['dates-answer', 10, 'working-days', "Choix d'une date de rencontre parmi celles proposées"],
  ['meeting-reminder', 7, 'days', 'Rappel avant la rencontre'],
  ['minutes', 15, 'working-days', 'Procès-verbal après la rencontre'],
  [
    'minutes-agreement',
    30,
    'days',
    "Accord de l'opérateur sur le procès-verbal ; sans réponse, il est tenu pour non contesté",
  ],
  ['minutes-reminder', 7, 'days', "Rappel avant l'échéance de l'accord sur le procès-verbal"],
  ['plan', 60, 'days', "Envoi du plan d'action par l'opérateur"],
  ['plan-reminder', 14, 'days', "Rappel avant l'échéance du plan d'action"],
  ['plan-review', 20, 'working-days', "Lecture du plan d'action par l'ONE"],
  ['rounds', 3, 'count', "Tours du plan d'action : quand le dernier est refusé, la coordination accueil arbitre"],
  ['arbitration', 20, 'working-days', 'Arbitrage de la coordination accueil'],
  ['signature', 30, 'days', "Signature du plan d'action par l'opérateur"],
  ['signature-reminder', 7, 'days', "Rappel avant l'échéance de la signature"],
  ['countersignature', 15, 'working-days', "Signature du plan d'action par l'ONE"],
  ['follow-up', 1, 'years', "Suivi du plan d'action, après sa signature"],
  ['follow-up-answer', 60, 'days', "Réponse de l'opérateur au suivi annuel"],
  ['follow-up-reminder', 14, 'days', "Rappel avant l'échéance du suivi annuel"],
  ['follow-up-note', 20, 'working-days', "Lecture du suivi annuel par l'ONE"],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug: 'functioning-review',
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: assumption,
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'functioning-review' }).delete();
};
