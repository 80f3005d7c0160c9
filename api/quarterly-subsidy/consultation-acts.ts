/** Signing the consultations of a month, and having them back. */
import { z } from 'zod';
import { digest } from '../../db/act-hash.ts';
import type { Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
import { requiredText, textarea } from '../forms/inputs.ts';
import { amount, count } from '../forms/numbers.ts';
import { checkMonth, month, monthInput } from './months.ts';
import type { Pages } from './own.ts';

export const signConsultations: ActForm<Pages, Facts['sign-consultations']> = actForm<Pages>()({
  intro: () => "Un mois signé est envoyé à l'ONE et ne se modifie plus, sauf si l'ONE le rouvre.",
  fields: ({ row }) => [
    monthInput(row, 'consultations', false),
    { partial: 'field-text', name: 'consultations', label: 'Nombre de consultations', required: true, short: true },
    {
      partial: 'field-text',
      name: 'cents',
      label: 'Honoraires et déplacements, en euros',
      required: true,
      short: true,
    },
  ],
  schema: z.strictObject({
    month,
    consultations: count('Écrivez le nombre de consultations.', { least: 0, most: 1000 }),
    cents: amount('Écrivez le montant.'),
  }),
  check: (values, { row }) => checkMonth(row, 'consultations', false, values.month),
  split: (values) => ({ facts: { ...values, digest: digest(values).toString('hex') }, content: {} }),
});

export const reopenConsultations: ActForm<Pages, Facts['reopen-consultations']> = actForm<Pages>()({
  intro: () => "Le milieu d'accueil peut modifier ce mois à nouveau, et doit le signer et l'envoyer.",
  fields: ({ row }) => [
    monthInput(row, 'consultations', true),
    textarea('reason', "Motif, lu par le milieu d'accueil", { rows: 3, maxLength: 2000 }),
  ],
  schema: z.strictObject({ month, reason: requiredText('Écrivez pourquoi le mois est rouvert.', 2000) }),
  check: (values, { row }) => checkMonth(row, 'consultations', true, values.month),
  split: ({ month: reopened, reason }) => ({ facts: { month: reopened }, content: { reason } }),
});
