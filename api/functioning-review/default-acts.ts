/** What ONE does where the operator leaves undone what the rest waits for: more time, or a word to who keeps the file of the authorisation. */
import { z } from 'zod';
import { formatLongDate } from '../../domain/french-dates.ts';
import { actForm } from '../cases/act-form.ts';
import { confirmation, oneText } from '../cases/usual-forms.ts';
import { dateInput, notTooFar, requiredDay, requiredText, textarea } from '../forms/inputs.ts';
import type { Pages } from './own.ts';

export const defaultForms = {
  'extend': actForm<Pages>()({
    intro: () =>
      "L'opérateur reçoit un nouveau dernier jour pour ce qui lui est demandé, et les rappels repartent de là.",
    fields: () => [
      dateInput('untilOn', 'Nouveau dernier jour'),
      textarea('reason', "Message à l'opérateur", { rows: 3 }),
    ],
    schema: z.strictObject({
      untilOn: requiredDay('Écrivez le nouveau dernier jour, jj/mm/aaaa.'),
      reason: requiredText("Écrivez pourquoi ce délai est donné : l'opérateur le lit."),
    }),
    check: ({ untilOn }, { row, today }) => {
      const due = row.state.tasks.find(({ role }) => role === 'operator')?.dueOn;
      if (untilOn <= today) return { untilOn: 'Le nouveau dernier jour doit être à venir.' };
      return due && untilOn <= due
        ? { untilOn: `Le dernier jour est déjà le ${formatLongDate(due)} : écrivez un jour plus tardif.` }
        : notTooFar('untilOn', untilOn, today);
    },
    split: ({ untilOn, reason }) => ({ facts: { untilOn }, content: { reason } }),
  }),
  'report-to-file': oneText<Pages>(
    'reason',
    'Faits constatés',
    "Écrivez les faits : ce qui était demandé, les rappels, et ce qui n'est pas venu.",
    {
      intro: () =>
        "La référente accueil en prend connaissance au dossier d'autorisation et décide d'une éventuelle mise en demeure. Le bilan lui-même ne retire jamais une autorisation ; l'opérateur peut encore envoyer ce qui manque.",
    },
  ),
  'take-up-report': confirmation<Pages>(
    () =>
      "Vous notez que le signalement est pris en compte au dossier d'autorisation. Une mise en demeure éventuelle s'ouvre depuis la page du milieu d'accueil.",
    'Suite donnée',
  ),
} as const;
