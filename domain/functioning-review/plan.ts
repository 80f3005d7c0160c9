/** The action plan of a bilan de fonctionnement: objectives with their actions, and what must hold before it is submitted. */
import type { Day } from '../days.ts';
import { formatShortDate } from '../french-dates.ts';

export const priorities = ['high', 'medium', 'low'] as const;
export type Priority = (typeof priorities)[number];

/** As it is being written: what nobody has given yet, days included, is the empty text. */
export interface ObjectiveFields {
  /** Code of one of the domains of the bilan. */
  domain: string;
  /** Number of the criterion that it comes from: « 6.4 ». */
  criterion: string;
  wording: string;
  indicator: string;
  priority: Priority | '';
  dueOn: Day;
  who: string;
  /** What the operator answers to the last remark of ONE on it. */
  answer: string;
}
export interface ActionFields {
  what: string;
  who: string;
  resources: string;
  startsOn: Day;
  endsOn: Day;
}
export const objectiveFields = [
  'domain',
  'criterion',
  'wording',
  'indicator',
  'priority',
  'dueOn',
  'who',
  'answer',
] as const satisfies readonly (keyof ObjectiveFields)[];
export const actionFields = [
  'what',
  'who',
  'resources',
  'startsOn',
  'endsOn',
] as const satisfies readonly (keyof ActionFields)[];

export interface PlanAction extends ActionFields {
  id: string;
}
export interface Objective extends ObjectiveFields {
  id: string;
  actions: readonly PlanAction[];
}
export interface Plan {
  objectives: readonly Objective[];
}

/** What a plan rests on. */
export interface PlanLimits {
  /** Day of the meeting: nothing is due before it. */
  metOn: Day;
  /** The last day on which an objective may be due. */
  lastDay: Day;
  /** How many months after the meeting that is: for the sentence. */
  months: number;
}
/** Of one field of a row; `actions`: the objective has none. */
export interface PlanFault {
  rowId: string;
  field: keyof ObjectiveFields | keyof ActionFields | 'actions';
  text: string;
}

/** So many at most: a plan that nobody can read is none. */
export const mostObjectives = 12;
export const mostActions = 12;

const missing = {
  domain: 'Choisissez le domaine de la grille.',
  wording: 'Écrivez l’objectif : ce qui sera différent à la fin.',
  indicator: 'Écrivez à quoi on verra que l’objectif est atteint.',
  priority: 'Choisissez la priorité.',
  dueOn: 'Écrivez avant quel jour l’objectif est atteint.',
  who: 'Écrivez qui répond de l’objectif.',
} as const satisfies Partial<Record<keyof ObjectiveFields, string>>;
const missingOfAction = {
  what: 'Écrivez ce qui sera fait.',
  who: 'Écrivez qui s’en charge.',
  startsOn: 'Écrivez quand l’action commence.',
  endsOn: 'Écrivez quand l’action se termine.',
} as const satisfies Partial<Record<keyof ActionFields, string>>;

/**
 * What is missing or does not hold, in the order of the page.
 * @param remarked objectives on which ONE has left a remark that waits for an answer
 */
export const faultsOfPlan = (
  { objectives }: Plan,
  limits: PlanLimits,
  remarked: ReadonlySet<string> = new Set(),
): PlanFault[] => objectives.flatMap((objective) => faultsOfObjective(objective, limits, remarked));

/** Whether it may be submitted: at least one objective, and nothing wrong. */
export const isWhole = (plan: Plan, limits: PlanLimits, remarked?: ReadonlySet<string>): boolean =>
  plan.objectives.length > 0 && faultsOfPlan(plan, limits, remarked).length === 0;

function faultsOfObjective(objective: Objective, limits: PlanLimits, remarked: ReadonlySet<string>): PlanFault[] {
  const { id, dueOn, actions } = objective;
  const of = (field: PlanFault['field'], text: string): PlanFault => ({ rowId: id, field, text });
  return [
    ...absent(objective, missing).map(([field, text]) => of(field, text)),
    ...(dueOn === '' ? [] : dueFaults(dueOn, limits).map((text) => of('dueOn', text))),
    ...(remarked.has(id) && objective.answer === '' ? [of('answer', 'Répondez à la remarque de l’ONE.')] : []),
    ...(actions.length === 0 ? [of('actions', 'Ajoutez au moins une action à cet objectif.')] : []),
    ...actions.flatMap((action) => faultsOfAction(action, dueOn)),
  ];
}

const dueFaults = (dueOn: Day, { metOn, lastDay, months }: PlanLimits): string[] =>
  dueOn > lastDay
    ? [`Au plus tard le ${formatShortDate(lastDay)} : ${String(months)} mois après la rencontre.`]
    : dueOn < metOn
      ? [`Pas avant la rencontre du ${formatShortDate(metOn)}.`]
      : [];

function faultsOfAction(action: PlanAction, dueOn: Day): PlanFault[] {
  const { id, startsOn, endsOn } = action;
  const of = (field: keyof ActionFields, text: string): PlanFault => ({ rowId: id, field, text });
  const isBackwards = startsOn !== '' && endsOn !== '' && endsOn < startsOn;
  return [
    ...absent(action, missingOfAction).map(([field, text]) => of(field, text)),
    ...(isBackwards
      ? [of('endsOn', `La fin (${formatShortDate(endsOn)}) est avant le début (${formatShortDate(startsOn)}).`)]
      : []),
    ...(!isBackwards && endsOn !== '' && dueOn !== '' && endsOn > dueOn
      ? [of('endsOn', `La fin dépasse l’échéance de l’objectif, le ${formatShortDate(dueOn)}.`)]
      : []),
  ];
}

const absent = <Field extends string>(
  row: Readonly<Record<NoInfer<Field>, string>>,
  sentences: Readonly<Record<Field, string>>,
): [Field, string][] => (Object.entries(sentences) as [Field, string][]).filter(([field]) => row[field].trim() === '');
