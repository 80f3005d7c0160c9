/**
 * The files of a form that asks for some. They are kept with the case before the rest of the form is judged, so that a fault elsewhere does
 * not lose them; they wait there until the act sends them.
 */
import type { RequestHandler, Response } from 'express';
import { withdrawWaitingDocuments } from '../../db/cases/documents.ts';
import type { CaseRow } from '../../db/cases/case-file.ts';
import { ownedByCase, saveDocument } from '../../db/save-document.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { acceptPhoto } from '../documents/accept-file.ts';
import { noteRefusal, takeFiles, type FileField, type KeptFile } from '../documents/file-fields.ts';
import { allReceived, receivedIn } from '../documents/receive-files.ts';
import { photoRefusalOf } from '../documents/refusals.ts';
import type { Faults } from '../forms/form.ts';
import {
  actionsOf,
  contextOf,
  getCaseRow,
  getForm,
  loadCaseFile,
  readerOf,
  type AnyForm,
  type Asked,
} from './case-context.ts';
import type { FileContext } from './act-form.ts';
import { caseFiles, withdrawRemoved } from './case-documents.ts';
import { waitingDocuments } from './present-case.ts';
import type { AnyProcedurePages, CaseFile } from './procedure-pages.ts';

/** The name of the photo field, and of its fault. */
export const fileField = 'file';

/** Before the routes of an act whose form takes files. */
export function receiveActFiles(deps: Dependencies, procedure: AnyProcedurePages): RequestHandler {
  const keep: RequestHandler = async (req, res, next) => {
    const one: Asked = { deps, procedure, req, res };
    const row = await getCaseRow(one);
    const { action, form } = getForm(one, row);
    // A case that does not take the act now is refused with what was typed; the files are not kept.
    if (actionsOf(one, row).includes(action)) {
      const faults = { ...(await takePhoto(one, row, form)), ...(await takeDocuments(one, row, form)) };
      res.locals.fileFaults = faults;
    }
    next();
  };
  return (req, res, next) => (req.is('multipart/form-data') ? keep(req, res, next) : next());
}

/** What was wrong with the files of this request, by input. */
export const fileFaultsOf = (res: Response): Faults => (res.locals as { fileFaults?: Faults }).fileFaults ?? {};
/** Names of the files that came with an act which the case does not take now. */
export const filesLeftOut = (res: Response): string[] =>
  res.locals.fileFaults === undefined ? allReceived(res).map(({ givenName }) => givenName) : [];

/** One photo; another one takes its place. */
async function takePhoto({ deps, res }: Asked, row: CaseRow, { upload }: AnyForm): Promise<Faults> {
  const [received, ...others] = receivedIn(res, fileField);
  if (!upload || !received) return {};
  if (others.length > 0) return { [fileField]: photoRefusalOf('one-too-many', '') };
  const accepted = await acceptPhoto(deps)(received);
  if (!accepted.ok) {
    noteRefusal(res, accepted);
    return { [fileField]: accepted.message };
  }
  await deps.db.transaction(async (trx) => {
    const at = deps.now();
    await withdrawWaitingDocuments(trx, { caseId: row.id, slot: upload.slot, by: getViewer(res).userId, at });
    await saveDocument(trx, {
      ...ownedByCase(row),
      ...accepted.document,
      slot: upload.slot,
      origin: 'operator',
      uploadedBy: getViewer(res).userId,
      at,
    });
  });
  return {};
}

/** The inputs of an act that takes documents: its own, or one for all where the case receives them. */
export function fileFieldsOf({ procedure, req }: Asked, context: FileContext, form: AnyForm): FileField[] {
  if (form.files) return form.files(context);
  const receives = readerOf(req) === 'operator' && procedure.receives?.includes(context.row.status);
  return receives && !form.stop && !form.upload ? [caseFiles] : [];
}
/** What waits already, as these inputs show it: where there is one for all, whatever it was put for. */
export const waitingFor = (fields: readonly FileField[], file: CaseFile): KeptFile[] =>
  waitingDocuments(file, 'operator').map((document) =>
    fields.includes(caseFiles) ? { ...document, slot: caseFiles.slot } : document,
  );

async function takeDocuments(one: Asked, row: CaseRow, form: AnyForm): Promise<Faults> {
  const { deps, req, res } = one;
  const isAsked = allReceived(res).length > 0 || (req.body as { remove?: unknown } | undefined)?.remove !== undefined;
  if (!isAsked) return {};
  const file = await loadCaseFile(one, row);
  const fields = fileFieldsOf(one, contextOf(one, file), form);
  const { faults } = await takeFiles(deps, res, fields, ownedByCase(row));
  await withdrawRemoved(one, file);
  return faults;
}
