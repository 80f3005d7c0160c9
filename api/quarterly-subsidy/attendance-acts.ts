/** Sending the attendance of a month, and having it back. */
import { z } from 'zod';
import { digest } from '../../db/act-hash.ts';
import type { Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
import { count } from '../forms/numbers.ts';
import { requiredText, textarea } from '../forms/inputs.ts';
import { checkMonth, month, monthInput } from './months.ts';
import type { Pages } from './own.ts';

const number = (name: string, label: string) => ({ partial: 'field-text', name, label, required: true, short: true });
const most = 100_000;

export const sendAttendance: ActForm<Pages, Facts['send-attendance']> = actForm<Pages>()({
  intro: () => "Un mois envoyé ne se modifie plus, sauf si l'ONE le rouvre.",
  fields: ({ row }) => [
    monthInput(row, 'attendance', false),
    number('children', "Nombre d'enfants"),
    number('days', 'Journées de présence'),
    number('halfDays', 'Demi-journées de présence'),
  ],
  schema: z.strictObject({
    month,
    children: count("Écrivez le nombre d'enfants.", { least: 0, most }),
    days: count('Écrivez le nombre de journées.', { least: 0, most }),
    halfDays: count('Écrivez le nombre de demi-journées.', { least: 0, most }),
  }),
  check: (values, { row }) => checkMonth(row, 'attendance', false, values.month),
  split: (values) => ({ facts: { ...values, digest: digest(values).toString('hex') }, content: {} }),
});

export const reopenAttendance: ActForm<Pages, Facts['reopen-attendance']> = actForm<Pages>()({
  intro: () => "Le milieu d'accueil peut modifier ce mois à nouveau, et doit le renvoyer.",
  fields: ({ row }) => [
    monthInput(row, 'attendance', true),
    textarea('reason', "Motif, lu par le milieu d'accueil", { rows: 3, maxLength: 2000 }),
  ],
  schema: z.strictObject({ month, reason: requiredText('Écrivez pourquoi le mois est rouvert.', 2000) }),
  check: (values, { row }) => checkMonth(row, 'attendance', true, values.month),
  split: ({ month: reopened, reason }) => ({ facts: { month: reopened }, content: { reason } }),
});
