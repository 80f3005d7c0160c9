/** What an operator does before a case exists: choose, answer step by step, attach, check, introduce. Mounted at `/pro/authorisation-adaptation`. */
import { Router } from 'express';
import type { Dependencies } from '../../context.ts';
import { draftDocumentRoutes } from './documents.ts';
import { startRoutes } from './start.ts';
import { stepRoutes } from './steps.ts';
import { submitRoutes } from './submit.ts';

/** Before the pages of a case: `/drafts/…` and `/:id/receipt` would match theirs. */
export function draftRoutes(deps: Dependencies): Router {
  const router = Router();
  router.use(startRoutes(deps));
  router.use(submitRoutes(deps));
  router.use(draftDocumentRoutes(deps));
  // Last: `/drafts/:id/:step` matches any word.
  router.use(stepRoutes(deps));
  return router;
}
