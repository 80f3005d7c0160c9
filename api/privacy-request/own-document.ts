/** What the officer has joined to the answer, for who has asked: noted as any download is, and never opened inside the portal. */
import type { Response } from 'express';
import { recordAudit } from '../../db/audit.ts';
import { findDocumentOf } from '../../db/privacy-request/askers.ts';
import type { Dependencies } from '../context.ts';
import { sendStored } from '../documents/send-stored.ts';
import { notFound } from '../problems.ts';

export async function sendOwnDocument(
  { db, blobs, now }: Dependencies,
  res: Response,
  { caseId, documentId, userId }: { caseId: string; documentId: string; userId: string | null },
): Promise<void> {
  const document = await findDocumentOf(db, caseId, documentId);
  if (!document) throw notFound();
  const bytes = await blobs.get(document.digest.toString('hex'));
  await recordAudit(db, {
    at: now(),
    actorId: userId,
    event: 'download',
    subject: 'document',
    subjectId: documentId,
  });
  await sendStored(res, bytes, { name: document.name, type: document.media_type, size: document.size });
}
