/** What the officer has joined to the answer, for who has asked: noted as any download is, and never opened inside the portal. */
import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { recordAudit } from '../../db/audit.ts';
import { findDocumentOf } from '../../db/privacy-request/askers.ts';
import type { Dependencies } from '../context.ts';
import { attachmentHeader } from '../documents/file-name.ts';
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
  res.set({
    'Content-Type': document.media_type,
    'Content-Length': String(document.size),
    'Content-Disposition': attachmentHeader(document.name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  // A reader who goes away is no fault.
  await pipeline(bytes, res).catch((error: unknown) => {
    if (!res.destroyed) throw error;
  });
}
