/** The forms of the acts on one line. Most lines are decided by groups, at a desk of their own. */
import { z } from 'zod';
import type { Subject } from '../../db/training/lines.ts';
import { motives, type Kind, type Motive, type Words } from '../../workflows/training-recognition/contract.ts';
import { motiveWords } from '../../views/training-recognition/words.ts';
import { actForm } from '../cases/act-form.ts';
import { proseOf } from '../cases/exchanges.ts';
import { noForm, type ActForms, type CaseFile, type ProcedurePages } from '../cases/procedure-pages.ts';
import { answerWithDocuments, confirmation, oneText } from '../cases/usual-forms.ts';
import { optionalText, radios, requiredText, textarea } from '../forms/inputs.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: Subject;
}
export type File = CaseFile<Pages>;

const ofKind = (kind: Kind): readonly Motive[] =>
  motives.filter((motive) => (motive === 'title-not-listed') === (kind === 'qualification') || motive === 'duplicate');

export const acts: ActForms<Pages> = {
  'submit': noForm,
  'correct': noForm,
  'merge': noForm,
  'remind-information': noForm,
  'information-missed': noForm,
  'recognise': confirmation<Pages>(
    () => "Les heures comptent aussitôt pour la personne. L'opérateur en est averti dans son courriel du jour.",
    "Remarque pour l'opérateur",
  ),
  'refuse': actForm<Pages>()({
    intro: () =>
      "La ligne reste visible chez l'opérateur, avec le motif ; ses heures sont comptées comme non reconnues.",
    stop: true,
    fields: ({ row }) => [
      radios(
        'motive',
        'Motif',
        ofKind(row.state.data.kind).map((value) => ({
          value,
          text: `${motiveWords[value].label} (${motiveWords[value].basis})`,
        })),
      ),
      textarea('reason', "Explication pour l'opérateur", { rows: 4, maxLength: 2000, required: false }),
    ],
    schema: z.strictObject({ motive: z.enum(motives, 'Choisissez un motif.'), reason: optionalText(2000) }),
    check: ({ motive }, { row }) =>
      ofKind(row.state.data.kind).includes(motive) ? {} : { motive: 'Choisissez un motif de la liste.' },
    split: ({ motive, reason }) => ({ facts: { motive }, content: { reason } }),
  }),
  'ask-information': oneText<Pages>('text', 'Votre question', "Écrivez ce que l'opérateur doit préciser.", {
    intro: () => "L'horloge de l'ONE s'arrête jusqu'à la réponse. L'opérateur lit votre question.",
  }),
  'give-information': answerWithDocuments<Pages>(
    'Votre réponse',
    () => "Répondez, ou joignez l'attestation demandée : la ligne reprend sa place dans la file.",
  ),
  'withdraw': actForm<Pages>()({
    intro: () => "La ligne n'est plus examinée et ses heures ne comptent plus. Vous pourrez l'encoder à nouveau.",
    stop: true,
    fields: () => [],
    schema: z.strictObject({}),
    split: () => ({ facts: {}, content: {} }),
  }),
  'reopen': actForm<Pages>()({
    intro: () => 'La décision est retirée : la formation est de nouveau examinée, à la place où elle était.',
    stop: true,
    fields: () => [textarea('reason', 'Motif', { rows: 3 })],
    schema: z.strictObject({ reason: requiredText("Écrivez pourquoi : l'opérateur le lit.", 2000) }),
    split: (content) => ({ facts: {}, content }),
  }),
};

export const exchanges: ProcedurePages<Pages>['exchanges'] = {
  'refuse': (act) => {
    const { label, basis, consequence } = motiveWords[act.facts.motive as Motive];
    return {
      rows: [
        { field: 'motive', label: 'Motif', value: `${label} (${basis})` },
        ...proseOf(act, { reason: 'Explication' }),
        { field: 'consequence', label: 'Ce que cela change', value: consequence },
      ],
    };
  },
  'ask-information': (act) => ({ rows: proseOf(act, { text: 'Question' }) }),
  'give-information': (act) => ({ rows: proseOf(act, { text: 'Réponse' }) }),
};
