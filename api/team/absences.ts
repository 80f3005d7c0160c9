/** « Absence(s) » of the sheet: from when to when. No motive is asked for or kept. */
import { z } from 'zod';
import { noDueDay } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import type { Faults } from '../forms/form.ts';
import { dateInput, optionalDay, requiredDay } from '../forms/inputs.ts';
import { outOfYears, sheetSection, type SectionContext } from './section.ts';

const schema = z.strictObject({
  fromOn: requiredDay("Encodez le premier jour d'absence"),
  toOn: optionalDay(),
});
type Values = z.infer<typeof schema>;

export const absences = sheetSection<Values>({
  key: 'absences',
  title: 'Absence(s)',
  table: 'staff_absences',
  intro: "Seulement les dates : le motif n'est ni demandé ni conservé.",
  add: 'Ajouter une absence',
  empty: "Aucune absence n'est encodée pour cette personne.",
  columns: [
    { label: 'Du', nowrap: true },
    { label: 'Au', nowrap: true },
  ],
  rows: ({ sheet: { member } }) =>
    [...member.absences].reverse().map(({ id, fromOn, toOn }) => ({
      id,
      name: `l'absence du ${formatShortDate(fromOn)}`,
      cells: [{ text: formatShortDate(fromOn) }, { text: toOn === null ? 'sans fin prévue' : formatShortDate(toOn) }],
    })),
  inputs: () => [
    dateInput('fromOn', 'Du'),
    dateInput('toOn', 'Au', { required: false, hint: 'Dernier jour ; vide : sans fin prévue.' }),
  ],
  typed: ({ sheet: { member } }, rowId) => {
    const absence = member.absences.find(({ id }) => id === rowId);
    return absence ? { fromOn: absence.fromOn, toOn: absence.toOn ?? '' } : {};
  },
  schema,
  check: (values, context, rowId) => ({
    ...outOfYears('fromOn', values.fromOn),
    ...outOfYears('toOn', values.toOn),
    ...(values.toOn !== undefined && values.toOn < values.fromOn
      ? { toOn: `Le dernier jour vient avant le premier, le ${formatShortDate(values.fromOn)}` }
      : {}),
    ...twice(values, context, rowId),
  }),
  columnsOf: ({ fromOn, toOn }) => ({ from_on: fromOn, to_on: toOn ?? null }),
});

/** Nobody is absent twice on one day. */
function twice({ fromOn, toOn }: Values, { sheet }: SectionContext, rowId: string): Faults {
  const other = sheet.member.absences.find(
    (each) => each.id !== rowId && each.fromOn <= (toOn ?? noDueDay) && (each.toOn === null || each.toOn >= fromOn),
  );
  if (!other) return {};
  const until = other.toOn === null ? ', sans fin prévue' : ` au ${formatShortDate(other.toOn)}`;
  return { fromOn: `Une absence est déjà encodée du ${formatShortDate(other.fromOn)}${until} : complétez-la` };
}
