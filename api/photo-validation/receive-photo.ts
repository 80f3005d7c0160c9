/** A photo and its texts as a form brings them. */
import type { Request, Response } from 'express';
import type { DraftRow } from '../../db/drafts.ts';
import { saveDocument } from '../../db/save-document.ts';
import type { Dependencies } from '../context.ts';
import { acceptPhoto, type AcceptedFile } from '../documents/accept-file.ts';
import { noteRefusal } from '../documents/file-fields.ts';
import { receivedIn } from '../documents/receive-files.ts';
import { photoRefusalOf } from '../documents/refusals.ts';
import { faultsIn, type Faults } from '../forms/form.ts';
import { unknownField } from '../forms/sentences.ts';
import { photoSchema, photoSlot } from './acts.ts';

export interface Received {
  photo?: AcceptedFile;
  /** What is wrong with the file that came. */
  fault?: string;
}
export async function receive(deps: Dependencies, res: Response): Promise<Received> {
  const [file, ...others] = receivedIn(res, 'file');
  if (!file) return {};
  if (others.length > 0) return { fault: photoRefusalOf('one-too-many', '') };
  const accepted = await acceptPhoto(deps)(file);
  if (accepted.ok) return { photo: accepted.document };
  noteRefusal(res, accepted);
  return { fault: accepted.message };
}

/** Without what no page of ours has. @returns `strange`: what is then to be said of the form, and nothing kept of it */
export function typedIn(req: Request, others: readonly string[]): { body: Record<string, unknown>; strange?: Faults } {
  const known = new Set([...Object.keys(photoSchema.shape), ...others]);
  const all = Object.entries((req.body ?? {}) as Record<string, unknown>);
  const ours = all.filter(([name, value]) => known.has(name) && typeof value === 'string');
  return {
    body: Object.fromEntries(ours),
    ...(ours.length < all.length ? { strange: { form: unknownField } } : {}),
  };
}
export function faultsOf(typed: object): Faults {
  const read = photoSchema.safeParse(typed);
  return read.success ? {} : faultsIn(read.error);
}

/** The photo of a draft. */
export const attach = (
  trx: Dependencies['db'],
  draft: Pick<DraftRow, 'id' | 'organising_body_id' | 'facility_id' | 'administration'>,
  photo: AcceptedFile,
  userId: string,
  at: number,
) =>
  saveDocument(trx, {
    ...photo,
    slot: photoSlot,
    draftId: draft.id,
    organisingBodyId: draft.organising_body_id,
    facilityId: draft.facility_id,
    administration: draft.administration,
    origin: 'operator',
    uploadedBy: userId,
    at,
  });
