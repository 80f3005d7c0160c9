/** The plan of a bilan as it is being written. */
import type { Objective, Plan, PlanAction } from '../../../domain/functioning-review/plan.ts';
import { digest } from '../../act-hash.ts';
import type { Database } from '../../connect.ts';
import { ReviewObjective, type ReviewAction } from '../../models/review-plan.ts';

/** Number of the act that has sent the plan last: an answer is of the round that follows it. */
export async function findRound(db: Database, caseId: string): Promise<number> {
  const row = (await db('acts')
    .where({ case_id: caseId })
    .whereIn('action', ['submit-plan', 'arbitrate'])
    .max('number as number')
    .first()) as { number: number | null } | undefined;
  return row?.number ?? 0;
}

/** Objectives on which the last remarks of ONE wait for an answer. */
export async function findRemarked(db: Database, caseId: string): Promise<Set<string>> {
  const last = (await db('acts as a')
    .join('act_contents as c', (on) => {
      on.on('c.case_id', 'a.case_id').andOn('c.number', 'a.number');
    })
    .where({ 'a.case_id': caseId })
    .whereIn('a.action', ['ask-revision', 'submit-plan', 'arbitrate'])
    .orderBy('a.number', 'desc')
    .first('a.action', 'c.content')) as { action: string; content: { remarks?: object } | null } | undefined;
  return new Set(last?.action === 'ask-revision' ? Object.keys(last.content?.remarks ?? {}) : []);
}

/** In three queries. The caller has looked at the rights on the case. Answers of an earlier round are not of this plan. */
export async function readPlan(db: Database, caseId: string): Promise<Plan> {
  const round = await findRound(db, caseId);
  const objectives = await ReviewObjective.query(db)
    .where({ case_id: caseId })
    .modify('standing')
    .withGraphFetched('actions(standing)');
  return { objectives: objectives.map((row) => objectiveOf(row, round)) };
}

const objectiveOf = (row: ReviewObjective, round: number): Objective => ({
  id: row.id,
  domain: row.domain,
  criterion: row.criterion,
  wording: row.wording,
  indicator: row.indicator,
  priority: row.priority ?? '',
  dueOn: row.due_on ?? '',
  who: row.who,
  answer: row.answer_round === round ? row.answer : '',
  actions: (row.actions ?? []).map(actionOf),
});
const actionOf = ({ id, what, who, resources, starts_on: startsOn, ends_on: endsOn }: ReviewAction): PlanAction => ({
  id,
  what,
  who,
  resources,
  startsOn: startsOn ?? '',
  endsOn: endsOn ?? '',
});

/** In whose name the operator signs. The caller has looked at the rights on the case. */
export async function findBodyName(db: Database, row: { organising_body_id: string }): Promise<string> {
  const { name } = (await db('organising_bodies').where({ id: row.organising_body_id }).first('name')) as {
    name: string;
  };
  return name;
}

/** SHA-256 in hex of a plan: what each side signs. */
export const digestOfPlan = (plan: Plan): string => digest(plan).toString('hex');

const short = (value: unknown): string => digest(value).toString('hex').slice(0, 12);
/** What a page has shown of a plan, in short and by objective: the form brings it back. */
export const markOfPlan = ({ objectives }: Plan): string =>
  objectives.map((objective) => `${objective.id.slice(0, 8)}:${short(objective)}`).join('.');

/** Objectives that are not as they were shown, by name; `null`: one that has gone. Their order is part of what was shown. */
export function movedObjectives(seen: string, now: Plan): (string | null)[] {
  if (seen === markOfPlan(now)) return [];
  const shown = new Map(seen.split('.').map((part) => part.split(':') as [string, string]));
  const changed = now.objectives
    .filter((objective) => shown.get(objective.id.slice(0, 8)) !== short(objective))
    .map(({ wording }) => wording);
  const ids = new Set(now.objectives.map(({ id }) => id.slice(0, 8)));
  const gone = [...shown.keys()].filter((id) => id !== '' && !ids.has(id)).map(() => null);
  return [...changed, ...gone];
}
