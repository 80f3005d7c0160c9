/** What stands in the blob store, sent as a file to save, never opened inside the portal. Who may read it, the caller has found. */
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { Response } from 'express';
import { attachmentHeader } from './file-name.ts';

/** @param size in bytes, where it is known */
export async function sendStored(
  res: Response,
  bytes: Readable,
  { name, type = 'application/pdf', size }: { name: string; type?: string; size?: number },
): Promise<void> {
  res.set({
    'Content-Type': type,
    ...(size === undefined ? {} : { 'Content-Length': String(size) }),
    'Content-Disposition': attachmentHeader(name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  await sendBytes(res, bytes);
}

/** The headers are the caller's. A reader who goes away is no fault. */
export async function sendBytes(res: Response, bytes: Readable): Promise<void> {
  await pipeline(bytes, res).catch((error: unknown) => {
    if (!res.destroyed) throw error;
  });
}
