/** The subsidies of after-school care: quarters of a budget year, named after their first month, and the delays of their procedure. */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string][] = [
  ['target', 6, 'months', 'Délai visé pour une demande de subsides AES1, du début du trimestre à la liquidation'],
  ['submission', 2, 'months', 'Envoi des présences AES1, à compter de la fin du trimestre'],
  ['month-reminder', 5, 'days', "Rappel d'un mois à encoder, après sa fin"],
  ['reminder-1', 21, 'days', "Premier rappel avant la fin du délai d'envoi AES1"],
  ['reminder-2', 7, 'days', "Deuxième rappel avant la fin du délai d'envoi AES1"],
  ['reminder-3', 1, 'days', "Dernier rappel avant la fin du délai d'envoi AES1"],
  ['late', 1, 'months', "Rappel d'une demande AES1 que rien n'a suivi, après la fin du délai"],
  ['forgotten', 6, 'months', "Demande AES1 que rien n'a suivi : clôture proposée à l'ONE, après la fin du délai"],
  ['closing', 10, 'working-days', "Décision de clôturer ce qui n'a pas été envoyé"],
  ['late-decision', 10, 'working-days', 'Décision sur des lieux envoyés hors délai'],
  ['control', 20, 'working-days', 'Contrôle des présences AES1 envoyées'],
  ['correction', 15, 'days', "Réponse de l'opérateur à une correction demandée"],
  ['correction-reminder', 5, 'days', 'Rappel avant la fin du délai de correction'],
  ['signature', 10, 'working-days', 'Signature du calcul AES1'],
  ['contest', 30, 'days', 'Contestation de lignes du calcul AES1, à compter de la signature'],
  ['contest-answer', 20, 'working-days', 'Réponse à une ligne contestée'],
];
const slug = 'aes-subsidy';

const tables = ['cases', 'drafts'];
const periods = (pattern: string): string =>
  tables
    .map(
      (table) => `
alter table ${table} drop constraint ${table}_period_check;
alter table ${table} add constraint ${table}_period_check check (period ~ '${pattern}');`,
    )
    .join('');

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(periods('^[0-9]{4}(|-[1-4]|-(01|04|07|10))$'));
  await knex('parameters').insert(
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
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug }).delete();
  await knex.raw(periods('^[0-9]{4}(|-[1-4])$'));
};
