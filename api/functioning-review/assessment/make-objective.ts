/** A criterion of the comparison becomes an objective of the plan that is being written: its number, its domain, its words to begin with. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { savePlan } from '../../../db/functioning-review/plan/save-plan.ts';
import { addObjective } from '../../../db/functioning-review/plan/plan-rows.ts';
import type { MayWrite } from '../../../db/functioning-review/plan/plan-table.ts';
import { mostObjectives } from '../../../domain/functioning-review/plan.ts';
import { numberOf } from '../../../domain/functioning-review/questionnaire.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { code, id } from '../../forms/envelope.ts';
import { leaveFlash } from '../../page.ts';
import { conflict, forbidden, notFound } from '../../problems.ts';
import { mayWritePlan } from '../plan/find-written.ts';
import { getComparison, type Portal } from './compare-context.ts';

const Making = z.strictObject({ _csrf: z.unknown().optional(), criterion: code, objective: id });

/** Done twice, it leads to the one that is there. @throws as `getComparison`; 403; 404; 409 where the plan was sent meanwhile */
export async function postObjective(deps: Dependencies, req: Request, res: Response, portal: Portal): Promise<void> {
  const { row, plan, questionnaire } = await getComparison(deps, req, res, portal);
  if (!plan) throw forbidden('Les objectifs se rédigent avec le plan d’action, par qui l’écrit en ce moment.');
  const read = Making.safeParse(req.body);
  const criterion = questionnaire.criteria.find((one) => read.success && one.id === read.data.criterion);
  if (!read.success || !criterion) throw notFound();
  const number = numberOf(criterion);
  const there = plan.objectives.find((one) => one.criterion === number);
  const path = `/${portal}/reviews/${row.id}/plan`;
  if (there) {
    res.redirect(303, `${path}?edit=${there.id}`);
    return;
  }
  const { ability, userId } = getViewer(res);
  const mayWrite: MayWrite = (of) => mayWritePlan(ability, of);
  const made = { caseId: row.id, id: read.data.objective };
  const by = { userId, at: deps.now() };
  const added = await addObjective(deps.db, made, mayWrite, by);
  if (added === 'too-many') {
    leaveFlash(req, { kind: 'warning', text: `Un plan a ${String(mostObjectives)} objectifs au plus.` });
    res.redirect(303, path);
    return;
  }
  const typed = { domain: criterion.domain, criterion: number, wording: criterion.wording };
  const begun = { table: 'review_objectives' as const, id: made.id, shown: {}, typed };
  if (added === 'closed' || (await savePlan(deps.db, row.id, [begun], mayWrite, by)) === 'closed')
    throw conflict({
      title: 'Le plan a été envoyé entre-temps',
      what: 'Le plan a été envoyé pendant que vous lisiez : il ne se modifie plus.',
      kept: [],
      backHref: path,
      backText: 'Ouvrir le plan comme il est maintenant',
    });
  res.redirect(303, `${path}?edit=${made.id}`);
}
