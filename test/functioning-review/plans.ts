/** Plans for tests: as they stand in the tables while they are written, and as an act has sent them. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { digestOfPlan } from '../../db/functioning-review/plan/read-plan.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, dayOf, type Instant } from '../../domain/calendar.ts';
import type { Objective, Plan, PlanAction } from '../../domain/functioning-review/plan.ts';
import type { PlanSent } from '../../workflows/functioning-review/contract.ts';

export const planAction = (at: Instant, more: Partial<PlanAction> = {}): PlanAction => ({
  id: randomUUID(),
  what: 'Relever les souhaits de chacun',
  who: 'Olivier Wauters',
  resources: "deux réunions d'équipe",
  startsOn: addDays(dayOf(at), 20),
  endsOn: addDays(dayOf(at), 80),
  ...more,
});
export const planObjective = (at: Instant, more: Partial<Objective> = {}): Objective => ({
  id: randomUUID(),
  domain: 'team',
  criterion: '6.4',
  wording: 'Formation continue : un plan par personne',
  indicator: '100 % des fiches remplies dans Mon Équipe',
  priority: 'high',
  dueOn: addDays(dayOf(at), 200),
  who: 'Nathalie Servais',
  answer: '',
  actions: [planAction(at), planAction(at, { what: 'Tenir le tableau par personne', resources: 'Mon Équipe' })],
  ...more,
});
export const planOf = (at: Instant): Plan => ({
  objectives: [
    planObjective(at),
    planObjective(at, {
      domain: 'health',
      criterion: '2.3',
      wording: 'La sieste des grands au rythme de chacun',
      indicator: 'feuille de passage individuelle',
      priority: 'medium',
      actions: [planAction(at, { what: 'Aménager le coin calme', who: 'Fanny Dethier', resources: '' })],
    }),
  ],
});

export const factsOf = (plan: Plan): PlanSent => ({
  digest: digestOfPlan(plan),
  objectives: plan.objectives.length,
  actions: plan.objectives.reduce((sum, { actions }) => sum + actions.length, 0),
});

/** Writes it where it is being written. */
export async function writePlan(
  db: Database,
  caseId: string,
  plan: Plan,
  { at, round = 0 }: { at: Instant; round?: number },
): Promise<void> {
  const by = { updated_by: stableId('user admin-petits-chenes'), updated_at: new Date(at).toISOString() };
  await db('review_plans').insert({ case_id: caseId }).onConflict('case_id').ignore();
  await db('review_objectives').insert(
    plan.objectives.map(({ id, domain, criterion, wording, indicator, priority, dueOn, who, answer }, index) => ({
      id,
      case_id: caseId,
      position: index + 1,
      domain,
      criterion,
      wording,
      indicator,
      priority: priority === '' ? null : priority,
      due_on: dueOn === '' ? null : dueOn,
      who,
      answer,
      answer_round: round,
      ...by,
    })),
  );
  const actions = plan.objectives.flatMap((objective) =>
    objective.actions.map(({ id, what, who, resources, startsOn, endsOn }, index) => ({
      id,
      case_id: caseId,
      objective_id: objective.id,
      position: index + 1,
      what,
      who,
      resources,
      starts_on: startsOn === '' ? null : startsOn,
      ends_on: endsOn === '' ? null : endsOn,
      ...by,
    })),
  );
  if (actions.length > 0) await db('review_actions').insert(actions);
}
