/** The certificate of a form: looked at when it comes, and kept with the session until the form is taken, so that nobody chooses it twice. */
import type { Request, Response } from 'express';
import type { StoredFile } from '../../db/training/sending.ts';
import type { Dependencies } from '../context.ts';
import { acceptFile } from '../documents/accept-file.ts';
import { acceptAttribute } from '../documents/accepted-types.ts';
import { fileHint, noteRefusal } from '../documents/file-fields.ts';
import { receivedIn } from '../documents/receive-files.ts';
import type { Faults } from '../forms/form.ts';

export const certificateField = 'certificate';
/** Forms that one person has open at once. */
const most = 5;

declare module 'express-session' {
  interface SessionData {
    certificates: (StoredFile & { token: string })[];
  }
}

/** @param token of the form: each has its own certificate */
export async function receiveCertificate(
  deps: Dependencies,
  req: Request,
  res: Response,
  token: string,
): Promise<{ certificate: StoredFile | null; faults: Faults }> {
  const waiting = req.session.certificates ?? [];
  const kept = waiting.find((each) => each.token === token);
  const before = kept ? stored(kept) : null;
  const [file, ...others] = receivedIn(res, certificateField);
  if (!file) return { certificate: before, faults: {} };
  if (others.length > 0)
    return { certificate: before, faults: { [certificateField]: 'Joignez une seule attestation : un seul fichier' } };
  const accepted = await acceptFile(deps)(file);
  if (!accepted.ok) {
    noteRefusal(res, accepted);
    return { certificate: before, faults: { [certificateField]: accepted.message } };
  }
  const certificate = stored(accepted.document);
  req.session.certificates = [...waiting.filter((each) => each.token !== token), { token, ...certificate }].slice(
    -most,
  );
  return { certificate, faults: {} };
}
const stored = ({ name, mediaType, size, digest }: StoredFile): StoredFile => ({ name, mediaType, size, digest });

export function forgetCertificate(req: Request, token: string): void {
  const { certificates } = req.session;
  if (certificates) req.session.certificates = certificates.filter((each) => each.token !== token);
}

/** What the page draws. */
export const certificateInput = (
  certificate: StoredFile | null,
  { required, error, hint = '' }: { required: boolean; error: string | undefined; hint?: string },
): object => ({
  name: certificateField,
  label: 'Attestation',
  required,
  accept: acceptAttribute,
  hint: `${hint}${fileHint}.`,
  have: certificate ? { name: certificate.name, size: certificate.size } : undefined,
  error,
});
