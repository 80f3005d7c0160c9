/** Registered letters: somebody posts them and notes when, then when they were received, from which the delay runs. */
import { z } from 'zod';
import { addDays } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { actForm } from '../../cases/act-form.ts';
import { dateInput, optionalDay, radios, requiredDay, requiredText } from '../../forms/inputs.ts';
import type { Pages } from '../page-types.ts';

const form = actForm<Pages>();

export const postingForms = {
  'send-registered': form({
    intro: () =>
      "Le courrier est dans les documents de la demande. Postez-le par recommandé, puis notez son numéro et le jour de l'envoi : le délai ne court pas avant.",
    fields: ({ today }) => [
      {
        partial: 'field-text',
        name: 'number',
        label: "Numéro de l'envoi recommandé",
        hint: 'Celui du récépissé de la poste.',
        required: true,
        maxLength: 40,
      },
      dateInput('sentOn', 'Posté le', { value: today }),
    ],
    schema: z.strictObject({
      number: requiredText("Écrivez le numéro de l'envoi recommandé.", 40),
      sentOn: requiredDay("Écrivez le jour de l'envoi."),
    }),
    check: ({ sentOn }, { row, today }) => {
      const { decidedOn } = row.state.data.registered ?? {};
      if (sentOn > today) return { sentOn: "Cette date n'est pas encore passée : notez l'envoi une fois posté." };
      return decidedOn && sentOn < decidedOn
        ? { sentOn: `Le courrier est du ${formatLongDate(decidedOn)} : il ne peut pas avoir été posté avant.` }
        : {};
    },
    split: ({ sentOn, number }) => ({ facts: { sentOn }, content: { number } }),
  }),
  'note-reception': form({
    intro: ({ row }) => {
      const { sentOn } = row.state.data.registered ?? {};
      return `${sentOn ? `Le recommandé a été posté le ${formatLongDate(sentOn)}. ` : ''}Le délai court à partir de sa réception ; tant qu'elle n'est pas connue, à partir d'une réception présumée.`;
    },
    fields: () => [
      radios('received', 'Le recommandé', [
        { value: 'yes', text: 'a été reçu' },
        { value: 'no', text: "n'a pas été retiré à la poste : la réception présumée vaut" },
      ]),
      dateInput('receivedOn', 'Reçu le', { required: false, hint: "Selon l'accusé de réception." }),
    ],
    schema: z.strictObject({
      received: z.enum(['yes', 'no'], { error: 'Indiquez si le recommandé a été reçu.' }),
      receivedOn: optionalDay(),
    }),
    check: ({ received, receivedOn }, { row, today }) => {
      if (received === 'no') return {};
      if (!receivedOn) return { receivedOn: 'Écrivez le jour de la réception.' };
      if (receivedOn > today) return { receivedOn: "Cette date n'est pas encore passée." };
      const { sentOn } = row.state.data.registered ?? {};
      return sentOn && receivedOn < sentOn
        ? {
            receivedOn: `Le recommandé a été posté le ${formatLongDate(sentOn)} : il ne peut pas avoir été reçu avant.`,
          }
        : {};
    },
    doubts: ({ received, receivedOn }, { row }) => {
      const { sentOn } = row.state.data.registered ?? {};
      return received === 'yes' && receivedOn && sentOn && receivedOn > addDays(sentOn, 21)
        ? [
            `Entre l'envoi et la réception, il y a plus de trois semaines : vérifiez la date du ${formatLongDate(receivedOn)}.`,
          ]
        : [];
    },
    split: ({ received, receivedOn }) => ({
      facts: received === 'yes' && receivedOn ? { receivedOn } : {},
      content: {},
    }),
  }),
} as const;
