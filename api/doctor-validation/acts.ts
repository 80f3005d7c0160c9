/** The forms of the acts on a doctor: what ONE decides with the effects beside it, and what the operator tells. */
import { z } from 'zod';
import { addMonths, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { overrideMotives, refusalMotives } from '../../workflows/doctor-validation/contract.ts';
import {
  conventionCodes,
  conventionPoints,
  inamiSentence,
  overrideWords,
  refusalWords,
  type ConventionPoint,
} from '../../views/doctor-validation/words.ts';
import { actForm, type FileContext } from '../cases/act-form.ts';
import { noForm, type ActForms } from '../cases/procedure-pages.ts';
import { confirmation, oneText } from '../cases/usual-forms.ts';
import { several } from '../forms/envelope.ts';
import type { Faults, Input } from '../forms/form.ts';
import { dateInput, notBefore, optionalText, radios, requiredDay, requiredText, textarea } from '../forms/inputs.ts';
import { decisionPanel, changePanel } from './panels.ts';
import type { Pages } from './own.ts';
import { changeForm, completeForm } from './tell-again.ts';

const operatorReads = 'Le pouvoir organisateur le lit.';
/** Mistyped years: further than two years ahead (hypothèse). */
const latest = 24;

const conventionBoxes = (
  name: string,
  label: string,
  hint: string,
  told: (code: ConventionPoint) => string,
): Input => ({
  partial: 'field-checkboxes',
  name,
  label,
  hint,
  options: conventionCodes.map((code) => ({ value: code, text: told(code) })),
});
const point = z.enum([...conventionCodes, 'inami']);

const validate = actForm<Pages>()({
  panels: (context) => [decisionPanel(context.file, 'validate')],
  fields: ({ row }) => [
    ...(row.state.data.doubtful
      ? [
          radios(
            'override',
            'Le numéro INAMI est accepté parce que',
            overrideMotives.map((value) => ({ value, text: overrideWords[value] })),
            { hint: 'Ses chiffres de contrôle ne concordent pas : un motif est demandé, et gardé.' },
          ),
        ]
      : []),
    conventionBoxes(
      'checked',
      'Vérifié dans la convention',
      "Une aide, pas une condition : ce qui n'est pas coché reste écrit dans l'historique de l'ONE.",
      (code) => conventionPoints[code].label,
    ),
    textarea('remarks', 'Remarque', { required: false, rows: 3, hint: operatorReads }),
  ],
  schema: z.strictObject({
    override: z.enum(overrideMotives, 'Choisissez le motif').optional(),
    checked: several(z.enum(conventionCodes)).optional(),
    remarks: optionalText(),
  }),
  check: ({ override }, { row }): Faults =>
    row.state.data.doubtful && !override
      ? { override: 'Choisissez pourquoi le numéro est accepté bien que ses chiffres de contrôle ne concordent pas.' }
      : !row.state.data.doubtful && override
        ? { form: "Les chiffres de contrôle concordent à présent : aucun motif n'est à donner." }
        : {},
  split: ({ override, checked = [], remarks }) => ({
    facts: override ? { override } : {},
    content: { checked, ...(remarks ? { remarks } : {}) },
  }),
});

const askComplement = actForm<Pages>()({
  intro: () => "Les jours de l'ONE s'arrêtent de compter jusqu'à la réponse.",
  panels: (context) => [decisionPanel(context.file, 'ask-complement')],
  fields: ({ row }) => [
    {
      ...conventionBoxes(
        'points',
        'Ce qui manque',
        'Chaque point coché ajoute cette phrase à la demande.',
        (code) => conventionPoints[code].sentence,
      ),
      ...(row.state.data.doubtful
        ? {
            options: [
              { value: 'inami', text: inamiSentence },
              ...conventionCodes.map((code) => ({ value: code, text: conventionPoints[code].sentence })),
            ],
          }
        : {}),
    },
    textarea('text', 'Autre chose à demander, ou à préciser', { required: false, rows: 4, hint: operatorReads }),
  ],
  schema: z.strictObject({ points: several(point).optional(), text: optionalText() }),
  check: ({ points, text }): Faults =>
    points || text ? {} : { points: 'Cochez ce qui manque, ou écrivez ce que vous demandez.' },
  split: ({ points = [], text }) => ({ facts: {}, content: { points, ...(text ? { text } : {}) } }),
});

const refuse = actForm<Pages>()({
  intro: () =>
    "Le refus clôt la demande. Le pouvoir organisateur peut réintroduire le médecin ; ses consultations l'attendent.",
  stop: true,
  panels: (context) => [decisionPanel(context.file, 'refuse')],
  fields: () => [
    radios(
      'motive',
      'Motif',
      refusalMotives.map((value) => ({ value, text: refusalWords[value].label })),
    ),
    textarea('reason', 'Explication pour le pouvoir organisateur', { rows: 4, maxLength: 2000 }),
  ],
  schema: z.strictObject({
    motive: z.enum(refusalMotives, 'Choisissez un motif.'),
    reason: requiredText('Écrivez une explication : elle est lue par le pouvoir organisateur.', 2000),
  }),
  split: ({ motive, reason }) => ({ facts: { motive }, content: { reason } }),
});

/** Of the last suspension. */
const suspendedFrom = ({ file }: FileContext<Pages>): string => {
  const from = file.acts.findLast(({ action }) => action === 'suspend')?.facts.from;
  return typeof from === 'string' ? from : file.row.state.data.from;
};

/** What is encoded of the days that an act takes away: asked before it is done. @param then what becomes of one, of several */
function consultationsFrom(
  { own: { consultationDays } }: FileContext<Pages>['file'],
  when: string,
  isConcerned: (day: Day) => boolean,
  [ofOne, ofSeveral]: readonly [string, string],
): string[] {
  const days = consultationDays.filter(isConcerned);
  const [last] = days;
  if (last === undefined) return [];
  return [
    days.length === 1
      ? `1 consultation est encodée ${when}, celle du ${formatLongDate(last)} : ${ofOne}.`
      : `${String(days.length)} consultations sont encodées ${when}, la dernière du ${formatLongDate(last)} : ${ofSeveral}.`,
  ];
}

const endCollaboration = actForm<Pages>()({
  intro: ({ row }) =>
    `Indiquez le dernier jour de la collaboration, commencée le ${formatLongDate(row.state.data.from)}. Les consultations jusqu'à ce jour restent remboursables.`,
  stop: true,
  fields: ({ row }) => [
    dateInput('until', 'Dernier jour de la collaboration', { value: row.state.data.until }),
    textarea('remarks', 'Remarque', { required: false, rows: 3 }),
  ],
  schema: z.strictObject({
    until: requiredDay('Indiquez le dernier jour de la collaboration.'),
    remarks: optionalText(),
  }),
  check: ({ until }, { row, today }): Faults => ({
    ...notBefore('until', until, row.state.data.from, 'Le dernier jour'),
    ...(until > addMonths(today, latest) ? { until: "Ce jour est à plus de deux ans d'ici : vérifiez l'année." } : {}),
  }),
  doubtsFile: ({ until }, { file }) =>
    consultationsFrom(file, `après le ${formatLongDate(until)}`, (day) => day > until, [
      'elle ne sera pas remboursée',
      'elles ne seront pas remboursées',
    ]),
  split: ({ until, remarks }) => ({ facts: { until }, content: remarks ? { remarks } : {} }),
});

const suspend = actForm<Pages>()({
  intro: () => 'Pendant la suspension, ses consultations ne se signent pas ; celles d’avant restent remboursables.',
  stop: true,
  fields: ({ today }) => [
    dateInput('from', 'Premier jour de la suspension', { value: today }),
    textarea('reason', 'Motif', { rows: 4, maxLength: 2000, hint: operatorReads }),
  ],
  schema: z.strictObject({
    from: requiredDay('Indiquez le premier jour de la suspension.'),
    reason: requiredText('Écrivez le motif de la suspension : il est lu par le pouvoir organisateur.', 2000),
  }),
  check: ({ from }, { row, today }): Faults => ({
    ...notBefore('from', from, row.state.data.from, 'La suspension'),
    ...(from > addMonths(today, latest) ? { from: "Ce jour est à plus de deux ans d'ici : vérifiez l'année." } : {}),
  }),
  doubtsFile: ({ from }, { file }) =>
    consultationsFrom(file, `à partir du ${formatLongDate(from)}`, (day) => day >= from, [
      'elle ne se signera pas tant que dure la suspension',
      'elles ne se signeront pas tant que dure la suspension',
    ]),
  split: ({ from, reason }) => ({ facts: { from }, content: { reason } }),
});

const resume = actForm<Pages>()({
  intro: (context) => `Suspendu à partir du ${formatLongDate(suspendedFrom(context))}.`,
  fields: ({ today }) => [
    dateInput('from', 'Premier jour où il peut de nouveau être choisi', { value: today }),
    textarea('remarks', 'Remarque', { required: false, rows: 3, hint: operatorReads }),
  ],
  schema: z.strictObject({
    from: requiredDay('Indiquez le premier jour où il peut de nouveau être choisi.'),
    remarks: optionalText(),
  }),
  check: ({ from }, { today }): Faults =>
    from > addMonths(today, latest) ? { from: "Ce jour est à plus de deux ans d'ici : vérifiez l'année." } : {},
  checkFile: ({ from }, context) => notBefore('from', from, suspendedFrom(context), 'La reprise'),
  split: ({ from, remarks }) => ({ facts: { from }, content: remarks ? { remarks } : {} }),
});

export const acts: ActForms<Pages> = {
  'introduce': noForm,
  'remind-agents': noForm,
  'remind': noForm,
  'complement-missed': noForm,
  'collaboration-ends': noForm,
  validate,
  'ask-complement': askComplement,
  'complete': completeForm,
  refuse,
  'withdraw': actForm<Pages>()({
    intro: () => "L'ONE n'examine plus la demande. Vous pourrez introduire ce médecin à nouveau.",
    stop: true,
    fields: () => [],
    schema: z.strictObject({}),
    split: () => ({ facts: {}, content: {} }),
  }),
  'ask-change': changeForm,
  'accept-change': {
    ...confirmation<Pages>(() => 'Les nouvelles données remplacent les anciennes, pour toutes les crèches du médecin.'),
    panels: ({ file }) => changePanel(file),
  },
  'refuse-change': {
    ...oneText<Pages>('reason', 'Motif', 'Écrivez le motif : il est lu par le pouvoir organisateur.', {
      intro: () => 'Les données validées auparavant restent valables.',
    }),
    panels: ({ file }) => changePanel(file),
  },
  'end-collaboration': endCollaboration,
  suspend,
  resume,
};
