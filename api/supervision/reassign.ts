/** Handing over all the open tasks of a colleague (or those that nobody has), to one or several others, with a reason. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findAgentName, findColleague, listColleagues } from '../../db/inbox/colleagues.ts';
import { assignTasks } from '../../db/inbox/hand-over.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { askForBatch, batchSlug } from '../../db/batches/batch.ts';
import { assignTasksBatch } from '../../db/batches/assign-tasks.ts';
import { officeScope } from '../../db/access/scopes.ts';
import { tasksHeldBy } from '../../db/supervision/figures.ts';
import { roleNames } from '../../workflows/roles.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, several } from '../forms/envelope.ts';
import { errorLinks, faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { requiredText } from '../forms/inputs.ts';
import { tell } from '../inbox/hand-over.ts';
import { renderPage } from '../page.ts';
import { notFound } from '../problems.ts';

const chooseColleagues = 'Choisissez au moins une personne';
const giveReason = 'Encodez le motif';
const from = z.union([id, z.literal('nobody')]);
const Handover = z.strictObject({
  from,
  to: several(id, chooseColleagues).pipe(z.array(id).min(1, chooseColleagues).max(50)),
  reason: requiredText(giveReason, 500),
});

/** More than these are handed over as long work, with its progress, and undone where that was a mistake (hypothèse). */
const atOnce = 100;

/** The one administration of a supervisor; null where there are several, or all. */
const administrationOf = ({ grants }: Viewer): string | null => {
  const where = officeScope(grants, ['supervisor'])?.administration;
  return typeof where === 'string' ? where : null;
};

export function reassignRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.get('/supervision/reassign', async (req, res) => {
    const given = from.safeParse(req.query.from);
    if (!given.success) throw notFound();
    await show(deps, req, res, given.data);
  });

  router.post('/supervision/reassign', async (req, res) => {
    const viewer = getViewer(res);
    const body = (req.body ?? {}) as Record<string, unknown>;
    const form = Handover.safeParse(body);
    if (!form.success) {
      const given = from.safeParse(body.from);
      if (!given.success) throw notFound();
      await show(deps, req, res, given.data, faultsIn(form.error));
      return;
    }
    const { to, reason } = form.data;
    const choice = await listColleagues(db, viewer, now());
    const colleagues = (
      await Promise.all(
        to
          .filter((one) => one !== form.data.from && choice.some((colleague) => colleague.id === one))
          .map((one) => findColleague(db, one, now())),
      )
    ).filter((one): one is Viewer => one !== undefined);
    if (colleagues.length === 0) {
      await show(deps, req, res, form.data.from, { to: chooseColleagues });
      return;
    }
    const whose = form.data.from === 'nobody' ? null : form.data.from;
    const tasks = (await tasksHeldBy(db, viewer, whose).limit(atOnce + 1)) as { id: string }[];
    if (tasks.length > atOnce) {
      const { id: batchId } = await askForBatch(db, assignTasksBatch, {
        parameters: { from: whose, to: colleagues.map(({ userId }) => userId) },
        reason,
        administration: administrationOf(viewer),
        asker: viewer,
        at: now(),
      });
      deps.bell.ring(batchSlug, batchId);
      res.redirect(303, `/supervision/batches/${batchId}`);
      return;
    }
    tell(
      req,
      'assign',
      await assignTasks(
        db,
        viewer,
        tasks.map((task) => task.id),
        colleagues,
        reason,
        now(),
      ),
      ` à ${colleagues.map((one) => `${one.firstName} ${one.familyName}`).join(', ')}`,
    );
    res.redirect(303, '/supervision/load');
  });
  return router;
}

async function show(deps: Dependencies, req: Request, res: Response, whose: string, error: Faults = {}): Promise<void> {
  const { db, now } = deps;
  const viewer = getViewer(res);
  const [name, [{ count }], colleagues] = await Promise.all([
    whose === 'nobody' ? 'personne' : findAgentName(db, whose),
    tasksHeldBy(db, viewer, whose === 'nobody' ? null : whose)
      .clearSelect()
      .clearOrder()
      .count({ count: '*' }) as unknown as Promise<[{ count: number }]>,
    listColleagues(db, viewer, now()),
  ]);
  if (name === undefined) throw notFound();
  const { to, reason } = (req.body ?? {}) as { to?: unknown; reason?: unknown };
  if (isFaulty(error)) res.status(422);
  renderPage(deps, req, res, 'supervision/reassign', {
    title: whose === 'nobody' ? 'Répartir les tâches non attribuées' : `Répartir les tâches de ${name}`,
    back: { href: '/supervision/load', label: 'à la charge' },
    line:
      count === 0
        ? 'Aucune tâche ouverte.'
        : `${String(count)} ${count === 1 ? 'tâche ouverte' : 'tâches ouvertes'}. Chaque tâche va à la personne choisie qui peut la faire et qui en a reçu le moins.${count > atOnce ? ' La répartition prend du temps : vous la suivez dans « Travaux », où elle se met en pause et se défait.' : ''}`,
    drafted: '/supervision/reassign',
    none: count === 0,
    from: whose,
    error,
    errors: errorLinks(error, ['to', 'reason']),
    values: {
      to: [to].flat().filter((one) => typeof one === 'string'),
      reason: typeof reason === 'string' ? reason : '',
    },
    options: colleagues
      .filter((one) => one.id !== whose)
      .map((one) => ({
        value: one.id,
        text: `${one.firstName} ${one.familyName}`,
        hint: one.roles.map((role) => roleNames[role]).join(', '),
      })),
  });
}
