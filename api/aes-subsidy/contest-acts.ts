/** A line of a signed calculation, contested by the operator and answered by ONE. */
import { z } from 'zod';
import type { Facts } from '../../workflows/aes-subsidy/contract.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
import { requiredText, textarea } from '../forms/inputs.ts';
import type { Pages } from './own.ts';

const reason = requiredText('Écrivez pourquoi vous contestez cette ligne.');
export const contest: ActForm<Pages, Facts['contest']> = actForm<Pages>()({
  fields: () => [textarea('reason', 'Pourquoi contestez-vous cette ligne ?', { rows: 5, maxLength: 5000 })],
  schema: z.strictObject({ reason }),
  split: (content, { row: { state } }) => ({
    facts: { line: `${Object.keys(state.data.sent)[0] ?? ''}.${state.data.quarter}`, cents: 0 },
    content,
  }),
});

const answered = (intro: string): ActForm<Pages, { line: string }> =>
  actForm<Pages>()({
    intro: () => intro,
    fields: () => [textarea('reason', "Réponse à l'opérateur", { rows: 4, maxLength: 5000 })],
    schema: z.strictObject({ reason: requiredText('Écrivez votre réponse.') }),
    split: (content, { row: { state } }) => ({
      facts: { line: Object.entries(state.data.contests).find(([, answer]) => answer === 'asked')?.[0] ?? '' },
      content,
    }),
  });
export const upholdContest = answered('La demande retourne au contrôle, où la ligne est revue.');
export const dismissContest = answered('Le montant retenu reste celui qui a été signé.');
