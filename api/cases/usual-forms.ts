/** Forms that many acts share, and those of the kit's own acts. */
import { z } from 'zod';
import type { NoFacts } from '../../workflows/kit-acts.ts';
import { optionalText, requiredText, textarea } from '../forms/inputs.ts';
import { actForm, type ActForm, type FileContext } from './act-form.ts';
import type { PageTypes } from './procedure-pages.ts';

/** One text, compulsory, kept as content under its own name. */
export const oneText = <T extends PageTypes>(
  name: string,
  label: string,
  missing: string,
  more: { hint?: string; intro?: (context: FileContext<T>) => string; stop?: boolean } = {},
): ActForm<T, NoFacts> =>
  actForm<T>()({
    intro: more.intro,
    stop: more.stop,
    fields: () => [textarea(name, label, { hint: more.hint })],
    schema: z.strictObject({ [name]: requiredText(missing) }),
    split: (content) => ({ facts: {}, content }),
  });

/** Nothing to type but, if one wishes, a remark. */
export const confirmation = <T extends PageTypes>(
  intro: (context: FileContext<T>) => string,
  label = 'Remarque',
): ActForm<T, NoFacts> =>
  actForm<T>()({
    intro,
    fields: () => [textarea('remarks', label, { required: false, rows: 3 })],
    schema: z.strictObject({ remarks: optionalText() }),
    split: (content) => ({ facts: {}, content }),
  });

/** An answer in words, with the documents put with the case, or both. */
export const answerWithDocuments = <T extends PageTypes>(
  label: string,
  intro: (context: FileContext<T>) => string,
): ActForm<T, NoFacts> =>
  actForm<T>()({
    intro,
    fields: () => [textarea('text', label, { required: false, rows: 6 })],
    schema: z.strictObject({ text: optionalText() }),
    checkFile: ({ text: answer }, { file }) =>
      answer || file.documents.some(({ origin, act_number }) => origin === 'operator' && act_number === null)
        ? {}
        : { text: 'Joignez au moins un document ou écrivez une réponse.' },
    split: (content) => ({ facts: {}, content }),
  });

/** Of the acts that every procedure knows, those that persons do. */
export const kitForms = {
  'write-message': oneText<PageTypes>('text', 'Votre message', 'Écrivez votre message.'),
  'cancel': oneText<PageTypes>(
    'reason',
    "Motif de l'annulation",
    "Écrivez le motif de l'annulation : il reste dans l'historique.",
    {
      stop: true,
      intro: () => "L'annulation clôt la demande. Elle répare une erreur ; elle ne remplace pas une décision.",
    },
  ),
} as const;
