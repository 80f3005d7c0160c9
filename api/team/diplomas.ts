/** « Formation(s) » of the sheet: diplomas and certificates, by their title. */
import { z } from 'zod';
import { formatShortDate } from '../../domain/french-dates.ts';
import { dateInput, optionalDay, requiredLine } from '../forms/inputs.ts';
import { outOfYears, sheetSection } from './section.ts';

const schema = z.strictObject({
  title: requiredLine('Écrivez le titre du diplôme ou du certificat', 150),
  obtainedOn: optionalDay(),
});

export const diplomas = sheetSection<z.infer<typeof schema>>({
  key: 'diplomas',
  title: 'Formation(s)',
  table: 'staff_diplomas',
  add: 'Ajouter un diplôme',
  empty: "Aucun diplôme ni certificat n'est encodé pour cette personne.",
  columns: [{ label: 'Diplôme ou certificat' }, { label: 'Obtenu le', nowrap: true }],
  rows: ({ sheet: { member } }) =>
    member.diplomas.map(({ id, title, obtainedOn }) => ({
      id,
      name: `« ${title} »`,
      cells: [{ text: title }, { text: obtainedOn === null ? '–' : formatShortDate(obtainedOn) }],
    })),
  inputs: () => [
    { partial: 'field-text', name: 'title', label: 'Diplôme ou certificat', required: true },
    dateInput('obtainedOn', 'Obtenu le', { required: false }),
  ],
  typed: ({ sheet: { member } }, rowId) => {
    const diploma = member.diplomas.find(({ id }) => id === rowId);
    return diploma ? { title: diploma.title, obtainedOn: diploma.obtainedOn ?? '' } : {};
  },
  schema,
  check: ({ obtainedOn }, { today }) => ({
    ...outOfYears('obtainedOn', obtainedOn),
    ...(obtainedOn !== undefined && obtainedOn > today ? { obtainedOn: "Cette date est dans l'avenir" } : {}),
  }),
  columnsOf: ({ title, obtainedOn }) => ({ title, obtained_on: obtainedOn ?? null }),
});
