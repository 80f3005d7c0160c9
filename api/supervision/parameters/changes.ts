/** The changes that were asked for, and the answer of another person: confirm, refuse; or the author takes it back. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { reasonOf } from '../../../db/access/reasons.ts';
import { asSubject } from '../../../db/access/subjects.ts';
import { Parameter } from '../../../db/models/parameter.ts';
import type { RuleChange } from '../../../db/models/rule-change.ts';
import { decideChange, decisions, type Decision } from '../../../db/parameters/decide-change.ts';
import { effectOfChange } from '../../../db/parameters/effect-of-change.ts';
import { findChanges } from '../../../db/parameters/find-changes.ts';
import { ChangeRefused, firstDayOfChange } from '../../../db/parameters/propose-change.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { getViewer, idOf, type Dependencies } from '../../context.ts';
import { faultsIn, type Faults } from '../../forms/form.ts';
import { maybeText } from '../../forms/inputs.ts';
import { leaveFlash, renderPage } from '../../page.ts';
import { forbidden, notFound } from '../../problems.ts';
import { reason } from './parameter-form.ts';
import { changesTable, presentChange } from './change-page.ts';
import { effectsOf } from './parameter-page.ts';
import { refusalOf } from './refusal.ts';
import { groupsOf, ruleOf } from './words.ts';

/** The field may be empty, not missing: an answer without our form answers nothing. */
const maybe = maybeText('Rechargez la page, puis répondez à nouveau', 500);
const answers: Record<Decision, z.ZodType<{ reason: string }>> = {
  approve: z.strictObject({ reason: maybe }),
  refuse: z.strictObject({ reason }),
  withdraw: z.strictObject({ reason: maybe }),
};
const done: Record<Decision, string> = {
  approve: 'Le changement est confirmé.',
  refuse: 'Le changement est refusé. La personne qui l’a demandé voit votre motif.',
  withdraw: 'Votre demande est retirée. Rien ne change.',
};
/** How many answered changes the page shows; the history has them all. */
const shownAnswered = 100;

export function changeRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/supervision/parameters/changes', async (req, res) => {
    const first = firstDayOfChange(now());
    const [waiting, answered, named] = await Promise.all([
      findChanges(db, getViewer(res)).modify('waiting', first),
      findChanges(db, getViewer(res)).modify('answered', first).limit(shownAnswered),
      namesOf(deps),
    ]);
    renderPage(deps, req, res, 'supervision/rule-changes', {
      title: 'Changements des règles',
      line: 'Demandés par une personne, confirmés ou refusés par une autre. Sans réponse la veille, une demande est caduque.',
      back: { href: '/supervision/parameters', label: 'aux paramètres' },
      wide: true,
      ...(waiting.length > 0 ? { waiting: changesTable('En attente', waiting, named, first) } : {}),
      ...(answered.length > 0 ? { answered: changesTable('Avec réponse', answered, named, first) } : {}),
    });
  });

  router.get('/supervision/parameters/changes/:id', async (req, res) => {
    await show(deps, req, res, await getChange(deps, req, res), {});
  });

  for (const decision of Object.keys(decisions) as Decision[])
    router.post(`/supervision/parameters/changes/:id/${decision}`, async (req, res) => {
      const viewer = getViewer(res);
      const change = await getChange(deps, req, res);
      const subject = asSubject('RuleChange', change);
      if (!viewer.ability.can(decision, subject)) throw forbidden(reasonOf(viewer.ability, decision, subject));
      const form = answers[decision].safeParse(req.body ?? {});
      if (!form.success) {
        res.status(422);
        await show(deps, req, res, change, faultsIn(form.error));
        return;
      }
      try {
        await decideChange(db, change.id, decision, viewer, { reason: form.data.reason || null, at: now() });
      } catch (error) {
        if (!(error instanceof ChangeRefused)) throw error;
        throw refusalOf(error.code, {
          backHref: `/supervision/parameters/changes/${change.id}`,
          typed: (req.body ?? {}) as Record<string, unknown>,
          last: await findChanges(db, viewer).where('rule_changes.id', change.id).first(),
        });
      }
      leaveFlash(req, { kind: 'done', text: done[decision] });
      res.redirect(303, `/supervision/parameters/changes/${change.id}`);
    });
  return router;
}

/** Label and unit of each parameter, for telling changes. */
const namesOf = ({ db }: Dependencies): Promise<Parameter[]> => Parameter.query(db).modify('listed').execute();

async function getChange({ db }: Dependencies, req: Request, res: Response): Promise<RuleChange> {
  const change = await findChanges(db, getViewer(res)).where('rule_changes.id', idOf(req)).first();
  if (!change) throw notFound();
  return change;
}

async function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  change: RuleChange,
  faults: Faults,
): Promise<void> {
  const named = await namesOf(deps);
  const changed = change.rule === 'parameter' && named.find(({ slug, code }) => `${slug}/${code}` === change.key);
  const wanted = changed && change.value !== null ? { value: change.value, unit: changed.unit } : undefined;
  const effects =
    changed && change.effect === 'set'
      ? effectsOf(
          changed,
          await effectOfChange(deps.db, changed, wanted, deps.now()),
          wanted,
          formatShortDate(change.from_on),
        )
      : [];
  renderPage(deps, req, res, 'supervision/rule-change', {
    title: `Changement : ${ruleOf(change, named)}`,
    back: { href: '/supervision/parameters/changes', label: 'aux changements' },
    drafted: `/supervision/parameters/changes/${change.id}`,
    ...presentChange(groupsOf(deps.procedures), getViewer(res), change, named, firstDayOfChange(deps.now()), {
      faults,
      typed: (req.body ?? {}) as Record<string, unknown>,
      effects,
    }),
  });
}
