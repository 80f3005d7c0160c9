/** Is the request complete? What is missing is asked and given; what needs no decision is acknowledged; the operator may give up. */
import { z } from 'zod';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { words } from '../../../views/authorisation-adaptation/words.ts';
import { actForm } from '../../cases/act-form.ts';
import { answerWithDocuments, confirmation, oneText } from '../../cases/usual-forms.ts';
import { dateInput, optionalText, requiredDay, requiredText, textarea, ticked } from '../../forms/inputs.ts';
import { complementItems } from '../declared.ts';
import { effectsAhead } from '../effects-ahead.ts';
import type { Pages } from '../page-types.ts';

const form = actForm<Pages>();

export const completenessForms = {
  'ask-complement': form({
    intro: () => "Le délai de l'ONE s'arrête jusqu'à la réponse. L'opérateur voit chaque point demandé et pourquoi.",
    fields: ({ row }) => [
      {
        partial: 'field-checkboxes',
        name: 'items',
        label: 'Ce qui est demandé',
        options: complementItems(row.kind).map(({ code, label }) => ({ value: code, text: label })),
        required: true,
      },
      textarea('text', 'Pourquoi, et ce qui est attendu', {
        hint: "Une phrase par point : l'opérateur doit savoir quoi envoyer sans devoir téléphoner.",
      }),
    ],
    schema: z.strictObject({
      items: ticked,
      text: requiredText('Écrivez pourquoi le complément est demandé et ce qui est attendu.'),
    }),
    check: ({ items }, { row }) => {
      if (items.length === 0) return { items: 'Cochez au moins un point à compléter.' };
      return items.every((code) => complementItems(row.kind).some((item) => item.code === code))
        ? {}
        : { items: "Un des points cochés n'existe pas dans ce formulaire." };
    },
    split: ({ items, text }, { row }) => {
      const labels = new Map(complementItems(row.kind).map(({ code, label }) => [code, label]));
      return {
        facts: { items },
        content: { text, items: items.map((code) => ({ code, label: labels.get(code) ?? code })) },
      };
    },
  }),
  'give-complement': answerWithDocuments<Pages>(
    'Votre réponse',
    () => 'Joignez les documents demandés et répondez aux points soulevés. Vous pouvez envoyer le tout en une fois.',
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
