/** Long work: what is under way, how far it is, and what a supervisor says to it. */
import { Router, type Request } from 'express';
import { z } from 'zod';
import { asSubject } from '../../db/access/subjects.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { batchSlug } from '../../db/batches/batch.ts';
import { findBatch, listBatches, listFailures } from '../../db/batches/find-batches.ts';
import { batchKinds } from '../../db/batches/kinds.ts';
import { batchOrders, giveOrder } from '../../db/batches/orders.ts';
import { findKind } from '../../db/batches/work-off.ts';
import { findAgentNames } from '../../db/inbox/colleagues.ts';
import type { BatchModel } from '../../db/models/batch.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';
import { orderWords, statusBadge } from './batch-words.ts';
import { batchTable, presentBatch, titleOf } from './present-batch.ts';

const Order = z.enum(batchOrders);
const Nothing = z.strictObject({});
const perPage = 30;
const shownFailures = 100;

export function batchRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/supervision/batches', async (req, res) => {
    const { ability } = getViewer(res);
    const before = id.safeParse(req.query.before).data;
    const place = before ? await findBatch(db, ability, before) : undefined;
    const { rows, next } = await listBatches(db, ability, { ...(place ? { before: place } : {}), limit: perPage });
    renderPage(deps, req, res, 'supervision/batches', {
      title: 'Travaux',
      back: { href: '/supervision', label: 'à la supervision' },
      table: rows.length > 0 ? batchTable(rows, await namesIn(rows)) : undefined,
      pager: {
        firstHref: place ? '/supervision/batches' : undefined,
        nextHref: next ? `/supervision/batches?before=${rows.at(-1)!.id}` : undefined,
      },
    });
  });

  router.get('/supervision/batches/:id', async (req, res) => {
    const viewer = getViewer(res);
    const batch = await getBatch(viewer, req);
    const kind = findKind(batch.kind, batchKinds);
    const failures = await listFailures(db, batch.id, shownFailures);
    const failing = failures.map((one) => one.subject_id);
    const subjects = kind && failing.length > 0 ? await kind.named(db, viewer.ability, failing) : [];
    renderPage(deps, req, res, 'supervision/batch', {
      ...presentBatch(batch, {
        names: await namesIn([batch]),
        failures,
        subjects: new Map(subjects.map((subject) => [subject.id, subject])),
        undoable: kind?.undo !== undefined,
        mayOrder: viewer.ability.can('order', asSubject('Batch', batch)),
        now: now(),
      }),
    });
  });

  /** Asked once more, where it cannot be taken back. */
  router.get('/supervision/batches/:id/:order', async (req, res) => {
    const batch = await getBatchToOrder(getViewer(res), req);
    const ask = orderWords[orderIn(req)].ask;
    if (!ask) throw notFound();
    renderPage(deps, req, res, 'supervision/batch-order', {
      title: ask.title,
      back: { href: `/supervision/batches/${batch.id}`, label: 'au travail' },
      line: titleOf(batch, await namesIn([batch])),
      badge: statusBadge[batch.status],
      text: ask.text,
      button: ask.button,
      action: `/supervision/batches/${batch.id}/${orderIn(req)}`,
      cancelHref: `/supervision/batches/${batch.id}`,
    });
  });

  router.post('/supervision/batches/:id/:order', async (req, res) => {
    const viewer = getViewer(res);
    const batch = await getBatchToOrder(viewer, req);
    const order = orderIn(req);
    if (!Nothing.safeParse(req.body ?? {}).success) throw new Problem(422, 'form');
    const given = await giveOrder(db, batch.id, order, {
      undoable: findKind(batch.kind, batchKinds)?.undo !== undefined,
      actorId: viewer.userId,
      acr: viewer.acr,
      at: now(),
    });
    if (given?.changed) deps.bell.ring(batchSlug, batch.id);
    leaveFlash(
      req,
      given?.changed
        ? { kind: 'done', text: orderWords[order].told }
        : {
            kind: 'information',
            text: `Rien n'a été changé : quelqu'un a été plus rapide, ou le travail a avancé. Il est maintenant : ${statusBadge[given?.status ?? batch.status].text.toLowerCase()}.`,
          },
    );
    res.redirect(303, `/supervision/batches/${batch.id}`);
  });

  async function getBatch({ ability }: Viewer, req: Request): Promise<BatchModel> {
    const batch = await findBatch(db, ability, idOf(req));
    if (!batch) throw notFound();
    return batch;
  }
  async function getBatchToOrder(viewer: Viewer, req: Request): Promise<BatchModel> {
    const batch = await getBatch(viewer, req);
    if (!viewer.ability.can('order', asSubject('Batch', batch)))
      throw forbidden('Ce travail concerne toutes les administrations : il revient à la supervision générale.');
    return batch;
  }
  const namesIn = (batches: readonly BatchModel[]): Promise<Map<string, string>> =>
    findAgentNames(
      db,
      batches.flatMap(({ parameters: { from } }) => (typeof from === 'string' ? [from] : [])),
    );
  return router;
}

/** @throws Problem 404 for a word that is no order */
function orderIn(req: Request): z.infer<typeof Order> {
  const order = Order.safeParse(req.params.order);
  if (!order.success) throw notFound();
  return order.data;
}
