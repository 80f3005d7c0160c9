/**
 * The file of a form that asks for one. It is kept with the case before the rest of the form is judged, so that a fault elsewhere does not
 * lose it; it waits there until the act sends it, and another one takes its place.
 */
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RequestHandler, Response } from 'express';
import { withdrawWaitingDocuments } from '../../db/cases/documents.ts';
import { saveDocument } from '../../db/save-document.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { createUpload, getUpload } from '../documents/receive-upload.ts';
import { photoRefusalOf } from '../documents/refusals.ts';
import { checkCsrfAfterUpload } from '../middleware/forms.ts';
import { actionsOf, findForm, getCaseRow, getForm, type Asked } from './case-context.ts';
import type { AnyProcedurePages } from './procedure-pages.ts';

/** The name of the file field, and of its fault. */
export const fileField = 'file';

/** Before the routes of an act whose form has an `upload`. */
export function receiveActFile(deps: Dependencies, procedure: AnyProcedurePages): RequestHandler[] {
  const upload = createUpload({ blobs: deps.blobs, tmpDir: path.join(tmpdir(), 'pro-one-uploads') });
  const keep: RequestHandler = async (req, res, next) => {
    if (req.is('multipart/form-data')) checkCsrfAfterUpload(req);
    const one: Asked = { deps, procedure, req, res };
    const row = await getCaseRow(one);
    const { action, form } = getForm(one, row);
    const {
      files: [received],
      problem,
    } = getUpload(res);
    // A case that does not take the act now is refused with what was typed; the file is not kept.
    if (!form.upload || !actionsOf(one, row).includes(action)) {
      next();
      return;
    }
    if (problem) res.locals.fileFault = photoRefusalOf(problem.refusal, '');
    else if (received) {
      const { slot } = form.upload;
      const accepted = await upload.acceptPhoto(received);
      if (!accepted.ok) res.locals.fileFault = accepted.message;
      else
        await deps.db.transaction(async (trx) => {
          const at = deps.now();
          await withdrawWaitingDocuments(trx, { caseId: row.id, slot, at });
          await saveDocument(trx, {
            ...accepted.document,
            slot,
            caseId: row.id,
            organisingBodyId: row.organising_body_id,
            facilityId: row.facility_id,
            administration: row.administration,
            origin: 'operator',
            uploadedBy: getViewer(res).userId,
            at,
          });
        });
    }
    next();
  };
  const parse = upload.middleware([fileField]);
  const ifAsked =
    (handler: RequestHandler): RequestHandler =>
    (req, res, next) =>
      findForm(procedure, String(req.params.action))?.upload ? handler(req, res, next) : next();
  return [ifAsked(parse), ifAsked(keep)];
}

/** What was wrong with the file of this request. */
export const fileFaultOf = (res: Response): string | undefined => (res.locals as { fileFault?: string }).fileFault;
