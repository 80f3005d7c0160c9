/** Documents that an operator puts with an open case: they wait there until an act sends them. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Router } from 'express';
import { actAs } from '../../db/access/acts.ts';
import { asSubject } from '../../db/access/subjects.ts';
import type { CaseRow } from '../../db/cases/case-file.ts';
import { listWaitingDocuments, withdrawWaitingDocument } from '../../db/cases/documents.ts';
import { saveDocument } from '../../db/save-document.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { createUpload, getUpload } from '../documents/receive-upload.ts';
import { checkCsrfAfterUpload } from '../middleware/forms.ts';
import { leaveFlash } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { getCaseRow, type Asked } from './case-context.ts';
import type { AnyProcedurePages } from './procedure-pages.ts';

const noFile = 'Choisissez un fichier à joindre : PDF, JPEG, PNG, DOCX ou ODT, 10 Mo au maximum.';
const closed = 'Le dossier est clôturé : il ne reçoit plus de documents.';
const most = 40;
const tooMany = `Le dossier compte déjà ${String(most)} documents en attente : retirez-en ou envoyez-les avant d'en joindre d'autres.`;

export function caseDocumentRoutes(deps: Dependencies, procedure: AnyProcedurePages): Router {
  const upload = createUpload({ blobs: deps.blobs, tmpDir: path.join(tmpdir(), 'pro-one-uploads') });
  const router = Router();
  router.post('/:id/documents', upload.middleware(['file']), async (req, res) => {
    const row = await getOwnCase({ deps, procedure, req, res });
    if (req.is('multipart/form-data')) checkCsrfAfterUpload(req);
    const { files, problem } = getUpload(res);
    const [received] = files;
    const fault =
      problem?.message ??
      (row.closed_at !== null ? closed : received ? undefined : noFile) ??
      ((await listWaitingDocuments(deps.db, row.id)).length >= most ? tooMany : undefined);
    const accepted = fault || !received ? undefined : await upload.accept(received);
    if (accepted?.ok) {
      await saveDocument(deps.db, {
        ...accepted.document,
        slot: 'complement',
        caseId: row.id,
        organisingBodyId: row.organising_body_id,
        facilityId: row.facility_id,
        administration: row.administration,
        origin: 'operator',
        uploadedBy: getViewer(res).userId,
        at: deps.now(),
      });
      leaveFlash(req, { kind: 'done', text: 'Document joint. Il sera envoyé avec votre réponse.' });
    } else {
      leaveFlash(req, { kind: 'fault', text: fault ?? (accepted && !accepted.ok ? accepted.message : noFile) });
    }
    res.redirect(303, `${req.baseUrl}/${row.id}`);
  });
  router.post('/:id/documents/:documentId/remove', async (req, res) => {
    const row = await getOwnCase({ deps, procedure, req, res });
    const removed = await withdrawWaitingDocument(deps.db, {
      caseId: row.id,
      id: idOf(req, 'documentId'),
      at: deps.now(),
    });
    if (removed === 0) throw notFound();
    leaveFlash(req, { kind: 'done', text: 'Document retiré.' });
    res.redirect(303, `${req.baseUrl}/${row.id}`);
  });
  return router;
}

async function getOwnCase(asked: Asked): Promise<CaseRow> {
  const row = await getCaseRow(asked);
  if (!getViewer(asked.res).ability.can(actAs('operator'), asSubject('Case', row)))
    throw forbidden("Seul l'opérateur joint des documents à sa demande.");
  return row;
}
