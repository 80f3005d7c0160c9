/** What a person may send and a case may hold, and how long what was taken off stays: no document says, all are assumptions. */
import type { Knex } from 'knex';

const slug = 'files';
const rows = [
  ['sent-per-hour', 200, 'count', "Fichiers qu'une personne peut envoyer en une heure"],
  ['documents', 60, 'count', "Documents d'un brouillon, ou en attente d'un dossier"],
  ['megabytes', 150, 'count', "Mégaoctets de documents d'un brouillon, ou en attente d'un dossier"],
  ['taken-off', 30, 'days', "Conservation d'un document retiré avant d'être envoyé, puis effacé"],
] as const;

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
  await knex.raw('create index documents_taken_off on documents (withdrawn_at) where withdrawn_at is not null');
};
export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index documents_taken_off');
  await knex('parameters').where({ slug }).delete();
};
