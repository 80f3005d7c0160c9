/** The PDF of an issue, given to who may read the issue. */
import type { Response } from 'express';
import type { Issue } from '../../db/newsletters/issues.ts';
import type { Dependencies } from '../context.ts';
import { sendStored } from '../documents/send-stored.ts';
import { notFound } from '../problems.ts';

export async function sendFile(
  { blobs }: Pick<Dependencies, 'blobs'>,
  res: Response,
  { file_name: name, file_digest: digest }: Issue,
): Promise<void> {
  if (name === null || digest === null) throw notFound();
  await sendStored(res, await blobs.get(digest), { name });
}
