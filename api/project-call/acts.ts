/** The forms of the acts on a file. */
import { z } from 'zod';
import { findDeposited, takesFiles } from '../../db/project-call/calls.ts';
import type { Kind, Words } from '../../workflows/project-call/contract.ts';
import { inputOfQuestion } from '../drafts/question-input.ts';
import type { Question } from '../drafts/form.ts';
import { actForm } from '../cases/act-form.ts';
import { noForm, type ActForms, type CaseFile } from '../cases/procedure-pages.ts';
import { optionalText, radios, requiredText, textarea, yesOrNo } from '../forms/inputs.ts';
import { contentOf } from './declared.ts';
import { depositFields, fileFields, Project, projectFaults } from './questions.ts';
import { sentenceOf } from './request.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: { callTitle: string; lastMinute: number };
}
export type File = CaseFile<Pages>;

const answers = (yes: string, no: string) => [
  { value: 'oui', text: yes },
  { value: 'non', text: no },
];

export const acts: ActForms<Pages> = {
  'deposit': noForm,
  'close-call': noForm,
  'publish-result': noForm,
  'deposit-again': actForm<Pages>()({
    intro: () =>
      'Ce dépôt remplace le précédent, et reçoit son propre accusé de réception. Les documents déjà déposés restent au dossier ; ajoutez ceux qui changent.',
    files: () => fileFields,
    fields: ({ today }) => depositFields.map((field) => inputOfQuestion(field as unknown as Question, { today }, {})),
    begins: ({ file }) =>
      Object.fromEntries(
        Object.entries(contentOf(file)).flatMap(([name, value]) =>
          typeof value === 'number' || typeof value === 'string' ? [[name, String(value)]] : [],
        ),
      ),
    schema: Project,
    check: (values, { today }) =>
      Object.fromEntries(projectFaults(values, Number(today.slice(0, 4))).map(({ field, text }) => [field, text])),
    split: (values) => ({ facts: { places: values.places }, content: values }),
    seal: {
      mark: ({ file }) => String(file.row.moved_by),
      async read(trx, { row, facts, at }) {
        const { call } = await findDeposited(trx, row.id);
        return takesFiles(call, at)
          ? { ok: true, facts, content: {} }
          : { ok: false, moved: false, fault: `${sentenceOf(call, at)}. Le dossier déposé avant reste valable.` };
      },
    },
  }),
  'withdraw': actForm<Pages>()({
    intro: () => "L'ONE n'examinera pas ce dossier. Tant que l'appel est ouvert, vous pouvez en déposer un autre.",
    stop: true,
    fields: () => [],
    schema: z.strictObject({}),
    split: () => ({ facts: {}, content: {} }),
  }),
  'give-opinion': actForm<Pages>()({
    intro: () =>
      "L'avis reste à l'ONE jusqu'à la publication des résultats de l'appel, et peut être corrigé jusque-là. Le motif est alors lu par le pouvoir organisateur.",
    fields: () => [
      radios('complete', 'Le dossier est-il complet ?', answers('Complet', 'Incomplet')),
      textarea('missing', 'Ce qui manque', {
        required: false,
        rows: 3,
        maxLength: 2000,
        hint: 'Si le dossier est incomplet.',
      }),
      radios('selected', 'Résultat', answers('Retenu', 'Non retenu')),
      textarea('reason', 'Motif', { rows: 5, maxLength: 5000, hint: 'Lu par le pouvoir organisateur.' }),
    ],
    begins: ({ file }) => {
      const { opinion } = file.row.state.data;
      const given = file.acts.findLast(({ action }) => action === 'give-opinion')?.content;
      return opinion
        ? {
            complete: opinion.complete ? 'oui' : 'non',
            selected: opinion.selected ? 'oui' : 'non',
            missing: given?.missing,
            reason: given?.reason,
          }
        : {};
    },
    schema: z.strictObject({
      complete: yesOrNo('Choisissez si le dossier est complet.'),
      missing: optionalText(2000),
      selected: yesOrNo('Choisissez un résultat.'),
      reason: requiredText('Écrivez le motif : le pouvoir organisateur le lira.', 5000),
    }),
    check: ({ complete, missing, selected }) => ({
      ...(!complete && !missing ? { missing: 'Écrivez ce qui manque : le pouvoir organisateur le lira.' } : {}),
      ...(!complete && selected ? { selected: 'Un dossier incomplet ne peut pas être retenu.' } : {}),
    }),
    split: ({ complete, selected, missing, reason }) => ({
      facts: { complete, selected },
      content: { reason, ...(!complete && missing ? { missing } : {}) },
    }),
    seal: {
      mark: () => '',
      // What a second person has published is told as it was then, even to the file whose turn has not come yet.
      async read(trx, { row, facts }) {
        const { call } = await findDeposited(trx, row.id);
        return call.results_at === null
          ? { ok: true, facts, content: {} }
          : { ok: false, moved: false, fault: "Les résultats de l'appel sont publiés : l'avis ne change plus." };
      },
    },
  }),
};
