/** A line of a signed calculation, contested by the operator and answered by ONE. */
import { z } from 'zod';
import { lineCodes, type LineCode } from '../../domain/subsidy/lines.ts';
import type { Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import { lineWords } from '../../views/quarterly-subsidy/words.ts';
import { actForm, type ActForm, type RowContext } from '../cases/act-form.ts';
import { choice, radios, requiredText, textarea } from '../forms/inputs.ts';
import { amount } from '../forms/numbers.ts';
import { notAChoice } from '../forms/sentences.ts';
import type { Pages } from './own.ts';

const lineInput = (codes: readonly LineCode[]) =>
  radios(
    'line',
    'Ligne',
    codes.map((value) => ({ value, text: lineWords[value] })),
  );
const line = choice('Choisissez une ligne.', lineCodes);

export const contest: ActForm<Pages, Facts['contest']> = actForm<Pages>()({
  intro: () => "L'ONE répond à votre contestation, ligne par ligne.",
  fields: ({ row }) => [
    lineInput(lineCodes.filter((code) => !(code in row.state.data.contests))),
    { partial: 'field-text', name: 'cents', label: 'Montant que vous demandez, en euros', required: true, short: true },
    textarea('reason', 'Pourquoi', { rows: 5, maxLength: 5000 }),
  ],
  schema: z.strictObject({
    line,
    cents: amount('Écrivez le montant que vous demandez.'),
    reason: requiredText('Écrivez pourquoi vous contestez cette ligne.'),
  }),
  check: (values, { row }) =>
    values.line in row.state.data.contests ? { line: 'Cette ligne est contestée déjà : une fois chacune.' } : {},
  split: ({ line: contested, cents, reason }) => ({ facts: { line: contested, cents }, content: { reason } }),
});

const asked = ({ row }: RowContext<Pages>): LineCode[] =>
  lineCodes.filter((code) => row.state.data.contests[code] === 'asked');
const answered = (intro: string): ActForm<Pages, { line: string }> =>
  actForm<Pages>()({
    intro: () => intro,
    fields: (context) => [
      lineInput(asked(context)),
      textarea('reason', "Réponse au milieu d'accueil", { rows: 4, maxLength: 5000 }),
    ],
    schema: z.strictObject({ line, reason: requiredText('Écrivez votre réponse.') }),
    check: (values, context) => (asked(context).includes(values.line) ? {} : { line: notAChoice }),
    split: ({ line: answeredLine, reason }) => ({ facts: { line: answeredLine }, content: { reason } }),
  });

export const upholdContest = answered('La demande retourne au contrôle, où la ligne est revue.');
export const dismissContest = answered('Le montant retenu reste celui qui a été signé.');
