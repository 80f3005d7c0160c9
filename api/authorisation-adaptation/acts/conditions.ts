/** Conditions of a decision that the operator says to be met, that ONE verifies, or that are not met in time. */
import { z } from 'zod';
import { actForm } from '../../cases/act-form.ts';
import { declareConditions, unmetConditions, verifyConditions } from '../../cases/condition-forms.ts';
import { dateInput, notBefore, requiredDay, requiredText, textarea } from '../../forms/inputs.ts';
import type { Context, Pages } from '../page-types.ts';

const form = actForm<Pages>();
export const conditionForms = {
  'declare-conditions': declareConditions<Pages>(),
  'confirm-conditions': verifyConditions<Pages>(),
  'note-conditions-unmet': form({
    intro: () =>
      "L'opérateur est mis en demeure par recommandé. Un délai reste ensuite pour remplir ce qui ne l'est pas.",
    fields: ({ file }: Context) => [
      textarea('text', 'Ce qui manque', {
        value: unmetConditions(file)
          .map(({ text }) => text)
          .join('\n'),
      }),
      dateInput('conditionsDueOn', 'Nouvelle échéance'),
    ],
    schema: z.strictObject({
      text: requiredText('Écrivez ce qui manque.'),
      conditionsDueOn: requiredDay('Écrivez la nouvelle échéance.'),
    }),
    check: ({ conditionsDueOn }, { today }) =>
      notBefore('conditionsDueOn', conditionsDueOn, today, 'La nouvelle échéance'),
    split: ({ conditionsDueOn, text }) => ({
      facts: { conditionsDueOn, registered: true as const },
      content: { text },
    }),
  }),
} as const;
