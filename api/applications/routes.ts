/** Administration › Applications externes (guide du milieu d'accueil, 10.1.2): for the administrators of a body alone. */
import { Router } from 'express';
import type { Dependencies } from '../context.ts';
import { sendAdd, sendRenew, showAdd, showRenew } from './add.ts';
import { listPath } from './body.ts';
import { sendChange, sendRevoke, showChange, showRevoke } from './change.ts';
import { showApplications } from './list.ts';
import { showApplication } from './show.ts';
import { sendOrder, sendWebhook, showNewWebhook } from './webhooks.ts';

export function applicationRoutes(deps: Dependencies): Router {
  const router = Router();
  const one = `${listPath}/:id`;
  router.get(listPath, (req, res) => showApplications(deps, req, res));
  router.get(`${listPath}/new`, (req, res) => showAdd(deps, req, res));
  router.post(listPath, (req, res) => sendAdd(deps, req, res));
  router.get(one, (req, res) => showApplication(deps, req, res));
  router.get(`${one}/renew`, (req, res) => showRenew(deps, req, res));
  router.post(`${one}/renew`, (req, res) => sendRenew(deps, req, res));
  router.get(`${one}/change`, (req, res) => showChange(deps, req, res));
  router.post(`${one}/change`, (req, res) => sendChange(deps, req, res));
  router.get(`${one}/revoke`, (req, res) => showRevoke(deps, req, res));
  router.post(`${one}/revoke`, (req, res) => sendRevoke(deps, req, res));
  router.get(`${one}/webhooks/new`, (req, res) => showNewWebhook(deps, req, res));
  router.post(`${one}/webhooks`, (req, res) => sendWebhook(deps, req, res));
  for (const order of ['remove', 'enable', 'replay'] as const)
    router.post(`${one}/webhooks/${order}`, (req, res) => sendOrder(deps, req, res, order));
  return router;
}
