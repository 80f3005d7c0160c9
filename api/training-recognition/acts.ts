/** The forms of the acts on one line. Most lines are decided by groups, at a desk of their own. */
import { z } from 'zod';
import { countsTwice, type OtherLine } from '../../db/training/duplicates.ts';
import type { Subject } from '../../db/training/lines.ts';
import {
  motives,
  type Facts,
  type Kind,
  type Motive,
  type Words,
} from '../../workflows/training-recognition/contract.ts';
import { motiveWords } from '../../views/training-recognition/words.ts';
import { actForm, type Sealed } from '../cases/act-form.ts';
import { proseOf } from '../cases/exchanges.ts';
import { noForm, type ActForms, type CaseFile, type ProcedurePages } from '../cases/procedure-pages.ts';
import { answerWithDocuments, confirmation, oneText } from '../cases/usual-forms.ts';
import { id } from '../forms/envelope.ts';
import { hoursInWords } from '../hours-bar.ts';
import { datesInWords } from './words.ts';
import { optionalText, radios, requiredText, textarea } from '../forms/inputs.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: Subject & { others: OtherLine[] };
}
export type File = CaseFile<Pages>;

const ofKind = (kind: Kind): readonly Motive[] =>
  motives.filter((motive) => (motive === 'title-not-listed') === (kind === 'qualification') || motive === 'duplicate');

const findOther = ({ own: { others } }: File, into: string): OtherLine | undefined =>
  others.find(({ caseId }) => caseId === into);
const otherInWords = (other: OtherLine): string =>
  `${other.reference} : ${other.module}, ${datesInWords(other)}, ${hoursInWords(other.hours)}`;

export const acts: ActForms<Pages> = {
  'submit': noForm,
  'correct': noForm,
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
  'merge': actForm<Pages>()({
    intro: () =>
      "C'est la même formation qu'une autre ligne de cette personne. Ses heures sont comptées une seule fois, avec la ligne qui reste. On peut revenir sur cette décision.",
    stop: true,
    blocked: ({ file }) =>
      file.own.others.length > 0
        ? undefined
        : [
            {
              partial: 'banner',
              kind: 'information',
              title: 'Aucune autre ligne',
              text: "Aucune autre ligne de cette personne n'attend ou ne compte : il n'y a rien à réunir.",
            },
          ],
    fields: ({ file }) => [
      radios(
        'into',
        'La ligne qui reste',
        file.own.others.map((other) => ({
          value: other.caseId,
          text: otherInWords(other),
          hint: other.organisation,
        })),
      ),
    ],
    schema: z.strictObject({ into: z.union([id], 'Choisissez la ligne qui reste.') }),
    checkFile: ({ into }, { file }) =>
      findOther(file, into) ? {} : { into: 'Choisissez une ligne qui attend ou qui compte.' },
    split: async ({ into }, _context, file) => {
      const other = findOther((await file()).file, into);
      return { facts: { into }, content: other ? { line: otherInWords(other) } : {} };
    },
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
    seal: {
      mark: () => '',
      // Refused, and encoded again since: taken up again, the module would count twice.
      async read(trx, { row }): Promise<Sealed<Facts['reopen']>> {
        if (await countsTwice(trx, row.id))
          return {
            ok: false,
            moved: false,
            fault:
              'La même formation, ou un autre titre, est encodée depuis pour cette personne et attend ou compte déjà : elle compterait deux fois. Décidez d’abord de cette autre ligne.',
          };
        return { ok: true, facts: {}, content: {} };
      },
    },
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
  'merge': (act) => ({ rows: proseOf(act, { line: 'La ligne qui reste' }) }),
  'ask-information': (act) => ({ rows: proseOf(act, { text: 'Question' }) }),
  'give-information': (act) => ({ rows: proseOf(act, { text: 'Réponse' }) }),
};
