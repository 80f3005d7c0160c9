/** Delays, amounts and rates of the quarterly subsidy, of doctors and of accounts; and a unit for what is paid by the hour or the kilometre. */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const faq = 'ONE, FAQ du portail';
const guide = "Guide du milieu d'accueil, 10.1.1";
type Row = [
  slug: string,
  code: string,
  value: number,
  unit: string,
  label: string,
  reference?: string,
  source?: string,
];
const rows: Row[] = [
  ['quarterly-subsidy', 'target', 12, 'months', "Délai visé, de l'ouverture d'un trimestre à son solde"],
  [
    'quarterly-subsidy',
    'submission',
    3,
    'months',
    'Soumission de la demande, après la fin du trimestre',
    faq,
    'public',
  ],
  [
    'quarterly-subsidy',
    'month-reminder',
    5,
    'days',
    "Rappel d'un mois de présences qui n'est pas envoyé, après sa fin",
  ],
  ['quarterly-subsidy', 'reminder-1', 30, 'days', 'Premier rappel, avant le dernier jour'],
  ['quarterly-subsidy', 'reminder-2', 14, 'days', 'Deuxième rappel, avant le dernier jour'],
  ['quarterly-subsidy', 'reminder-3', 3, 'days', 'Troisième rappel, avant le dernier jour'],
  ['quarterly-subsidy', 'reminder-4', 0, 'days', 'Rappel du dernier jour'],
  [
    'quarterly-subsidy',
    'late',
    30,
    'days',
    "Signalement à la supervision d'une demande toujours pas soumise, après le dernier jour",
  ],
  ['quarterly-subsidy', 'prescription', 60, 'months', "Prescription d'une demande jamais soumise"],
  ['quarterly-subsidy', 'derogation', 10, 'working-days', "Réponse de l'ONE à une demande de dérogation"],
  ['quarterly-subsidy', 'control', 30, 'working-days', "Contrôle d'une demande par l'ONE"],
  ['quarterly-subsidy', 'correction', 15, 'days', "Correction demandée à l'opérateur"],
  ['quarterly-subsidy', 'correction-reminder', 5, 'days', "Rappel avant l'échéance d'une correction"],
  ['quarterly-subsidy', 'signature', 10, 'working-days', "Signature d'un calcul"],
  ['quarterly-subsidy', 'contest', 30, 'days', "Contestation d'une ligne, après la signature"],
  ['quarterly-subsidy', 'contest-answer', 15, 'working-days', "Réponse de l'ONE à une contestation"],
  ['quarterly-subsidy', 'advance', 0.85, 'rate', 'Avance, en part du trimestre précédent'],
  [
    'quarterly-subsidy',
    'reduced-fee',
    1.5561,
    'euros',
    'Compensation de la participation réduite, par jour de présence',
  ],
  ['quarterly-subsidy', 'clerk', 12.4, 'euros', 'Préposé aux écritures, par séance', guide, 'document'],
  ['quarterly-subsidy', 'premises', 40.3, 'euros', 'Locaux des séances, par séance', guide, 'document'],
  ['quarterly-subsidy', 'hourly-fee', 38.4, 'euros', "Honoraires d'un médecin, par heure"],
  ['quarterly-subsidy', 'kilometre', 0.4327, 'euros', "Déplacement d'un médecin, par kilomètre"],
  ['quarterly-subsidy', 'salary-gap', 0.4, 'rate', "Écart entre deux mois d'un salaire, à vérifier"],
  ['doctor-validation', 'target', 10, 'working-days', "Délai visé pour la validation d'un médecin"],
  ['doctor-validation', 'validation', 10, 'working-days', "Validation d'un médecin par le gestionnaire subsides"],
  ['doctor-validation', 'validation-reminder', 2, 'days', 'Rappel au gestionnaire, avant son échéance'],
  ['doctor-validation', 'complement', 30, 'days', "Complément demandé à l'opérateur"],
  ['doctor-validation', 'complement-reminder', 7, 'days', "Rappel avant l'échéance d'un complément"],
  ['bank-account', 'target', 10, 'working-days', "Délai visé pour la validation d'un compte"],
  ['bank-account', 'validation', 10, 'working-days', "Validation d'un compte par l'ONE, à chaque étape"],
  ['bank-account', 'complement', 30, 'days', "Complément demandé à l'opérateur"],
  ['bank-account', 'complement-reminder', 7, 'days', "Rappel avant l'échéance d'un complément"],
  ['bank-account', 'cooling', 2, 'days', 'Délai avant le premier paiement à un compte validé (48 heures entières)'],
  ['bank-account', 'statement-age', 3, 'months', "Ancienneté d'un relevé d'identité bancaire, au plus"],
];
const units = "'days', 'working-days', 'months', 'years', 'count', 'cents', 'rate'";

const withEuros = `
alter table parameters drop constraint parameters_unit_check;
alter table parameters drop constraint parameters_check;
alter table parameters add constraint parameters_unit_known check (unit in (${units}, 'euros'));
alter table parameters add constraint parameters_value_whole check (value >= 0 and (unit in ('rate', 'euros') or value = trunc(value)));
alter table scales drop constraint scales_unit_check, drop constraint scales_value_unit_check;
alter table scales add constraint scales_units_known check (unit in (${units}, 'euros') and value_unit in (${units}, 'euros'));
`;
const without = `
alter table scales drop constraint scales_units_known;
alter table scales add constraint scales_unit_check check (unit in (${units}));
alter table scales add constraint scales_value_unit_check check (value_unit in (${units}));
alter table parameters drop constraint parameters_value_whole, drop constraint parameters_unit_known;
alter table parameters add constraint parameters_check check (value >= 0 and (unit = 'rate' or value = trunc(value)));
alter table parameters add constraint parameters_unit_check check (unit in (${units}));
`;

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(withEuros);
  await knex('parameters').insert(
    rows.map(([slug, code, value, unit, label, reference = assumption, source = 'assumption']) => ({
      slug,
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source,
      reference,
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').whereIn('slug', ['quarterly-subsidy', 'doctor-validation', 'bank-account']).delete();
  await knex.raw(without);
};
