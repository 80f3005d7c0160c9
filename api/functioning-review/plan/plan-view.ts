/** The plan as both sides read it: objectives with their actions, what a round has changed, remarks with their answers. */
import type { Day } from '../../../domain/calendar.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import type { ActionState } from '../../../domain/functioning-review/follow-up.ts';
import {
  changesBetween,
  countChanges,
  type PlanChanges,
  type RowMarks,
} from '../../../domain/functioning-review/plan-changes.ts';
import type {
  Objective,
  ObjectiveFields,
  Plan,
  PlanAction,
  PlanFault,
  Priority,
} from '../../../domain/functioning-review/plan.ts';
import {
  actionLabels,
  priorityBadges,
  priorityWords,
  sizeOfPlan,
  stateBadges,
  stateWords,
} from '../../../views/functioning-review/plan-words.ts';
import type { Reader } from '../../cases/procedure-pages.ts';
import { domainWord } from './domain-word.ts';
import type { PlanStory, Round } from './rounds.ts';

export interface ShownPlan {
  plan: Plan;
  /** The round that it is; of a plan being written, the one that it will be. */
  round: number;
  /** What it is compared with. */
  before?: Plan | undefined;
  story: PlanStory;
  reader: Reader;
  today: Day;
  faults?: readonly PlanFault[];
  /** Where each action stands, by its id. */
  states?: ReadonlyMap<string, { state: ActionState | ''; comment: string }>;
  /** Where an objective is changed. */
  editHref?: ((id: string) => string) | undefined;
}

const none: PlanChanges = changesBetween({ objectives: [] }, { objectives: [] });

/** @param editing the objective that is open, with its form */
export function planView(shown: ShownPlan, editing?: { id: string }): object {
  const { plan, before, round } = shown;
  const changes = before ? changesBetween(before, plan) : none;
  const count = countChanges(changes);
  return {
    size: sizeOfPlan(
      plan.objectives.length,
      plan.objectives.reduce((sum, { actions }) => sum + actions.length, 0),
    ),
    ...(before
      ? {
          changed:
            count === 0
              ? `Rien n'a changé depuis le tour ${String(round - 1)}.`
              : `${String(count)} ${count > 1 ? 'lignes ont changé' : 'ligne a changé'} depuis le tour ${String(round - 1)} : marquées dans les cases.`,
        }
      : {}),
    objectives: plan.objectives.map((objective, index) =>
      objective.id === editing?.id ? { editing } : objectiveView(objective, index, shown, changes),
    ),
    removed: changes.removedObjectives.map(({ wording }) => ({ wording: named(wording), round })),
  };
}

const named = (wording: string): string => (wording === '' ? 'objectif sans nom' : wording);

/** A value with what stood there before the round. */
interface Cell {
  text: string;
  was?: string;
}
function cellOf<Fields extends object>(
  text: string,
  marks: RowMarks<Fields> | undefined,
  field: keyof Fields,
  words: (value: string) => string = (value) => value,
): Cell {
  const was =
    marks === undefined || marks === 'new' ? undefined : (marks as Partial<Record<keyof Fields, string>>)[field];
  return { text, ...(was === undefined ? {} : { was: was === '' ? 'rien' : words(was) }) };
}
const dayWords = (value: string): string => (value === '' ? '' : formatShortDate(value));

function objectiveView(objective: Objective, index: number, shown: ShownPlan, changes: PlanChanges): object {
  const { id, wording, domain, criterion, indicator, priority, dueOn, who, actions } = objective;
  const { faults = [], round, editHref } = shown;
  const marks = changes.objectives.get(id);
  const of = (text: string, field: keyof ObjectiveFields, words?: (value: string) => string): Cell =>
    cellOf<ObjectiveFields>(text, marks, field, words);
  const ids = new Set([id, ...actions.map((action) => action.id)]);
  const own = faults.filter(({ rowId }) => ids.has(rowId));
  return {
    id,
    place: index + 1,
    round,
    isNew: marks === 'new',
    wording: of(named(wording), 'wording'),
    line: [
      of(domain === '' ? 'domaine à choisir' : domainWord(domain), 'domain', domainWord),
      ...(criterion === '' ? [] : [of(`critère ${criterion}`, 'criterion')]),
      of(`indicateur : ${indicator === '' ? 'à écrire' : indicator}`, 'indicator'),
      of(who === '' ? 'personne ne répond encore de cet objectif' : `répond de l'objectif : ${who}`, 'who'),
    ],
    priority:
      priority === ''
        ? undefined
        : {
            kind: priorityBadges[priority],
            ...of(priorityWords[priority], 'priority', (value) => priorityWords[value as Priority] ?? value),
          },
    due: dueOn === '' ? undefined : of(`avant le ${formatShortDate(dueOn)}`, 'dueOn', dayWords),
    labels: actionLabels,
    actions: actions.map((action) => actionView(action, shown, changes)),
    removedActions: (changes.removedActions.get(id) ?? []).map(({ what }) => named(what)),
    exchanges: exchangesOn(id, shown),
    faults: own.map(({ rowId, field, text }) => ({
      text,
      ...(editHref ? { href: `${editHref(id)}#${fieldId(id, rowId, field)}` } : {}),
    })),
    editHref: editHref?.(id),
  };
}
/** Of the input, where the objective is changed. */
export const fieldId = (objectiveId: string, rowId: string, field: string): string =>
  field === 'actions' ? 'add-action' : rowId === objectiveId ? `o.${field}` : `a.${rowId}.${field}`;

function actionView(action: PlanAction, { states, round }: ShownPlan, changes: PlanChanges): object {
  const marks = changes.actions.get(action.id);
  const stands = states?.get(action.id);
  const state = stands?.state === '' || stands === undefined ? 'not-started' : stands.state;
  return {
    id: action.id,
    isNew: marks === 'new',
    round,
    what: cellOf(named(action.what), marks, 'what'),
    cells: [
      { label: actionLabels.who, ...cellOf(action.who, marks, 'who') },
      { label: actionLabels.resources, ...cellOf(action.resources, marks, 'resources') },
      { label: actionLabels.startsOn, ...cellOf(dayWords(action.startsOn), marks, 'startsOn', dayWords) },
      { label: actionLabels.endsOn, ...cellOf(dayWords(action.endsOn), marks, 'endsOn', dayWords) },
    ],
    state: { kind: stateBadges[state], text: stateWords[state] },
    comment: stands?.comment && state === 'given-up' ? `motif : ${stands.comment}` : stands?.comment,
  };
}

/** Every remark on the objective with what was answered to it in the round after. */
function exchangesOn(id: string, { story, reader, round, plan }: ShownPlan): object[] {
  const mine = reader === 'operator' ? 'Vous' : undefined;
  return story.rounds
    .filter(({ number, remarks }) => number <= round && remarks?.byObjective[id])
    .map(({ number, remarks }) => {
      const next = story.rounds.find((each) => each.number === number + 1);
      const answer = (next && !next.arbitrated ? next.plan : number + 1 === round ? plan : undefined)?.objectives.find(
        (objective) => objective.id === id,
      )?.answer;
      return {
        remark: {
          who: reader === 'one' ? (remarks?.by ?? '') : `${remarks?.by ?? ''}, ONE`,
          round: number,
          text: remarks?.byObjective[id],
        },
        ...(answer ? { answer: { who: mine ?? next?.by ?? "L'opérateur", round: number + 1, text: answer } } : {}),
      };
    });
}

/** What was said on the whole of it, round by round. */
export const generalExchanges = ({ rounds }: PlanStory, upTo: number): object[] =>
  rounds
    .filter(({ number, remarks, text }: Round) => number <= upTo && (text ?? remarks?.general))
    .map(({ number, by, text, remarks, arbitrated }) => ({
      round: number,
      ...(text ? { answer: { who: by, text, arbitrated } } : {}),
      ...(remarks?.general ? { remark: { who: remarks.by, text: remarks.general } } : {}),
    }));
