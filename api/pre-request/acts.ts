/** The forms of what a place answers. What the family does has a page of its own (`follow.ts`). */
import { z } from 'zod';
import { after } from '../../domain/quantity.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { refusalMotives } from '../../workflows/pre-request/contract.ts';
import { parameterOf } from '../../workflows/procedure.ts';
import { motiveWords } from '../../views/pre-request/words.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
import { noForm, type ActForms } from '../cases/procedure-pages.ts';
import type { Faults } from '../forms/form.ts';
import {
  choice,
  dateInput,
  notTooFar,
  optionalText,
  radios,
  requiredDay,
  requiredText,
  textarea,
} from '../forms/inputs.ts';
import { monthInWords, type Pages, type Row } from './own.ts';

const longest = 2000;
const noHealth =
  'La famille le lit sur sa page de suivi. Ne demandez ni numéro de registre national ni donnée de santé.';

/** The family has its time to answer, and knows before the child comes. */
function faultsOfOffer({ from, replyBy }: { from: string; replyBy: string }, row: Row, today: string): Faults {
  const far = { ...notTooFar('from', from, today), ...notTooFar('replyBy', replyBy, today) };
  if (Object.keys(far).length > 0) return far;
  const first = after(today, parameterOf('offer-least', row.parameters));
  if (replyBy < first) return { replyBy: `Laissez le temps de répondre : au plus tôt le ${formatLongDate(first)}.` };
  if (from < replyBy) return { from: "L'entrée ne peut pas être avant le dernier jour pour répondre." };
  return {};
}

function offerForm(): ActForm<Pages, { from: string; replyBy: string }> {
  return actForm<Pages>()({
    intro: ({ row }) =>
      row.status === 'offered'
        ? 'La nouvelle proposition remplace celle que la famille a reçue.'
        : 'La famille reçoit un courriel et confirme avec son code de suivi. Quand elle confirme, les autres lieux du même envoi en sont avertis et leurs pré-demandes retirées.',
    fields: () => [
      dateInput('from', "Premier jour d'accueil proposé"),
      dateInput('replyBy', 'Réponse de la famille, au plus tard le', {
        hint: 'Un rappel lui est envoyé avant. Sans réponse ce jour-là, la place redevient libre.',
      }),
      textarea('text', 'Message à la famille', { required: false, rows: 4, maxLength: longest, hint: noHealth }),
    ],
    begins: ({ file, row, today }) => ({
      from: row.state.data.offer?.from ?? (typeof file.own === 'object' ? file.own.family.wished_on : ''),
      replyBy: row.state.data.offer?.replyBy ?? after(today, parameterOf('reply', row.parameters)),
    }),
    schema: z.strictObject({
      from: requiredDay("Encodez le premier jour d'accueil que vous proposez."),
      replyBy: requiredDay("Encodez jusqu'à quel jour la famille peut répondre."),
      text: optionalText(longest),
    }),
    check: (values, { row, today }) => faultsOfOffer(values, row, today),
    doubts: ({ from }, { row }) => {
      const { month } = row.state.data;
      return from.slice(0, 7) === month
        ? []
        : [`La famille souhaite une entrée en ${monthInWords(month)} ; vous proposez le ${formatLongDate(from)}.`];
    },
    split: ({ from, replyBy, text }) => ({ facts: { from, replyBy }, content: { text } }),
  });
}

export const acts: ActForms<Pages> = {
  'introduce': noForm,
  'answer-question': noForm,
  'confirm-place': noForm,
  'decline-place': noForm,
  'withdraw': noForm,
  'found-elsewhere': noForm,
  'remind-answer': noForm,
  'answer-missed': noForm,
  'remind-question': noForm,
  'question-missed': noForm,
  'remind-offer': noForm,
  'offer-missed': noForm,
  'remind-expiry': noForm,
  'expire': noForm,
  'enter': noForm,
  'offer-place': offerForm(),
  'change-offer': offerForm(),
  'put-on-list': actForm<Pages>()({
    intro: () =>
      "La famille lit qu'elle est sur votre liste d'attente. Vous pouvez lui proposer une place, ou refuser, à tout moment.",
    fields: () => [
      textarea('text', 'Message à la famille', { required: false, rows: 4, maxLength: longest, hint: noHealth }),
    ],
    schema: z.strictObject({ text: optionalText(longest) }),
    split: (content) => ({ facts: {}, content }),
  }),
  'ask-question': actForm<Pages>()({
    intro: () => 'La famille reçoit un courriel et répond avec son code de suivi.',
    fields: () => [textarea('text', 'Votre question', { rows: 4, maxLength: longest, hint: noHealth })],
    schema: z.strictObject({ text: requiredText('Écrivez votre question.', longest) }),
    split: (content) => ({ facts: {}, content }),
  }),
  'refuse': actForm<Pages>()({
    intro: () =>
      "Deux motifs seulement permettent de refuser : il n'y a pas de place, ou la demande n'est pas compatible avec votre projet d'accueil ou votre règlement d'ordre intérieur (arrêté du 28 juillet 2004, art. 50). La famille lit le motif et votre explication.",
    stop: true,
    fields: () => [
      radios(
        'motive',
        'Motif',
        refusalMotives.map((value) => ({ value, text: motiveWords[value] })),
      ),
      textarea('reason', 'Explication pour la famille', {
        rows: 4,
        maxLength: longest,
        hint: 'Quelle place manque et quand il pourrait y en avoir ; ou quel point du projet ou du règlement.',
      }),
    ],
    schema: z.strictObject({
      motive: choice('Choisissez un des deux motifs.', refusalMotives),
      reason: requiredText('Écrivez une explication : la famille la lit avec le motif.', longest),
    }),
    split: ({ motive, reason }) => ({ facts: { motive }, content: { reason } }),
  }),
};
