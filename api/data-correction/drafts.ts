/** A correction that was begun and not sent: shown again, sent, or thrown away. */
import { Router, type Request, type Response } from 'express';
import { asSubject } from '../../db/access/subjects.ts';
import { discardDraft, findDraft, listDraftDocuments, saveDraft, type DraftRow } from '../../db/drafts.ts';
import { slug, type Kind } from '../../workflows/data-correction/contract.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { leaveFlash } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { draftPath, showForm, take, typedIn } from './form.ts';
import { correctionPath, targetOfDraft } from './target.ts';

const changed =
  'Ce brouillon a été modifié ailleurs pendant que vous écriviez : relisez-le, puis envoyez-le à nouveau.';

export function draftRoutes(deps: Dependencies): Router {
  const router = Router();
  const path = draftPath(':id');
  router.get(path, async (req, res) => {
    const draft = await openDraft(deps, req, res);
    if (!draft) return;
    const target = await targetOfDraft(deps, res, draft);
    const documents = await listDraftDocuments(deps.db, draft.id);
    await showForm(deps, req, res, { target, kind: draft.kind as Kind, draft, documents });
  });
  router.post(path, async (req, res) => {
    const draft = await openDraft(deps, req, res);
    if (!draft) return;
    const target = await targetOfDraft(deps, res, draft);
    const seen = version.safeParse((req.body as { version?: unknown } | undefined)?.version);
    const { typed } = typedIn(req);
    const saved = await saveDraft(deps.db, {
      id: draft.id,
      version: seen.success ? seen.data : 0,
      form: typed,
      by: getViewer(res).userId,
      at: deps.now(),
    });
    // Sent meanwhile, by this very form or in another tab: the case says so.
    const now = saved === undefined ? await openDraft(deps, req, res) : { ...draft, form: typed, version: saved };
    if (!now) return;
    await take(deps, req, res, {
      target,
      kind: draft.kind as Kind,
      draft: now,
      token: draft.token,
      fault: saved === undefined ? changed : undefined,
    });
  });
  router.post(`${path}/discard`, async (req, res) => {
    const draft = await openDraft(deps, req, res);
    if (!draft) return;
    const target = await targetOfDraft(deps, res, draft);
    await discardDraft(deps.db, { id: draft.id, by: getViewer(res).userId, at: deps.now() });
    leaveFlash(req, { kind: 'done', text: "La demande commencée est supprimée. Rien n'a été envoyé à l'ONE." });
    res.redirect(303, correctionPath(target));
  });
  return router;
}

/** One that was sent leads to its case: undefined is given back. @throws Problem 404, 403 */
async function openDraft(deps: Dependencies, req: Request, res: Response): Promise<DraftRow | undefined> {
  const { ability } = getViewer(res);
  const draft = await findDraft(deps.db, ability, slug, idOf(req));
  if (!draft || draft.discarded_at !== null) throw notFound();
  if (!ability.can('prepare', asSubject('Draft', draft))) throw forbidden();
  if (draft.submitted_case_id === null) return draft;
  res.redirect(303, `/pro/${slug}/${draft.submitted_case_id}`);
  return undefined;
}
