/** Every route of a case, mounted once for each procedure. Operators and agents share them. */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Dependencies } from '../context.ts';
import { draftRoutes } from '../drafts/routes.ts';
import { showAct } from './act-page.ts';
import { receiveActFiles } from './act-upload.ts';
import type { AnyForm, Asked } from './case-context.ts';
import { caseDocumentRoutes } from './case-documents.ts';
import { caseLineRoutes } from './case-lines.ts';
import { showCase } from './case-page.ts';
import { showPreview } from './previews.ts';
import { noForm, type AnyProcedurePages } from './procedure-pages.ts';
import { discardActDraft, saveActDraft } from './save-act-draft.ts';
import { sendAct } from './send-act.ts';

export function caseRoutes(deps: Dependencies): Router {
  const router = Router();
  for (const procedure of deps.procedures) {
    if (procedure.routes) router.use(procedure.routes(deps));
    const { slug } = procedure.process;
    const drafts = procedure.wayIn?.drafts;
    if (drafts) router.use(`/pro/${slug}`, draftRoutes(deps, procedure, drafts));
    router.use([`/pro/${slug}`, `/office/${slug}`], routesOf(deps, procedure));
  }
  return router;
}

function routesOf(deps: Dependencies, procedure: AnyProcedurePages): Router {
  const router = Router();
  const asked =
    (handle: (asked: Asked) => Promise<void>): RequestHandler =>
    (req: Request, res: Response) =>
      handle({ deps, procedure, req, res });
  if (procedure.lines) router.use(caseLineRoutes(deps, procedure, procedure.lines));
  if (procedure.receives) router.use(caseDocumentRoutes(deps, procedure));
  const forms = (Object.entries(procedure.acts) as [string, AnyForm | typeof noForm][]).flatMap(([action, form]) =>
    form === noForm ? [] : [[action, form] as const],
  );
  router.post(['/:id/:action', '/:id/:action/edit'], receiveActFiles(deps, procedure));
  // Back from a preview: what was typed is shown again. First, for a preview's own address would take it.
  router.post(
    '/:id/:action/edit',
    asked((one) => showAct(one, { typed: (one.req.body ?? {}) as Record<string, unknown> })),
  );
  router.post('/:id/:action/draft', asked(saveActDraft));
  router.post('/:id/:action/draft/discard', asked(discardActDraft));
  for (const [action, form] of forms)
    if (form.previews)
      router.post(
        `/:id/${action}/:view`,
        asked((one) => showPreview(one, action)),
      );
  router.get('/:id', asked(showCase));
  router.get(
    '/:id/:action',
    asked((one) => showAct(one)),
  );
  router.post('/:id/:action', asked(sendAct));
  return router;
}
