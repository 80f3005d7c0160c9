/** Documents that an operator puts with an open case: they wait there until an act sends them. */
import { Router } from 'express';
import { actAs } from '../../db/access/acts.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { withdrawWaitingDocument } from '../../db/cases/documents.ts';
import { ownedByCase } from '../../db/save-document.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { faultStatusOf, removedIn, takeFiles, takenText, type FileField } from '../documents/file-fields.ts';
import { leaveFlash } from '../page.ts';
import { forbidden, Problem } from '../problems.ts';
import { getCaseRow, loadCaseFile, type Asked } from './case-context.ts';
import { waitingDocuments } from './present-case.ts';
import type { AnyProcedurePages, CaseFile } from './procedure-pages.ts';

export const caseFiles: FileField = { name: 'file', slot: 'complement', label: 'Documents à joindre' };
const noFile = 'Choisissez au moins un fichier à joindre.';

export function caseDocumentRoutes(deps: Dependencies, procedure: AnyProcedurePages): Router {
  const router = Router();
  router.post('/:id/documents', async (req, res) => {
    const one: Asked = { deps, procedure, req, res };
    const row = await getCaseRow(one);
    if (!getViewer(res).ability.can(actAs('operator'), asSubject('Case', row)))
      throw forbidden("Seul l'opérateur joint des documents à sa demande.");
    const taken = await takeFiles(deps, res, [caseFiles], ownedByCase(row));
    const isRemoved = await withdrawRemoved(one, await loadCaseFile(one, row));
    if (faultStatusOf(res) === 503)
      throw new Problem(503, 'scanner-away', { scannerAway: true, kept: taken.keptIn.length });
    const done = takenText(taken, isRemoved);
    const fault = taken.faults[caseFiles.name] ?? (done ? undefined : noFile);
    if (fault) leaveFlash(req, { kind: 'fault', text: [done, fault].filter(Boolean).join(' ') });
    else leaveFlash(req, { kind: 'done', text: `${done} Ce qui est joint sera envoyé avec votre réponse.` });
    res.redirect(303, `${req.baseUrl}/${row.id}#joindre`);
  });
  return router;
}

/** The document whose « Retirer » was pressed in a form of the operator, while it waits for the act. @returns whether there was one */
export async function withdrawRemoved({ deps, req, res }: Asked, file: CaseFile): Promise<boolean> {
  const removed = removedIn(req, waitingDocuments(file, 'operator'));
  if (!removed) return false;
  await withdrawWaitingDocument(deps.db, {
    caseId: file.row.id,
    id: removed.id,
    by: getViewer(res).userId,
    at: deps.now(),
  });
  return true;
}
