/** The forms of the acts on a validation. */
import { z } from 'zod';
import type { Kind, Words } from '../../workflows/team-validation/contract.ts';
import { actForm } from '../cases/act-form.ts';
import { proseOf } from '../cases/exchanges.ts';
import { noForm, type ActForms, type ProcedurePages } from '../cases/procedure-pages.ts';
import { oneText } from '../cases/usual-forms.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: undefined;
}

export const acts: ActForms<Pages> = {
  'open-year': noForm,
  'validate-from-quarter': noForm,
  'change-path': noForm,
  'declare-late': noForm,
  'inform': noForm,
  'remind': noForm,
  'last-day-ends': noForm,
  'year-ends': noForm,
  'validate': noForm,
  'prepare': actForm<Pages>()({
    intro: () =>
      "L'ONE et vos collègues voient que la préparation a commencé. La liste des points à régler ne change pas.",
    fields: () => [],
    schema: z.strictObject({}),
    split: () => ({ facts: {}, content: {} }),
  }),
  'follow-up': oneText<Pages>('text', "Votre message au milieu d'accueil", 'Écrivez votre message.', {
    intro: () =>
      "Les données de Mon Équipe n'ont pas été validées à temps. Votre message est envoyé au milieu d'accueil, qui peut encore valider.",
  }),
};

export const exchanges: ProcedurePages<Pages>['exchanges'] = {
  'follow-up': ({ content }) => ({ rows: proseOf({ content }, { text: 'Message' }) }),
};
