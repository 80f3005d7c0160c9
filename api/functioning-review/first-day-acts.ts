/** Day 1: other days that the operator proposes, and what ONE answers. */
import { z } from 'zod';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { actForm } from '../cases/act-form.ts';
import { oneText } from '../cases/usual-forms.ts';
import type { Faults } from '../forms/form.ts';
import { dateInput, optionalDay, optionalText, requiredDay, requiredText, textarea } from '../forms/inputs.ts';
import { faultOfFirstDay } from './first-day.ts';
import type { Pages } from './own.ts';

const form = actForm<Pages>();
const names = ['day1', 'day2', 'day3'] as const;

export const firstDayForms = {
  'propose-first-day': form({
    intro: ({ row }) =>
      `Le premier jour fixé est le ${formatLongDate(row.state.data.firstDayOn)} : il reste fixé tant que l'ONE n'a pas répondu. Proposez deux ou trois autres jours.`,
    fields: () => [
      dateInput('day1', 'Premier choix'),
      dateInput('day2', 'Deuxième choix'),
      dateInput('day3', 'Troisième choix', { required: false }),
      textarea('text', 'Pourquoi ces jours', { rows: 3 }),
    ],
    schema: z.strictObject({
      day1: requiredDay('Écrivez un premier jour, jj/mm/aaaa.'),
      day2: requiredDay("Écrivez un deuxième jour, jj/mm/aaaa : l'ONE choisit entre plusieurs."),
      day3: optionalDay(),
      text: requiredText("Écrivez en une phrase pourquoi ces jours conviennent mieux : l'ONE en tient compte."),
    }),
    checkFile: (values, { row, today, file }) => {
      const faults: Faults = {};
      const seen = new Set<Day>([row.state.data.firstDayOn]);
      for (const name of names) {
        const day = values[name];
        if (!day) continue;
        const fault = faultOfFirstDay(day, today, file.own.closures);
        if (fault) faults[name] = fault;
        else if (seen.has(day)) faults[name] = `Le ${formatLongDate(day)} est déjà fixé ou proposé.`;
        seen.add(day);
      }
      return faults;
    },
    split: ({ day1, day2, day3, text }) => ({
      facts: { days: [day1, day2, ...(day3 ? [day3] : [])].sort() },
      content: { text },
    }),
  }),
  'move-first-day': form({
    intro: ({ row }) =>
      `Le premier jour fixé est le ${formatLongDate(row.state.data.firstDayOn)}.${
        row.state.data.proposedDays
          ? ` Jours proposés : ${row.state.data.proposedDays.map(formatLongDate).join(' ; ')}.`
          : ''
      }`,
    fields: ({ row }) => [
      dateInput('firstDayOn', 'Nouveau premier jour', { value: row.state.data.proposedDays?.[0] }),
      textarea('text', "Message à l'opérateur", { required: false, rows: 3 }),
    ],
    schema: z.strictObject({
      firstDayOn: requiredDay('Écrivez le premier jour, jj/mm/aaaa.'),
      text: optionalText(),
    }),
    checkFile: ({ firstDayOn }, { row, today, file }): Faults => {
      const fault =
        firstDayOn === row.state.data.firstDayOn
          ? "C'est le premier jour déjà fixé : pour le garder, choisissez « Maintenir le premier jour »."
          : faultOfFirstDay(firstDayOn, today, file.own.closures);
      return fault ? { firstDayOn: fault } : {};
    },
    split: ({ firstDayOn, text }) => ({ facts: { firstDayOn }, content: { text } }),
  }),
  'keep-first-day': oneText<Pages>(
    'reason',
    "Réponse à l'opérateur",
    "Écrivez pourquoi le premier jour est maintenu : l'opérateur le lit.",
  ),
} as const;
