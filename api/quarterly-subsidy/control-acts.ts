/** What ONE does with a request beside its control: sent back, refused, and derogations to the last day. */
import { z } from 'zod';
import { refusalMotives, type Facts, type RefusalMotive } from '../../workflows/quarterly-subsidy/contract.ts';
import { refusalMotiveWords } from '../../views/quarterly-subsidy/words.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
import { oneText } from '../cases/usual-forms.ts';
import { dateInput, optionalText, requiredDay, textarea } from '../forms/inputs.ts';
import { refuseFor, sendBackOf } from '../subsidies/signed-sum.ts';
import type { Pages } from './own.ts';

export const sendBack: ActForm<Pages, Facts['send-back']> = sendBackOf<Pages>();
export const refuse: ActForm<Pages, Facts['refuse']> = refuseFor<Pages, RefusalMotive>(
  refusalMotives,
  refusalMotiveWords,
);

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
