/** One objective with its actions, opened to be changed: each action is a row of fields, what is wrong stands at its field. */
import { randomUUID } from 'node:crypto';
import {
  actionFields,
  objectiveFields,
  priorities,
  type ActionFields,
  type Objective,
  type ObjectiveFields,
  type PlanAction,
  type PlanFault,
  type PlanLimits,
} from '../../../domain/functioning-review/plan.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { actionLabels, objectiveLabels, priorityWords } from '../../../views/functioning-review/plan-words.ts';
import type { Faults, Input } from '../../forms/form.ts';
import { dateInput } from '../../forms/inputs.ts';
import { domainChoices } from './domain-word.ts';
import type { Remarks } from './rounds.ts';

export type Typed = Readonly<Record<string, unknown>>;
/** Of a page that comes back: what was typed and cannot be kept, and what somebody else has written meanwhile. */
export interface Returned {
  typed: Typed;
  faults: Faults;
  clashes: Faults;
}

export const nameOf = (objectiveId: string, rowId: string, field: string): string =>
  rowId === objectiveId ? `o.${field}` : `a.${rowId}.${field}`;
/** What the page shows of a row: the form brings it back, so that only what was changed here is written. */
export const shownName = (rowId: string): string => `was.${rowId}`;

interface Said {
  by: string;
  text: string;
}
const text = (name: string, label: string, more: object = {}): Input => ({
  partial: 'field-text',
  name,
  label,
  required: true,
  ...more,
});

function objectiveInputs(limits: PlanLimits, remark: Said | undefined): Input[] {
  return [
    text('o.wording', objectiveLabels.wording, { hint: 'Ce qui sera différent à la fin, en une phrase.' }),
    {
      partial: 'field-select',
      name: 'o.domain',
      label: objectiveLabels.domain,
      options: domainChoices,
      required: true,
    },
    text('o.criterion', objectiveLabels.criterion, {
      required: false,
      short: true,
      hint: 'Son numéro dans la grille, par exemple 6.4.',
    }),
    text('o.indicator', objectiveLabels.indicator, { hint: 'À quoi on verra que l’objectif est atteint.' }),
    {
      partial: 'field-select',
      name: 'o.priority',
      label: objectiveLabels.priority,
      options: priorities.map((value) => ({ value, text: priorityWords[value] })),
      required: true,
    },
    dateInput('o.dueOn', objectiveLabels.dueOn, {
      hint: `Au plus tard le ${formatShortDate(limits.lastDay)}, ${String(limits.months)} mois après la rencontre.`,
    }),
    text('o.who', objectiveLabels.who),
    ...(remark === undefined
      ? []
      : [
          {
            partial: 'field-textarea',
            name: 'o.answer',
            label: objectiveLabels.answer,
            hint: `${remark.by} : « ${remark.text} »`,
            required: true,
            rows: 3,
            maxLength: 1000,
          },
        ]),
  ];
}
const actionInputs = (id: string): Input[] => [
  text(`a.${id}.what`, actionLabels.what),
  text(`a.${id}.who`, actionLabels.who),
  text(`a.${id}.resources`, actionLabels.resources, { required: false }),
  dateInput(`a.${id}.startsOn`, actionLabels.startsOn, { hint: 'jj/mm/aaaa' }),
  dateInput(`a.${id}.endsOn`, actionLabels.endsOn, { hint: 'jj/mm/aaaa' }),
];

export function editView(
  objective: Objective,
  number: number,
  {
    limits,
    faults,
    remarks,
    isArbiter,
    returned,
  }: {
    limits: PlanLimits;
    faults: readonly PlanFault[];
    remarks: Remarks | undefined;
    isArbiter: boolean;
    returned?: Returned | undefined;
  },
): { id: string; place: number; inputs: Input[]; actions: { inputs: Input[] }[] } & Record<string, unknown> {
  const { id } = objective;
  const remarked = remarks?.byObjective[id];
  const remark = remarks && remarked ? { by: remarks.by, text: remarked } : undefined;
  const standing = new Map<string, string>([
    ...objectiveFields.map((field): [string, string] => [`o.${field}`, objective[field]]),
    ...objective.actions.flatMap((action) =>
      actionFields.map((field): [string, string] => [`a.${action.id}.${field}`, action[field]]),
    ),
  ]);
  const ruleFaults = new Map(faults.map(({ rowId, field, text: said }) => [nameOf(id, rowId, field), said]));
  // What could not be kept stands as it was typed; the rest as it is kept.
  const filled = (input: Input): Input => {
    const { name } = input;
    const said = returned?.faults[name] ?? returned?.clashes[name];
    const isKept = said === undefined && !returned?.faults.form;
    return {
      ...input,
      value: isKept ? standing.get(name) : (returned?.typed[name] ?? standing.get(name)),
      error: said ?? ruleFaults.get(name),
    };
  };
  return {
    id,
    place: number,
    inputs: objectiveInputs(limits, isArbiter ? undefined : remark).map(filled),
    // Who decides answers no remark: they read it.
    remark: isArbiter ? remark : undefined,
    shown: shownOf(id, objective, objectiveFields),
    actions: objective.actions.map((action, index) => ({
      id: action.id,
      place: index + 1,
      inputs: actionInputs(action.id).map(filled),
      shown: shownOf(action.id, action, actionFields),
    })),
    noAction: ruleFaults.get(nameOf(id, id, 'actions')),
    newAction: randomUUID(),
  };
}

const shownOf = <Row extends ObjectiveFields | ActionFields>(
  id: string,
  row: Row | PlanAction,
  fields: readonly (keyof Row & string)[],
): object => ({
  name: shownName(id),
  value: JSON.stringify(Object.fromEntries(fields.map((field) => [field, (row as Row)[field]]))),
});
