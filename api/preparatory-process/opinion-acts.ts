/** The forms of what ONE thinks of a project, and of what its carrier answers. */
import { z } from 'zod';
import {
  opinions,
  opinionSubjects,
  type Opinions,
  type OpinionSubject,
} from '../../workflows/preparatory-process/contract.ts';
import { opinionWords, subjectWords } from '../../views/preparatory-process/words.ts';
import { actForm, type Typed } from '../cases/act-form.ts';
import { answerWithDocuments, confirmation, oneText } from '../cases/usual-forms.ts';
import type { Faults, Input } from '../forms/form.ts';
import { choice, optionalText, radios, textarea } from '../forms/inputs.ts';
import { opinionsPanel } from './panels.ts';
import type { Pages } from './page-types.ts';

const form = actForm<Pages>();
const textName = (subject: OpinionSubject): `${OpinionSubject}Text` => `${subject}Text`;

const inputsOf = (subject: OpinionSubject): Input[] => [
  radios(
    subject,
    subjectWords[subject],
    opinions.map((value) => ({ value, text: opinionWords[value] })),
  ),
  textarea(textName(subject), `${subjectWords[subject]} : pourquoi`, {
    required: false,
    rows: 2,
    maxLength: 2000,
    hint: 'À écrire si l’avis a des réserves ou est défavorable.',
  }),
];
const opinionIn = choice('Choisissez un avis pour ce sujet.', opinions);
const why = optionalText(2000);
const message = textarea('text', 'Message au porteur du projet', { required: false, rows: 4 });

interface Given {
  opinions: Opinions;
  content: Readonly<Record<string, unknown>>;
}
const given = (typed: Typed): Given => ({
  opinions: Object.fromEntries(opinionSubjects.map((subject) => [subject, typed[subject]])) as unknown as Opinions,
  content: Object.fromEntries([...opinionSubjects.map(textName), 'text'].map((name) => [name, typed[name]])),
});

export const opinionForms = {
  'give-opinion': form({
    intro: () =>
      "L'avis est un conseil, pas une décision. Un avis défavorable sur un sujet demande au porteur d'améliorer son projet ; des réserves n'empêchent pas de le déclarer prêt. Une lettre part au porteur.",
    fields: () => [...opinionSubjects.flatMap(inputsOf), message],
    begins: ({ row, file }) => ({
      ...row.state.data.opinions,
      ...file.acts.findLast(({ action }) => action === 'give-opinion')?.content,
      text: '',
    }),
    schema: z.strictObject({
      project: opinionIn,
      projectText: why,
      premises: opinionIn,
      premisesText: why,
      capacity: opinionIn,
      capacityText: why,
      staff: opinionIn,
      staffText: why,
      viability: opinionIn,
      viabilityText: why,
      text: optionalText(),
    }),
    check: (values): Faults =>
      Object.fromEntries(
        opinionSubjects
          .filter((subject) => values[subject] !== 'favourable' && !values[textName(subject)])
          .map((subject) => [
            textName(subject),
            `${subjectWords[subject]} : écrivez pourquoi, et ce qui est à changer.`,
          ]),
      ),
    split: (values) => {
      const { opinions: facts, content } = given(values);
      return { facts: { opinions: facts }, content };
    },
    previews: {
      letter: {
        label: 'Voir la lettre',
        kind: 'letter',
        letter: ({ row }, typed) => {
          const { opinions: facts, content } = given(typed);
          const actorRole = row.kind === 'home' ? 'adviser' : 'coordinator';
          return {
            effect: 'letter-opinion',
            acts: [{ action: 'give-opinion', facts: { opinions: facts }, content, actorRole }],
          };
        },
      },
    },
  }),
  'declare-ready': form({
    intro: () =>
      "Le porteur du projet reçoit une lettre qui dit que son projet est prêt et ce qui vient ensuite. La demande d'autorisation se fait à part ; le dossier préparatoire est clos.",
    fields: () => [message],
    schema: z.strictObject({ text: optionalText() }),
    split: (content) => ({ facts: {}, content }),
    panels: ({ file }) => opinionsPanel(file),
    previews: {
      letter: {
        label: 'Voir la lettre',
        kind: 'letter',
        letter: ({ row }, { text }) => ({
          effect: 'letter-ready',
          acts: [
            {
              action: 'declare-ready',
              facts: {},
              content: { text },
              actorRole: row.kind === 'home' ? 'adviser' : 'coordinator',
            },
          ],
        }),
      },
    },
  }),
  'ask-complement': oneText<Pages>(
    'text',
    'Ce qui manque',
    'Écrivez ce qui manque : le porteur du projet le lit et y répond.',
  ),
  'give-complement': answerWithDocuments<Pages>(
    'Votre réponse',
    () => "Répondez à ce que l'ONE demande, joignez les documents, ou les deux.",
  ),
  'improve': answerWithDocuments<Pages>(
    'Ce que vous avez changé',
    () => "Dites ce qui a changé depuis l'avis, joignez les documents, ou les deux. L'ONE revoit alors son avis.",
  ),
  'pause': confirmation<Pages>(
    () =>
      "Le projet est mis en veille, aussi longtemps que vous le voulez. Rien n'est perdu ni refusé ; un rendez-vous fixé n'a plus lieu. Vous le reprenez quand vous voulez.",
    "Un mot pour l'ONE",
  ),
  'wake': confirmation<Pages>(
    () => "Le projet reprend là où il en était. Dites à l'ONE ce qui a changé, si quelque chose a changé.",
    'Ce qui a changé',
  ),
  'withdraw': {
    ...confirmation<Pages>(
      () =>
        'Le projet est clos : rien ne se perd, mais il ne peut pas être repris. Pour une pause, mettez-le plutôt en veille.',
    ),
    stop: true,
  },
} as const;
