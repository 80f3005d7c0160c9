/** The document of a pedagogical project, for whoever was found to read it: its operator, and who follows the place at ONE. */
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Project } from '../../db/presentation/projects.ts';
import type { Dependencies } from '../context.ts';
import { attachmentHeader } from '../documents/file-name.ts';

export async function sendProject(
  { blobs }: Pick<Dependencies, 'blobs'>,
  res: Response,
  { name, digest }: Pick<Project, 'name' | 'digest'>,
): Promise<void> {
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
