/** Decisions that were taken: the list, one with its lines under way, and taking one back. */
import { Router, type Request, type Response } from 'express';
import { batchSlug } from '../../db/batches/batch.ts';
import { findDecision, listDecisions, listSimilar } from '../../db/training-desk/precedents.ts';
import { findQueued } from '../../db/training-desk/queue.ts';
import { rankGroups } from '../../db/training-desk/rank.ts';
import { undoDecision } from '../../db/training-desk/undo.ts';
import { afterAnswer } from '../after-answer.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { whole } from '../forms/envelope.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, notFound } from '../problems.ts';
import { motiveWords } from '../../views/training-recognition/words.ts';
import type { Motive } from '../../workflows/training-recognition/contract.ts';
import { decisionCells, decisionColumns, progressOf, whenInWords } from './present.ts';
import { mustDecide } from './may.ts';
import { entitlementWords, kindWords } from './words.ts';

const pageSize = 50;
const before = whole(9).optional().catch(undefined);

export function decisionRoutes(deps: Dependencies): Router {
  const { db, now, bell } = deps;
  const router = Router();
  const back = { href: '/office/trainings', label: 'aux modules à valider' };

  router.get('/office/trainings/decisions', async (req, res) => {
    const from = before.parse(req.query.before);
    const found = await listDecisions(db, { limit: pageSize + 1, ...(from === undefined ? {} : { before: from }) });
    const rows = found.slice(0, pageSize);
    renderPage(deps, req, res, 'training-desk/decisions', {
      title: 'Décisions sur les modules de formation',
      back,
      table: { caption: 'Décisions', columns: decisionColumns, rows: rows.map(decisionCells) },
      isEmpty: rows.length === 0,
      emptyText: 'Ce qui est décidé dans « Modules à valider » se lit ici, et peut y être annulé.',
      olderHref:
        found.length > pageSize ? `/office/trainings/decisions?before=${String(rows.at(-1)?.number ?? 0)}` : null,
    });
  });

  router.get('/office/trainings/:id/similar', async (req, res) => {
    const group = await findQueued(db, idOf(req));
    if (!group) throw notFound();
    const rows = await listSimilar(db, group);
    renderPage(deps, req, res, 'training-desk/decisions', {
      title: 'Décisions semblables',
      line: `${group.module}, ${group.organisation}`,
      back: { href: `/office/trainings/${group.id}`, label: 'au groupe' },
      table: { caption: 'Décisions semblables', columns: decisionColumns, rows: rows.map(decisionCells) },
      isEmpty: rows.length === 0,
      emptyText: 'Rien de semblable n’a encore été décidé.',
    });
  });

  router.get('/office/trainings/decisions/:id', async (req, res) => {
    await showDecision(deps, req, res);
  });

  router.post('/office/trainings/decisions/:id/undo', async (req, res) => {
    mustDecide(res);
    const undone = await undoDecision(db, getViewer(res), idOf(req), now());
    if (!undone) throw notFound();
    if ('batches' in undone) {
      for (const id of undone.batches) bell.ring(batchSlug, id);
      afterAnswer(deps, res, () => rankGroups(db, now()));
      leaveFlash(req, { kind: 'done', text: 'La décision est annulée. Ses lignes reviennent dans leur groupe.' });
      res.redirect(303, '/office/trainings');
      return;
    }
    const decision = { backHref: `/office/trainings/decisions/${idOf(req)}`, backText: 'Ouvrir la décision' };
    switch (undone.refused) {
      case 'undone':
        // Sent twice: it is undone, by the same person.
        if (undone.own) {
          res.redirect(303, '/office/trainings');
          return;
        }
        throw conflict({
          ...decision,
          title: 'Cette décision est déjà annulée',
          what: `${undone.by} l'a annulée ${whenInWords(undone.at)}`,
        });
      case 'rests':
        throw conflict({
          ...decision,
          title: 'Une décision plus récente repose sur celle-ci',
          what: `La décision ${String(undone.number)} (${undone.module}, ${undone.organisation}) repose sur elle : annulez-la d'abord`,
        });
      case 'united':
        throw conflict({
          title: 'Deux organismes ont été réunis depuis cette décision',
          what: `« ${undone.organisation} » a été réuni avec « ${undone.into} » : séparez-les d'abord, puis annulez la décision`,
          backHref: `/office/trainings/organisations/${undone.id}`,
          backText: "Ouvrir l'organisme réuni",
        });
      default:
        undone satisfies never;
    }
  });
  return router;
}

async function showDecision(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const one = await findDecision(deps.db, idOf(req));
  if (!one) throw notFound();
  const mayDecide = getViewer(res).ability.can('decide', 'TrainingGroup');
  const progress = progressOf(one);
  renderPage(deps, req, res, 'training-desk/decision', {
    title: `Décision ${String(one.number)}`,
    line: kindWords[one.kind].label,
    back: { href: '/office/trainings/decisions', label: 'aux décisions' },
    progress: { ...progress, mayUndo: progress.mayUndo && mayDecide },
    rows: [
      { label: 'Organisme', value: one.organisation },
      ...(one.kind === 'refuse-organisation' ? [] : [{ label: 'Module', value: one.module }]),
      ...(one.entitledBy ? [{ label: 'Habilité parce que', value: entitlementWords[one.entitledBy] }] : []),
      ...(one.motive ? [{ label: 'Motif', value: motiveWords[one.motive as Motive].label }] : []),
      ...(one.text ? [{ label: 'Les opérateurs lisent', value: one.text }] : []),
      ...(one.restsOn === null ? [] : [{ label: 'Repose sur', value: `décision ${String(one.restsOn)}` }]),
      { label: 'Prise par', value: `${one.by}, ${whenInWords(one.at)}` },
      ...(one.undoneAt ? [{ label: 'Annulée par', value: `${one.undoneBy ?? ''}, ${whenInWords(one.undoneAt)}` }] : []),
      { label: 'Lignes à jour', value: `${String(one.done)} sur ${String(one.total)}` },
      ...(one.failed > 0 ? [{ label: 'Lignes en échec', value: String(one.failed) }] : []),
    ],
  });
}
