/** What is no route of a case: a request being prepared, and the measures that ONE opens. */
import { Router } from 'express';
import { slug } from '../../workflows/authorisation-adaptation/contract.ts';
import type { Dependencies } from '../context.ts';
import { draftRoutes } from './drafts/routes.ts';
import { measureRoutes } from './measures.ts';

export function adaptationRoutes(deps: Dependencies): Router {
  const router = Router();
  router.use(`/pro/${slug}`, draftRoutes(deps));
  router.use(measureRoutes(deps));
  return router;
}
