/** The pages of both evaluations: the same for the operator's answers and for ONE's ratings, each under its own portal. */
import { Router } from 'express';
import type { Dependencies } from '../../context.ts';
import { getAssessment, sides, type SideOf } from './context.ts';
import { showDomain, showList } from './page.ts';
import { domainIn, postDomain, postPresence } from './save.ts';

export function assessmentRoutes(deps: Dependencies): Router {
  const router = Router();
  for (const of of Object.values(sides)) mount(router, deps, of);
  return router;
}

function mount(router: Router, deps: Dependencies, of: SideOf): void {
  const path = `${of.portal}/reviews/:id/${of.name}`;
  router.get(path, async (req, res) => {
    showList(deps, req, res, await getAssessment(deps, req, res, of));
  });
  router.get(`${path}/:domain`, async (req, res) => {
    const domain = domainIn(req);
    await showDomain(deps, req, res, await getAssessment(deps, req, res, of), { domain });
  });
  router.post(`${path}/:domain`, (req, res) => postDomain(deps, req, res, of));
  router.post(`${path}/:domain/presence`, (req, res) => postPresence(deps, req, res, of));
}
