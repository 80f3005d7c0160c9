/** What ONE does with a request: corrections, the calculation, its signature, a refusal, and derogations to the last day. */
import { z } from 'zod';
import { monthInWords, monthsOf } from '../../domain/quarter.ts';
import {
  modules,
  refusalMotives,
  steps,
  type CorrectionCode,
  type Facts,
} from '../../workflows/quarterly-subsidy/contract.ts';
import { moduleWords, refusalMotiveWords, stepWords } from '../../views/quarterly-subsidy/words.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
import { oneText } from '../cases/usual-forms.ts';
import { several } from '../forms/envelope.ts';
import {
  answer,
  choice,
  dateInput,
  optionalText,
  radios,
  requiredDay,
  requiredText,
  textarea,
} from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import type { Pages, Row } from './own.ts';

const correctionChoices = ({ state }: Row): { value: CorrectionCode; text: string }[] => [
  ...steps.map((value) => ({ value, text: stepWords[value] })),
  ...modules.flatMap((module) =>
    monthsOf(state.data.quarter).map((month) => ({
      value: `${module}-${month}` as const,
      text: `${moduleWords[module]}, ${monthInWords(month)}`,
    })),
  ),
];
const nothingChosen = 'Cochez au moins ce qui est à corriger.';
export const askCorrection: ActForm<Pages, Facts['ask-correction']> = actForm<Pages>()({
  intro: () => "Le milieu d'accueil corrige ce que vous cochez, puis soumet la demande à nouveau.",
  fields: ({ row }) => [
    {
      partial: 'field-checkboxes',
      name: 'corrections',
      label: 'À corriger',
      options: correctionChoices(row),
      required: true,
    },
    textarea('reason', "Explication pour le milieu d'accueil", { rows: 4, maxLength: 2000 }),
  ],
  schema: z.strictObject({
    corrections: several(answer(nothingChosen), nothingChosen),
    reason: requiredText('Écrivez ce qui est à corriger.', 2000),
  }),
  check: ({ corrections }, { row }) => {
    const known = new Set<string>(correctionChoices(row).map(({ value }) => value));
    return corrections.every((code) => known.has(code)) ? {} : { corrections: notAChoice };
  },
  split: ({ corrections, reason }) => ({
    facts: { corrections: corrections as CorrectionCode[] },
    content: { reason },
  }),
});

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
