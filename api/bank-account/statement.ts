/** The statement of a bank (RIB) as a form brings it: one file, of a kind that ONE can read beside the number. */
import type { Response } from 'express';
import type { AccountBody } from '../../db/bank-accounts/accounts.ts';
import type { Database } from '../../db/connect.ts';
import { saveDocument } from '../../db/save-document.ts';
import type { Dependencies } from '../context.ts';
import { acceptFile, type AcceptedFile } from '../documents/accept-file.ts';
import { noteRefusal } from '../documents/file-fields.ts';
import { receivedIn } from '../documents/receive-files.ts';
import { statementField, statementTypes } from './fields.ts';

export interface Statement {
  file?: AcceptedFile;
  /** What is wrong with the file that came. */
  fault?: string;
}

export async function receiveStatement(deps: Dependencies, res: Response): Promise<Statement> {
  const [file, ...others] = receivedIn(res, statementField);
  if (!file) return {};
  if (others.length > 0) return { fault: 'Joignez un seul relevé : un seul fichier.' };
  const accepted = await acceptFile(deps)(file);
  if (!accepted.ok) {
    noteRefusal(res, accepted);
    return { fault: accepted.message };
  }
  const { document } = accepted;
  if (!statementTypes.includes(document.mediaType))
    return { fault: `« ${document.name} » n'est ni un PDF ni une image : joignez le relevé en PDF, JPEG ou PNG.` };
  // Banks write the number in the name of the file.
  const ending = /\.[a-z0-9]+$/i.exec(document.name)?.[0] ?? '';
  return { file: { ...document, name: `releve-identite-bancaire${ending.toLowerCase()}` } };
}

/** The statement of a draft. */
export const attachStatement = (
  trx: Database,
  { id, body, file, by, at }: { id: string; body: AccountBody; file: AcceptedFile; by: string; at: number },
) =>
  saveDocument(trx, {
    ...file,
    slot: statementField,
    draftId: id,
    organisingBodyId: body.id,
    facilityId: null,
    administration: body.administration,
    origin: 'operator',
    uploadedBy: by,
    at,
  });
