/** A temporary move or cessation that lasts: prolonged, or ended by a return. */
import { z } from 'zod';
import type { Day } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { actForm } from '../../cases/act-form.ts';
import { confirmation, oneText } from '../../cases/usual-forms.ts';
import type { Faults } from '../../forms/form.ts';
import { dateInput, notBefore, requiredDay, requiredText, textarea } from '../../forms/inputs.ts';
import { returnAhead } from '../effects-ahead.ts';
import type { Pages, Row } from '../page-types.ts';

const form = actForm<Pages>();

export const periodForms = {
  'ask-extension': form({
    fields: ({ row }) => [
      dateInput('untilOn', 'Nouvelle fin prévue', {
        hint: row.state.data.plannedEndOn && `Fin prévue actuelle : ${formatLongDate(row.state.data.plannedEndOn)}`,
      }),
      textarea('reason', 'Motif de la prolongation'),
    ],
    schema: z.strictObject({
      untilOn: requiredDay('Écrivez la nouvelle fin prévue.'),
      reason: requiredText('Écrivez le motif de la prolongation.'),
    }),
    check: ({ untilOn }, { row }) => laterEnd(untilOn, row),
    split: ({ untilOn, reason }) => ({ facts: { untilOn }, content: { reason } }),
  }),
  'grant-extension': confirmation<Pages>(
    ({ row }) => `La période est prolongée jusqu'au ${formatLongDate(row.state.data.extension?.untilOn ?? '')}.`,
  ),
  'refuse-extension': oneText<Pages>('reason', 'Motif du refus', 'Motivez le refus de la prolongation.'),
  'extend-period': form({
    fields: () => [dateInput('untilOn', 'Nouvelle fin prévue'), textarea('reason', 'Motif')],
    schema: z.strictObject({
      untilOn: requiredDay('Écrivez la nouvelle fin prévue.'),
      reason: requiredText('Écrivez le motif de la prolongation.'),
    }),
    check: ({ untilOn }, { row, today }) => ({
      ...notBefore('untilOn', untilOn, today, 'La nouvelle fin'),
      ...laterEnd(untilOn, row),
    }),
    split: ({ untilOn, reason }) => ({ facts: { untilOn }, content: { reason } }),
  }),
  'confirm-return': form({
    intro: () => "L'autorisation reprend son adresse et sa capacité d'avant la période, à la date du retour.",
    ahead: ({ file }) => returnAhead(file),
    fields: () => [
      dateInput('returnedOn', 'Date du retour'),
      textarea('remarks', 'Comment le retour a été constaté', { rows: 3 }),
    ],
    schema: z.strictObject({
      returnedOn: requiredDay('Écrivez la date du retour.'),
      remarks: requiredText('Écrivez comment le retour a été constaté.'),
    }),
    check: ({ returnedOn }, { today }) =>
      returnedOn > today ? { returnedOn: "Le retour n'a pas encore eu lieu à cette date." } : {},
    split: ({ returnedOn, remarks }) => ({
      facts: { returnedOn },
      content: { remarks },
    }),
  }),
} as const;

const laterEnd = (untilOn: Day, { state: { data } }: Row): Faults =>
  data.plannedEndOn && untilOn <= data.plannedEndOn
    ? {
        untilOn: `La nouvelle fin doit suivre la fin prévue actuelle, le ${formatLongDate(data.plannedEndOn)}.`,
      }
    : {};
