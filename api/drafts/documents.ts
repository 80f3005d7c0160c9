/** The documents of a draft: one for each slot, sent one by one, replaced or taken off until the request is sent. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Router } from 'express';
import { saveDocument } from '../../db/save-document.ts';
import { withdrawDraftDocuments } from '../../db/drafts.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { createUpload, getUpload } from '../documents/receive-upload.ts';
import { checkCsrfAfterUpload } from '../middleware/forms.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { missingDocuments, openDraft, type DraftFile, type Drafting } from './draft-file.ts';
import type { AnyDraftForms } from './draft-forms.ts';
import { documentRows, draftPage } from './present.ts';

const noFile = 'Choisissez un fichier sur votre appareil, puis cliquez sur « Joindre »';

export function draftDocumentRoutes(deps: Dependencies, procedure: AnyProcedurePages, drafts: AnyDraftForms): Router {
  const upload = createUpload({ blobs: deps.blobs, tmpDir: path.join(tmpdir(), 'pro-one-uploads') });
  const router = Router();

  router.get('/drafts/:id/documents', async (req, res) => {
    const file = await openDraft({ deps, procedure, drafts, req, res });
    if (file) showDocuments({ deps, procedure, drafts, req, res }, file);
  });

  router.post('/drafts/:id/documents/:slot', upload.middleware(['file']), async (req, res) => {
    if (req.is('multipart/form-data')) checkCsrfAfterUpload(req);
    const file = await openDraft({ deps, procedure, drafts, req, res });
    if (!file) return;
    const asked = file.asked.find(({ slot }) => slot === req.params.slot);
    if (!asked) throw notFound();
    const {
      files: [received],
      problem,
    } = getUpload(res);
    const accepted = received && !problem ? await upload.accept(received) : undefined;
    if (!accepted?.ok) {
      res.status(422);
      showDocuments({ deps, procedure, drafts, req, res }, file, {
        slot: asked.slot,
        text: problem?.message ?? (accepted ? accepted.message : noFile),
      });
      return;
    }
    const { draft } = file;
    const at = deps.now();
    await deps.db.transaction(async (trx) => {
      await withdrawDraftDocuments(trx, draft.id, { slot: asked.slot }, at);
      await saveDocument(trx, {
        ...accepted.document,
        slot: asked.slot,
        draftId: draft.id,
        organisingBodyId: draft.organising_body_id,
        facilityId: draft.facility_id,
        administration: draft.administration,
        origin: 'operator',
        uploadedBy: getViewer(res).userId,
        at,
      });
    });
    leaveFlash(req, { kind: 'done', text: `${asked.label} : document joint.` });
    res.redirect(303, `${file.base}/documents`);
  });

  router.post('/drafts/:id/documents/:documentId/remove', async (req, res) => {
    const file = await openDraft({ deps, procedure, drafts, req, res });
    if (!file) return;
    if ((await withdrawDraftDocuments(deps.db, file.draft.id, { id: idOf(req, 'documentId') }, deps.now())) === 0)
      throw notFound();
    leaveFlash(req, { kind: 'done', text: 'Document retiré.' });
    res.redirect(303, `${file.base}/documents`);
  });

  return router;
}

function showDocuments(one: Drafting, file: DraftFile, fault?: { slot: string; text: string }): void {
  const { deps, req, res } = one;
  const missing = missingDocuments(file).length;
  renderPage(deps, req, res, 'drafts/documents', {
    ...draftPage(one, file),
    title: 'Les documents',
    over: draftPage(one, file).title,
    back: { href: file.base, label: 'à la liste des étapes' },
    rows: documentRows(file).map((row) =>
      fault && (row as { slot: string }).slot === fault.slot ? { ...row, error: fault.text } : row,
    ),
    errors: fault ? [{ href: `#${fault.slot}`, text: fault.text }] : undefined,
    missing,
  });
}
