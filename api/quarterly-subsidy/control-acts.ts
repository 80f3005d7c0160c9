/** What ONE does with a request beside its control: sent back, refused, and derogations to the last day. */
import { z } from 'zod';
import { refusalMotives, type Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import { refusalMotiveWords } from '../../views/quarterly-subsidy/words.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
import { oneText } from '../cases/usual-forms.ts';
import { choice, dateInput, optionalText, radios, requiredDay, requiredText, textarea } from '../forms/inputs.ts';
import type { Pages } from './own.ts';

export const sendBack: ActForm<Pages, Facts['send-back']> = oneText<Pages>(
  'reason',
  'Ce qui est à revoir',
  'Écrivez ce qui est à revoir.',
  { intro: () => 'Le calcul retourne au contrôle. Votre remarque reste à l’ONE.' },
);

export const refuse: ActForm<Pages, Facts['refuse']> = actForm<Pages>()({
  intro: () => "Le refus clôt la demande. L'opérateur reçoit une décision motivée.",
  stop: true,
  fields: () => [
    radios(
      'motive',
      'Motif',
      refusalMotives.map((value) => ({ value, text: refusalMotiveWords[value] })),
    ),
    textarea('reason', 'Motivation, reprise dans la lettre', { rows: 5, maxLength: 5000 }),
  ],
  schema: z.strictObject({
    motive: choice('Choisissez un motif.', refusalMotives),
    reason: requiredText('Écrivez la motivation : elle est reprise dans la lettre.'),
  }),
  split: ({ motive, reason }) => ({ facts: { motive }, content: { reason } }),
});

export const grantDerogation: ActForm<Pages, Facts['grant-derogation']> = actForm<Pages>()({
  fields: () => [
    dateInput('until', 'Nouveau dernier jour'),
    textarea('reason', "Explication pour le milieu d'accueil", { required: false, rows: 3, maxLength: 2000 }),
  ],
  schema: z.strictObject({
    until: requiredDay('Écrivez le nouveau dernier jour.'),
    reason: optionalText(2000),
  }),
  check: ({ until }, { row, today }) =>
    until <= row.state.data.lastDay || until < today
      ? { until: 'Choisissez un jour qui vient après le dernier jour actuel et après aujourd’hui.' }
      : {},
  split: ({ until, reason }) => ({ facts: { until }, content: { reason } }),
});

export const refuseDerogation: ActForm<Pages, Facts['refuse-derogation']> = oneText<Pages>(
  'reason',
  "Explication pour le milieu d'accueil",
  'Écrivez pourquoi la dérogation est refusée.',
);
