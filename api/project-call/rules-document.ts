/** The rules of a call, a PDF, given to who may read the call. */
import type { Response } from 'express';
import type { ProjectCall } from '../../db/project-call/calls.ts';
import type { Dependencies } from '../context.ts';
import { sendStored } from '../documents/send-stored.ts';
import { notFound } from '../problems.ts';

export async function sendRules(
  { blobs }: Pick<Dependencies, 'blobs'>,
  res: Response,
  call: ProjectCall,
): Promise<void> {
  if (call.rules_digest === null || call.rules_name === null) throw notFound();
  await sendStored(res, await blobs.get(call.rules_digest), { name: call.rules_name });
}
/** For the partial `document-list`. */
export const rulesShown = (
  { rules_name: name, rules_size: size }: ProjectCall,
  href: string,
): { name: string; size: number | null; href: string }[] => (name === null ? [] : [{ name, size, href }]);
