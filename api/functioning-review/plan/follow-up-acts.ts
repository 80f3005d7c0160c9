/** The yearly follow-up: the operator says of each action where it stands, ONE takes note. */
import { z } from 'zod';
import {
  actionStates,
  countStates,
  faultsOfFollowUp,
  isOver,
  type ActionFollowUp,
  type ActionState,
} from '../../../domain/functioning-review/follow-up.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { mostActions, mostObjectives, type PlanAction } from '../../../domain/functioning-review/plan.ts';
import { countsInWords, stateWords } from '../../../views/functioning-review/plan-words.ts';
import type { Facts } from '../../../workflows/functioning-review/contract.ts';
import { actForm, type ActForm, type FileContext, type Typed } from '../../cases/act-form.ts';
import { confirmation } from '../../cases/usual-forms.ts';
import type { Faults, Input } from '../../forms/form.ts';
import { choice, optionalText } from '../../forms/inputs.ts';
import { everyInWords } from '../durations.ts';
import type { Pages } from '../own.ts';
import { onPlan } from './context.ts';
import { stateChoices, statesIn } from './follow-up-view.ts';
import { storyOf } from './rounds.ts';

type Context = FileContext<Pages>;
const actionsIn = ({ file }: Context): readonly PlanAction[] =>
  storyOf(file.acts)
    .rounds.at(-1)
    ?.plan.objectives.flatMap(({ actions }) => actions) ?? [];
/** Not asked about again: what was done or given up in a year before. */
const asked = (
  context: Context,
): { action: PlanAction; index: number; last: { state: string; comment: string } | undefined }[] => {
  const states = statesIn(context.file.acts);
  return actionsIn(context).flatMap((action, index) => {
    const last = states.get(action.id);
    return last && isOver(last.state) ? [] : [{ action, index, last }];
  });
};

const stateName = (index: number): string => `state${String(index)}`;
const commentName = (index: number): string => `comment${String(index)}`;
const numbers = Array.from({ length: mostObjectives * mostActions }, (_, index) => index);
const schema = z.strictObject(
  Object.fromEntries(
    numbers.flatMap((index) => [
      [stateName(index), z.union([z.literal(''), choice('Dites où en est cette action.', actionStates)]).optional()],
      [commentName(index), optionalText(1000)],
    ]),
  ) as Record<string, z.ZodType<string | undefined>>,
);

const rowsOf = (values: Readonly<Record<string, string | undefined>>, context: Context): ActionFollowUp[] =>
  asked(context).map(({ action, index }) => ({
    actionId: action.id,
    state: (values[stateName(index)] ?? '') as ActionState | '',
    comment: values[commentName(index)] ?? '',
  }));

const sendFollowUp: ActForm<Pages, Facts['send-follow-up']> = actForm<Pages>()({
  intro: ({ row }) =>
    `Suivi de l'année ${String(row.state.data.followUps + 1)} : dites de chaque action où elle en est. Ce que vous choisissez s'enregistre tout seul ; rien n'est envoyé avant que vous le demandiez.`,
  wide: true,
  fields: (context): Input[] =>
    asked(context).map(
      ({ action, index }): Input => ({
        partial: 'field-group',
        name: `action${String(index)}`,
        label: action.what,
        inputs: [
          {
            partial: 'field-select',
            name: stateName(index),
            label: 'État',
            hint: `${action.who}, du ${formatShortDate(action.startsOn)} au ${formatShortDate(action.endsOn)}`,
            options: stateChoices,
            required: true,
          },
          {
            partial: 'field-text',
            name: commentName(index),
            label: 'Où elle en est ; si elle est abandonnée, le motif',
            required: false,
          },
        ],
      }),
    ),
  begins: (context): Typed =>
    Object.fromEntries(asked(context).flatMap(({ index, last }) => (last ? [[stateName(index), last.state]] : []))),
  schema,
  checkFile: (values, context): Faults => {
    const index = new Map(asked(context).map((one) => [one.action.id, one.index]));
    return Object.fromEntries(
      faultsOfFollowUp(rowsOf(values, context)).map(({ actionId, field, text }) => [
        (field === 'state' ? stateName : commentName)(index.get(actionId) ?? 0),
        text,
      ]),
    );
  },
  split: async (values, { row }, read) => {
    const context = await read();
    const rows = rowsOf(values, context);
    const { done, 'given-up': givenUp } = countStates(rows);
    return { facts: { year: row.state.data.followUps + 1, actions: rows.length, done, givenUp }, content: { rows } };
  },
  then: onPlan('pro', 'send-follow-up'),
});

export const followUpForms = {
  'send-follow-up': sendFollowUp,
  'note-follow-up': {
    ...confirmation<Pages>((context) => {
      const last = context.file.acts.findLast(({ action }) => action === 'send-follow-up');
      const rows = (last?.content?.rows ?? []) as ActionFollowUp[];
      return context.row.state.data.followUp === 'missed'
        ? "L'opérateur n'a pas répondu à temps : vous en prenez note, et dites-lui ce que vous attendez."
        : `L'opérateur dit : ${countsInWords(countStates(rows))}. Vous prenez note ; le suivi se fait ${everyInWords(context.row.parameters)}.`;
    }, "Message à l'opérateur"),
    then: onPlan('office', 'note-follow-up'),
    panels: (context: Context) => {
      const words = new Map(actionsIn(context).map(({ id, what }) => [id, what]));
      const last = context.file.acts.findLast(({ action }) => action === 'send-follow-up');
      const rows = (last?.content?.rows ?? []) as ActionFollowUp[];
      return [
        {
          partial: 'functioning-review/follow-up-told',
          title: "Ce que dit l'opérateur",
          rows: rows.map(({ actionId, state, comment }) => ({
            what: words.get(actionId) ?? '',
            state: state === '' ? '' : stateWords[state],
            comment: state === 'given-up' ? `motif : ${comment}` : comment,
          })),
        },
      ];
    },
  },
} as const;
