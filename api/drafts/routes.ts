/** What an operator does before a case exists: choose, answer step by step, attach, check, introduce. Mounted for each procedure that has drafts. */
import { Router, type RequestHandler } from 'express';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import type { Dependencies } from '../context.ts';
import { check, submit } from './check.ts';
import { draftDocumentRoutes } from './documents.ts';
import type { Drafting } from './draft-file.ts';
import type { AnyDraftForms } from './draft-forms.ts';
import { showReceipt } from './receipt.ts';
import { showStart, start } from './start.ts';
import { askDiscard, discard, saveStep, showStepAsked, showTasks } from './steps.ts';

/** Before the pages of a case: `/drafts/…` and `/:id/receipt` would match theirs. */
export function draftRoutes(deps: Dependencies, procedure: AnyProcedurePages, drafts: AnyDraftForms): Router {
  const router = Router();
  const drafting =
    (handle: (one: Drafting) => Promise<void>): RequestHandler =>
    (req, res) =>
      handle({ deps, procedure, drafts, req, res });
  router.get('/new', drafting(showStart));
  router.post('/drafts', drafting(start));
  router.get('/drafts/:id/check', drafting(check));
  router.post('/drafts/:id/submit', drafting(submit));
  router.get('/:id/receipt', drafting(showReceipt));
  router.use(draftDocumentRoutes(deps, procedure, drafts));
  router.get('/drafts/:id', drafting(showTasks));
  router.get('/drafts/:id/discard', drafting(askDiscard));
  router.post('/drafts/:id/discard', drafting(discard));
  // Last: `/drafts/:id/:step` matches any word.
  router.get('/drafts/:id/:step', drafting(showStepAsked));
  router.post('/drafts/:id/:step', drafting(saveStep));
  return router;
}
