/** « Identification » of the sheet: names and birth date may be corrected; the national number is shown to nobody, and corrected by the helpdesk. */
import { z } from 'zod';
import { formatShortDate } from '../../domain/french-dates.ts';
import { hasVisible } from '../../domain/typed-text.ts';
import { dateInput, requiredDay, requiredLine } from '../forms/inputs.ts';
import { sheetSection } from './section.ts';

const schema = z.strictObject({
  firstName: requiredLine('Écrivez le prénom', 60),
  familyName: requiredLine('Écrivez le nom', 60),
  bornOn: requiredDay('Encodez la date de naissance'),
});
const confirmed = "Confirmé auprès de l'ONE : seul l'ONE le corrige, à votre demande";
export const noNumberIn = (name: string): boolean => hasVisible(name) && !/\d/.test(name);

export const identification = sheetSection<z.infer<typeof schema>>({
  key: 'identification',
  title: 'Identification',
  table: 'people',
  empty: '',
  columns: [],
  rows: ({ sheet: { member } }) => [
    {
      id: 'person',
      name: "l'identité",
      cells: [
        { label: 'Prénom et nom', value: `${member.firstName} ${member.familyName}` },
        { label: 'Date de naissance', value: member.bornOn === null ? undefined : formatShortDate(member.bornOn) },
      ],
    },
  ],
  inputs: ({ sheet }) => [
    ...(
      [
        ['firstName', 'Prénom'],
        ['familyName', 'Nom'],
      ] as const
    ).map(([name, label]) => ({
      partial: 'field-text' as const,
      name,
      label,
      required: true,
      ...(sheet.hasConfirmedNames ? { readonly: true, hint: confirmed } : {}),
    })),
    dateInput('bornOn', 'Date de naissance', {
      hint: 'Déduite du NISS quand elle y est. Vérifiez-la : un NISS ne commence pas toujours par la date de naissance.',
    }),
  ],
  typed: ({ sheet: { member } }) => ({
    firstName: member.firstName,
    familyName: member.familyName,
    bornOn: member.bornOn ?? '',
  }),
  schema,
  check: ({ firstName, familyName, bornOn }, { sheet: { member, hasConfirmedNames }, today }) => ({
    ...(hasConfirmedNames && firstName !== member.firstName ? { firstName: confirmed } : {}),
    ...(hasConfirmedNames && familyName !== member.familyName ? { familyName: confirmed } : {}),
    ...(noNumberIn(firstName) ? {} : { firstName: 'Un prénom ne contient pas de chiffres' }),
    ...(noNumberIn(familyName) ? {} : { familyName: 'Un nom ne contient pas de chiffres' }),
    ...(bornOn > today || bornOn < '1900-01-01' ? { bornOn: "Vérifiez l'année de naissance" } : {}),
  }),
  columnsOf: ({ firstName, familyName, bornOn }) => ({
    first_name: firstName,
    family_name: familyName,
    born_on: bornOn,
  }),
});
