/** « Document(s) » of the sheet: dates only; the papers stay with the organising body, at the disposal of ONE (Guide Pro.ONE 2023, 11.3.3.4). */
import { z } from 'zod';
import { addMonths } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { documentKinds, staffDocuments } from '../../domain/staff/functions.ts';
import type { StaffPaper, TeamLimits } from '../../domain/staff/team.ts';
import { choice, dateInput, optionalDay, requiredDay } from '../forms/inputs.ts';
import { outOfYears, sheetSection } from './section.ts';

const schema = z.strictObject({
  kind: choice('Choisissez le document', documentKinds),
  datedOn: requiredDay('Encodez la date du document'),
  expiresOn: optionalDay(),
});

export const documents = sheetSection<z.infer<typeof schema>>({
  key: 'documents',
  title: 'Document(s)',
  table: 'staff_documents',
  intro: "Donnez les dates et gardez les documents à disposition de l'ONE.",
  add: 'Ajouter un document',
  empty: "Aucune date de document n'est encodée pour cette personne.",
  columns: [{ label: 'Document' }, { label: 'Daté du', nowrap: true }],
  rows: ({ sheet: { member, limits }, today }) =>
    member.documents.map((paper) => {
      const until = validUntil(paper, limits);
      return {
        id: paper.id,
        name: `« ${staffDocuments[paper.kind].label} »`,
        cells: [
          { text: staffDocuments[paper.kind].label },
          {
            text: formatShortDate(paper.datedOn),
            ...(until === null
              ? {}
              : { sub: `${until < today ? 'plus valable depuis le' : "valable jusqu'au"} ${formatShortDate(until)}` }),
          },
        ],
      };
    }),
  inputs: () => [
    {
      partial: 'field-select',
      name: 'kind',
      label: 'Document',
      required: true,
      placeholder: 'Choisissez',
      options: documentKinds.map((value) => ({ value, text: staffDocuments[value].label })),
    },
    dateInput('datedOn', 'Date du document'),
    dateInput('expiresOn', "Valable jusqu'au", {
      required: false,
      hint: "Seulement si le document porte une date de fin. L'extrait de casier judiciaire est suivi sans elle.",
    }),
  ],
  typed: ({ sheet: { member } }, rowId) => {
    const paper = member.documents.find(({ id }) => id === rowId);
    return paper ? { kind: paper.kind, datedOn: paper.datedOn, expiresOn: paper.expiresOn ?? '' } : {};
  },
  schema,
  check: ({ datedOn, expiresOn }, { today }) => ({
    ...outOfYears('datedOn', datedOn),
    ...(datedOn > today ? { datedOn: "Cette date est dans l'avenir" } : {}),
    ...outOfYears('expiresOn', expiresOn),
    ...(expiresOn !== undefined && expiresOn < datedOn
      ? { expiresOn: `Cette date vient avant celle du document, le ${formatShortDate(datedOn)}` }
      : {}),
  }),
  columnsOf: ({ kind, datedOn, expiresOn }) => ({ kind, dated_on: datedOn, expires_on: expiresOn ?? null }),
});

/** The end that it bears, or that a rule gives it. */
const validUntil = ({ kind, datedOn, expiresOn }: StaffPaper, { criminalRecordMonths }: TeamLimits): string | null =>
  expiresOn ?? (kind === 'criminal-record' ? addMonths(datedOn, criminalRecordMonths) : null);
