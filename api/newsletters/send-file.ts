/** The PDF of an issue, given to who may read the issue. */
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Issue } from '../../db/newsletters/issues.ts';
import type { Dependencies } from '../context.ts';
import { attachmentHeader } from '../documents/file-name.ts';
import { notFound } from '../problems.ts';

export async function sendFile(
  { blobs }: Pick<Dependencies, 'blobs'>,
  res: Response,
  { file_name: name, file_digest: digest }: Issue,
): Promise<void> {
  if (name === null || digest === null) throw notFound();
  res.set({
    'Content-Type': 'application/pdf',
    'Content-Disposition': attachmentHeader(name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  await pipeline(await blobs.get(digest), res).catch((error: unknown) => {
    // A reader who goes away is no fault.
    if (!res.destroyed) throw error;
  });
}
