/** The forms of the officer. What the person does has pages of its own (`follow.ts`, `own.ts`). */
import { z } from 'zod';
import { exportSlot } from '../../db/privacy-request/attach.ts';
import type { Asker } from '../../db/privacy-request/askers.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { outcomes, refusalMotives, type Kind, type Words } from '../../workflows/privacy-request/contract.ts';
import { termAfter } from '../../workflows/privacy-request/term.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import { motiveWords, outcomeWords, remedies } from '../../views/privacy-request/words.ts';
import { actForm, type RowContext } from '../cases/act-form.ts';
import { noForm, type ActForms } from '../cases/procedure-pages.ts';
import { oneText } from '../cases/usual-forms.ts';
import { choice, radios, requiredText, textarea } from '../forms/inputs.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  ofNobody: true;
  /** Who asks; undefined once it is erased. */
  own: { asker: (Asker & { account_too: boolean }) | undefined };
}

const longest = 4000;
const suspends = 'Le délai ne court pas jusqu’à la réponse de la personne ; sans réponse, il reprend.';
const reasons = (label: string, hint: string) => [textarea('reason', label, { rows: 5, maxLength: longest, hint })];
const untilOf = ({ row }: RowContext<Pages>): string =>
  termAfter(row.state.data.dueOn, parameterOf('prolongation', row.parameters));

export const acts: ActForms<Pages> = {
  'ask': noForm,
  'give-reply': noForm,
  'withdraw': noForm,
  'remind': noForm,
  'term-missed': noForm,
  'remind-reply': noForm,
  'reply-missed': noForm,
  'ask-identity': oneText<Pages>('reason', 'Votre question', 'Écrivez ce que vous demandez à la personne.', {
    intro: () =>
      `Seulement en cas de doute raisonnable, et rien de plus que ce qu'il faut : pas de copie de carte d'identité quand une question suffit (RGPD, art. 12.6). ${suspends}`,
  }),
  'ask-precision': oneText<Pages>('reason', 'Votre question', 'Écrivez ce que la personne doit préciser.', {
    intro: () =>
      `Quelles données, quel milieu d'accueil, quelle période : la personne peut aussi répondre qu'elle veut tout. ${suspends}`,
  }),
  'prolong': actForm<Pages>()({
    intro: (context) =>
      `Une seule fois, quand la demande est complexe ou qu'il y en a beaucoup : jusqu'au ${formatLongDate(untilOf(context))}. La personne en reçoit les motifs avant la fin du premier délai (RGPD, art. 12.3).`,
    fields: () => reasons('Motifs de la prolongation', 'La personne les lit.'),
    schema: z.strictObject({ reason: requiredText('Écrivez pourquoi le délai est prolongé.', longest) }),
    split: (content, context) => ({ facts: { until: untilOf(context) }, content }),
  }),
  'answer': actForm<Pages>()({
    intro: () =>
      'La personne lit votre réponse et télécharge ce que vous joignez. Elle seule, et vous, les lisez. Une donnée à corriger se corrige là où elle est : joignez ou écrivez ce qui a été fait.',
    files: () => [
      {
        name: 'export',
        slot: exportSlot,
        label: 'Documents pour la personne',
        hint: 'Copie des données, preuve de la correction. PDF, JPEG ou PNG, 10 Mo au maximum.',
      },
    ],
    fields: () => [
      radios(
        'outcome',
        'Suite donnée',
        outcomes.map((value) => ({ value, text: outcomeWords[value] })),
      ),
      textarea('text', 'Votre réponse', {
        rows: 8,
        maxLength: longest,
        hint: 'Ce qui a été fait, et ce qui ne l’a pas été et pourquoi. Pour un accès : finalités, destinataires, durée de conservation, origine des données.',
      }),
    ],
    schema: z.strictObject({
      outcome: choice('Choisissez la suite donnée.', outcomes),
      text: requiredText('Écrivez votre réponse : la personne la lit.', longest),
    }),
    split: ({ outcome, text }) => ({
      facts: { outcome },
      content: { text: outcome === 'in-part' ? `${text}\n\n${remedies}` : text },
    }),
  }),
  'refuse': actForm<Pages>()({
    intro: () => 'La personne lit le motif, votre explication et ses recours, qui sont ajoutés (RGPD, art. 12.4).',
    stop: true,
    fields: () => [
      radios(
        'motive',
        'Motif',
        refusalMotives.map((value) => ({ value, text: motiveWords[value] })),
      ),
      ...reasons('Explication', 'Quelles données, quelle règle, ce que la personne peut encore demander.'),
    ],
    schema: z.strictObject({
      motive: choice('Choisissez un motif.', refusalMotives),
      reason: requiredText('Écrivez une explication : la personne la lit avec le motif.', longest),
    }),
    split: ({ motive, reason }) => ({ facts: { motive }, content: { reason: `${reason}\n\n${remedies}` } }),
  }),
};
