/** Is the request complete? What is missing is asked and given; what needs no decision is acknowledged; the operator may give up. */
import { z } from 'zod';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { words } from '../../../views/authorisation-adaptation/words.ts';
import { actForm } from '../../cases/act-form.ts';
import { confirmation, oneText } from '../../cases/usual-forms.ts';
import { isFaulty } from '../../forms/form.ts';
import { dateInput, optionalText, requiredDay, textarea } from '../../forms/inputs.ts';
import { effectsAhead } from '../effects-ahead.ts';
import type { Pages } from '../page-types.ts';
import { pointsOfComplement } from '../points.ts';
import { answerForm } from './answers.ts';
import { pointFaults, pointInputs, pointShape, pointsRead } from './point-rows.ts';

const form = actForm<Pages>();

export const completenessForms = {
  'ask-complement': form({
    intro: () =>
      "Le délai de l'ONE s'arrête jusqu'à la réponse. L'opérateur voit chaque point, et répond à chacun : un document, une réponse corrigée ou une explication.",
    more: 'Ajouter un point',
    fields: ({ row }, typed) => [
      ...pointInputs(row, typed, 2),
      textarea('text', "Un mot pour l'ensemble", { required: false, rows: 2 }),
    ],
    schema: z.strictObject({ text: optionalText(), ...pointShape }) as z.ZodType<
      Readonly<Record<string, string | undefined>>
    >,
    check: (values, { row }) => {
      const faults = pointFaults(values, row);
      return isFaulty(faults) || pointsRead(values, row).length > 0
        ? faults
        : { about1: 'Choisissez au moins un point à compléter.' };
    },
    split: (values, { row }) => {
      const points = pointsRead(values, row);
      return { facts: { items: points.map(({ about }) => about) }, content: { points, text: values.text } };
    },
  }),
  'give-complement': answerForm(
    "Répondez à chaque point, puis envoyez le tout en une fois. Ce que vous joignez est gardé ici jusqu'à l'envoi.",
    pointsOfComplement,
    'Autre chose à dire',
  ),
  'extend-complement': oneText<Pages>(
    'text',
    'Pourquoi le délai est prolongé',
    'Écrivez pourquoi le délai est prolongé.',
    {
      intro: () => "Un nouveau délai complet commence aujourd'hui ; l'opérateur en est averti.",
    },
  ),
  'close-without-follow-up': oneText<Pages>(
    'reason',
    'Motif du classement',
    'Écrivez le motif du classement sans suite.',
    {
      stop: true,
      intro: () =>
        "Le complément n'a pas été reçu. Si vous classez la demande, elle est close et l'opérateur doit en introduire une nouvelle.",
    },
  ),
  'declare-complete': confirmation<Pages>(({ row }) =>
    row.state.data.visit === 'to-plan'
      ? "La demande est complète : les avis sont demandés aujourd'hui et la visite est à planifier."
      : "La demande est complète : l'avis est demandé aujourd'hui.",
  ),
  'acknowledge': form({
    intro: ({ row }) =>
      `${words.kinds[row.kind]} : l'ONE en prend acte. Ce n'est pas une autorisation, elle ne peut pas être refusée.`,
    fields: ({ row }) => [
      dateInput('effectiveOn', "Date d'effet", {
        value: row.state.data.wishedOn,
        hint: `Date demandée : ${formatLongDate(row.state.data.wishedOn)}`,
      }),
      textarea('remarks', 'Remarque dans le courrier', { required: false, rows: 3 }),
    ],
    schema: z.strictObject({ effectiveOn: requiredDay("Écrivez la date d'effet."), remarks: optionalText() }),
    doubts: ({ effectiveOn }, { today }) =>
      effectiveOn < today ? [`La date d'effet, le ${formatLongDate(effectiveOn)}, est déjà passée.`] : [],
    ahead: ({ file }) => effectsAhead(file, { outcome: 'acknowledged' }),
    split: ({ effectiveOn, remarks }) => ({
      facts: { effectiveOn },
      content: { remarks },
    }),
  }),
  'withdraw': oneText<Pages>(
    'reason',
    'Pourquoi vous retirez la demande',
    'Écrivez pourquoi vous retirez la demande.',
    {
      stop: true,
      intro: () => 'La demande sera close. Vous pourrez en introduire une autre.',
    },
  ),
} as const;
