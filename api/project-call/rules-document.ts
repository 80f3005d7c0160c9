/** The rules of a call, a PDF, given to who may read the call. */
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { ProjectCall } from '../../db/project-call/calls.ts';
import type { Dependencies } from '../context.ts';
import { attachmentHeader } from '../documents/file-name.ts';
import { notFound } from '../problems.ts';

export async function sendRules(
  { blobs }: Pick<Dependencies, 'blobs'>,
  res: Response,
  call: ProjectCall,
): Promise<void> {
  if (call.rules_digest === null || call.rules_name === null) throw notFound();
  res.set({
    'Content-Type': 'application/pdf',
    'Content-Disposition': attachmentHeader(call.rules_name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  await pipeline(await blobs.get(call.rules_digest), res).catch((error: unknown) => {
    // A reader who goes away is no fault.
    if (!res.destroyed) throw error;
  });
}
/** For the partial `document-list`. */
export const rulesShown = (
  { rules_name: name, rules_size: size }: ProjectCall,
  href: string,
): { name: string; size: number | null; href: string }[] => (name === null ? [] : [{ name, size, href }]);
