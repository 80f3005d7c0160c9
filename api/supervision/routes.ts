/** Supervision: Monday morning, what is late and for whom, what is stuck, one case from inside, the rules, the history. */
import { Router } from 'express';
import { z } from 'zod';
import { accessibleBy } from '../../db/access/sql-filter.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { recordAudit } from '../../db/audit.ts';
import { loadFigures } from '../../db/supervision/figures.ts';
import { findSupervisedCase } from '../../db/supervision/one-case.ts';
import { retryEffect } from '../../db/supervision/retry-effect.ts';
import { listStuck } from '../../db/supervision/stuck.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { code, whole } from '../forms/envelope.ts';
import { homeOf } from '../home/routes.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';
import { requireSupervision } from './access.ts';
import { batchRoutes } from './batches.ts';
import { historyRoutes } from './history.ts';
import { chartOf, deadlinesTable, loadTable, presentMonday, stuckRows, stuckTable } from './monday.ts';
import { presentSupervisedCase } from './one-case.ts';
import { parameterRoutes } from './parameters/routes.ts';
import { reassignRoutes } from './reassign.ts';
import { presentProcedures } from './rules-pages.ts';

const Retry = z.strictObject({
  number: whole(6).optional(),
  effect: code.optional(),
  back: z.literal('stuck').optional(),
});

export function supervisionRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  const back = { href: '/supervision', label: 'à la supervision' };

  router.use(historyRoutes(deps));
  router.get('/supervision', (_req, res, next) => {
    const viewer = getViewer(res);
    if (viewer.ability.can('supervise', 'Case')) next();
    else res.redirect(302, viewer.ability.can('read', 'Audit') ? '/supervision/audit' : homeOf(viewer));
  });
  router.use('/supervision', requireSupervision);
  router.use(reassignRoutes(deps));
  router.use(parameterRoutes(deps));
  router.use(batchRoutes(deps));

  router.get('/supervision', async (req, res) => {
    const viewer = getViewer(res);
    const at = now();
    const [figures, stuck] = await Promise.all([loadFigures(db, viewer, at), listStuck(db, viewer, at)]);
    renderPage(deps, req, res, 'supervision/monday', {
      ...presentMonday(deps.procedures, viewer, figures, stuck, at),
      wide: true,
    });
  });
  router.get('/supervision/deadlines', async (req, res) => {
    const { weeks } = await loadFigures(db, getViewer(res), now());
    renderPage(deps, req, res, 'supervision/deadlines', {
      title: 'Échéances des huit prochaines semaines',
      back,
      chart: chartOf(weeks),
      table: deadlinesTable(weeks),
    });
  });
  router.get('/supervision/load', async (req, res) => {
    const { agents } = await loadFigures(db, getViewer(res), now());
    renderPage(deps, req, res, 'supervision/load', {
      title: 'Charge par agent',
      back,
      table: loadTable(agents),
      chart: {
        title: 'Tâches ouvertes par agent',
        bars: agents
          .slice(0, 12)
          .map(({ name, open, late }) => ({ label: name?.split(' ').at(-1) ?? 'personne', value: open, late })),
        labelHead: 'Agent',
        valueHead: 'Ouvertes',
        restHead: 'dans les délais',
      },
    });
  });
  router.get('/supervision/stuck', async (req, res) => {
    const rows = stuckRows(deps.procedures, await listStuck(db, getViewer(res), now()));
    renderPage(deps, req, res, 'supervision/stuck', {
      title: `Bloquées (${String(rows.length)})`,
      back,
      table: stuckTable(deps.procedures, rows),
    });
  });

  router.get('/supervision/cases/:id', async (req, res) => {
    const viewer = getViewer(res);
    const found = await findSupervisedCase(db, viewer, idOf(req));
    if (!found) throw notFound();
    await recordAudit(db, {
      at: now(),
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'consult',
      subject: 'case',
      subjectId: found.row.id,
    });
    const engine = await deps.engine.describe(found.row.slug, found.row.id);
    renderPage(deps, req, res, 'supervision/case', presentSupervisedCase(deps.procedures, found, engine, now()));
  });

  router.post('/supervision/cases/:id/retry', async (req, res) => {
    const viewer = getViewer(res);
    const form = Retry.safeParse(req.body ?? {});
    if (!form.success || (form.data.number === undefined) !== (form.data.effect === undefined))
      throw new Problem(422, 'form');
    const caseRow = (await accessibleBy(db('cases').where('cases.id', idOf(req)), viewer.ability, 'read', 'Case').first(
      'cases.*',
    )) as { id: string; slug: string } | undefined;
    if (!caseRow) throw notFound();
    if (!viewer.ability.can('retry', asSubject('Case', caseRow))) throw forbidden();
    const { number, effect } = form.data;
    const at = now();
    if (number !== undefined && effect !== undefined) {
      const again = await retryEffect(db, { caseId: caseRow.id, number: Number(number), effect }, at);
      if (again)
        await recordAudit(db, {
          at,
          actorId: viewer.userId,
          acr: viewer.acr,
          event: 'retry',
          subject: 'case',
          subjectId: caseRow.id,
          change: { effect: { before: 'failed', after: 'pending' } },
        });
    }
    deps.bell.ring(caseRow.slug, caseRow.id);
    leaveFlash(req, {
      kind: 'done',
      text: "C'est relancé. La page montre l'état du moment : rechargez-la dans quelques secondes.",
    });
    res.redirect(303, form.data.back ? '/supervision/stuck' : `/supervision/cases/${caseRow.id}`);
  });

  router.get('/supervision/procedures', (req, res) => {
    renderPage(deps, req, res, 'supervision/procedures', {
      title: 'Procédures',
      back,
      procedures: presentProcedures(deps.procedures),
      styles: ['styles/diagram.css'],
      wide: true,
    });
  });
  return router;
}
