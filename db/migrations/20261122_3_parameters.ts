/** The delays of the adaptation of an authorisation, each with its source. What no document gives is an assumption. */
import type { Knex } from 'knex';

type Row = [
  code: string,
  value: number,
  unit: string,
  label: string,
  source?: 'public' | 'document',
  reference?: string,
];
const rows: Row[] = [
  ['target', 60, 'days', 'Délai total visé pour une décision'],
  ['completeness', 10, 'working-days', 'Vérification de la demande'],
  ['complement', 30, 'days', 'Réponse à une demande de complément'],
  ['complement-reminder', 7, 'days', "Rappel avant l'échéance d'un complément ou d'une remédiation"],
  ['closing', 10, 'working-days', "Confirmation d'un classement sans suite"],
  ['visit-planning', 10, 'working-days', 'Proposition de dates de visite'],
  ['visit-choice', 5, 'working-days', "Choix d'une date de visite par l'opérateur"],
  ['visit-reminder', 2, 'days', 'Rappel avant la visite'],
  ['opinion', 30, 'days', "Avis de la coordination accueil ou de l'agent conseil"],
  ['health-opinion', 30, 'days', 'Avis santé'],
  ['decision', 15, 'days', 'Proposition de décision'],
  ['signature', 5, 'working-days', 'Signature de la décision'],
  ['effective-reminder', 7, 'days', "Rappel avant l'entrée en vigueur"],
  ['extension', 10, 'working-days', "Réponse à une demande de prolongation d'une période temporaire"],
  ['return-first-reminder', 30, 'days', "Premier rappel avant la fin prévue d'une période temporaire"],
  ['return-second-reminder', 7, 'days', "Second rappel avant la fin prévue d'une période temporaire"],
  ['return-overdue', 5, 'working-days', "Suivi d'une période temporaire dépassée"],
  ['temporary-limit', 12, 'months', 'Durée au-delà de laquelle la demande définitive est proposée'],
  ['remedy', 30, 'days', 'Remédiation après un refus', 'public', 'M.B. 28.07.2004, art. 56'],
  ['appeal', 30, 'days', "Recours auprès du Conseil d'administration", 'public', 'M.B. 28.07.2004, art. 57'],
  [
    'reception',
    3,
    'working-days',
    "Réception présumée d'un recommandé simple",
    'public',
    "Conseil d'État, délais de recours",
  ],
  ['appeal-decision', 60, 'days', "Décision sur recours du Conseil d'administration"],
  ['notice-answer', 30, 'days', 'Réponse à une mise en demeure'],
  ['reasons-length', 80, 'count', 'Longueur minimale de la motivation (caractères)'],
  ['notice.permanent-move', 90, 'days', "Préavis d'un déménagement définitif"],
  ['notice.temporary-move', 30, 'days', "Préavis d'un déménagement temporaire (aucun en cas d'urgence)"],
  ['notice.end-of-activity.collective', 90, 'days', "Préavis d'une fin d'activité, milieu collectif"],
  ['notice.end-of-activity.home', 60, 'days', "Préavis d'une fin d'activité, accueillant·e"],
  ['notice.temporary-cessation', 30, 'days', "Préavis d'une cessation temporaire (aucun en cas de maladie)"],
  ['notice.return-to-premises', 15, 'days', "Préavis d'une réintégration des locaux"],
  ['notice.capacity-change', 60, 'days', "Préavis d'une modification de la capacité"],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex('parameters').insert(
    rows.map(([code, value, unit, label, source, reference]) => ({
      slug: 'authorisation-adaptation',
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source: source ?? 'assumption',
      reference: reference ?? "hypothèse, à confirmer par l'ONE",
    })),
  );
};
export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'authorisation-adaptation' }).delete();
};
