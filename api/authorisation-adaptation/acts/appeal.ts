/** What an operator may answer to a refusal or a formal notice, and the appeal. */
import { z } from 'zod';
import { actForm } from '../../cases/act-form.ts';
import { answerWithDocuments, oneText } from '../../cases/usual-forms.ts';
import { dateInput, hourInput, notBefore, radios, requiredDay, requiredText, textarea } from '../../forms/inputs.ts';
import { requiredHour } from '../../forms/numbers.ts';
import { effectsAhead } from '../effects-ahead.ts';
import type { Pages } from '../page-types.ts';

const form = actForm<Pages>();

export const appealForms = {
  'give-remedy': answerWithDocuments<Pages>(
    'Ce qui a été fait pour remédier au refus',
    () => 'La décision sera revue à la lumière de votre réponse.',
  ),
  'lodge-appeal': oneText<Pages>('text', 'Motifs du recours', 'Écrivez les motifs du recours.', {
    intro: () =>
      "Le recours est porté devant le Conseil d'administration de l'ONE. Vous serez entendu·e par écrit ou oralement.",
  }),
  'plan-hearing': form({
    fields: () => [
      dateInput('hearingOn', "Date de l'audition"),
      hourInput('from', 'Heure', { hint: 'par exemple 14:00' }),
      textarea('text', 'Lieu et modalités', { rows: 3 }),
    ],
    schema: z.strictObject({
      hearingOn: requiredDay("Écrivez la date de l'audition."),
      from: requiredHour("Écrivez l'heure de l'audition, par exemple 14:00."),
      text: requiredText("Écrivez le lieu et les modalités de l'audition."),
    }),
    check: ({ hearingOn }, { today }) => notBefore('hearingOn', hearingOn, today, "L'audition"),
    split: ({ hearingOn, from, text }) => ({
      facts: { hearingOn },
      content: { from, text },
    }),
  }),
  'decide-appeal': form({
    intro: () => "La décision du Conseil d'administration est consignée ici ; elle est notifiée à l'opérateur.",
    fields: ({ row }) => [
      radios(
        'outcome',
        'Recours',
        [
          { value: 'upheld', text: 'Accueilli' },
          { value: 'dismissed', text: 'Rejeté' },
        ],
        { inline: true },
      ),
      dateInput('effectiveOn', "Date d'effet", {
        value: row.state.data.wishedOn,
        hint: 'Si le recours est accueilli',
      }),
      textarea('reasons', 'Motifs', { rows: 8 }),
    ],
    schema: z.strictObject({
      outcome: z.enum(['upheld', 'dismissed'], { error: 'Choisissez : accueilli ou rejeté.' }),
      effectiveOn: requiredDay("Écrivez la date d'effet."),
      reasons: requiredText('Motivez la décision sur recours.', 20_000),
    }),
    ahead: ({ file }) => effectsAhead(file, { outcome: 'upheld-on-appeal' }),
    split: ({ outcome, effectiveOn, reasons }) => ({
      facts: { outcome, effectiveOn },
      content: { reasons },
    }),
  }),
  'answer-notice': answerWithDocuments<Pages>(
    'Votre réponse à la mise en demeure',
    () => 'Votre réponse est lue avant toute décision.',
  ),
} as const;
