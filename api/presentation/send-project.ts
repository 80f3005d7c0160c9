/** The document of a pedagogical project, for whoever was found to read it: its operator, and who follows the place at ONE. */
import type { Response } from 'express';
import type { Project } from '../../db/presentation/projects.ts';
import type { Dependencies } from '../context.ts';
import { sendStored } from '../documents/send-stored.ts';

export async function sendProject(
  { blobs }: Pick<Dependencies, 'blobs'>,
  res: Response,
  { name, digest }: Pick<Project, 'name' | 'digest'>,
): Promise<void> {
  await sendStored(res, await blobs.get(digest), { name });
}
