/** The row of a document, beside its bytes in the blob store. */
import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/calendar.ts';
import { instant, type Database } from './connect.ts';

/** What a document belongs to: a draft or a case, and what rights look at. */
export interface DocumentOwner {
  draftId?: string | null;
  caseId?: string | null;
  /** Null, like `administration`, with a case of no body. */
  organisingBodyId: string | null;
  facilityId: string | null;
  administration: string | null;
}
interface OwnerRow {
  id: string;
  organising_body_id: string | null;
  facility_id: string | null;
  administration: string | null;
}
const ownedBy = ({ organising_body_id, facility_id, administration }: OwnerRow): Omit<DocumentOwner, 'id'> => ({
  organisingBodyId: organising_body_id,
  facilityId: facility_id,
  administration,
});
export const ownedByDraft = (draft: OwnerRow): DocumentOwner => ({ draftId: draft.id, ...ownedBy(draft) });
export const ownedByCase = (row: OwnerRow): DocumentOwner => ({ caseId: row.id, ...ownedBy(row) });

export interface NewDocument extends DocumentOwner {
  /** The act that brought it, when there is one. */
  actNumber?: number | null;
  /** Which document of the form it is (`plans`), or `letter-…` for what ONE sent. */
  slot: string;
  origin: 'operator' | 'one';
  name: string;
  mediaType: string;
  size: number;
  /** Hexadecimal SHA-256, as the blob store gives it. */
  digest: string;
  /** Of a photo: its small picture, and the sides of the large one in pixels. */
  photo?: { smallDigest: string; width: number; height: number };
  uploadedBy: string | null;
  at: Instant;
}

/** @returns the id; undefined when this very letter stands already (one per case, act and effect) */
export async function saveDocument(db: Database, document: NewDocument): Promise<string | undefined> {
  const [row] = (await db('documents')
    .insert({
      id: randomUUID(),
      draft_id: document.draftId ?? null,
      case_id: document.caseId ?? null,
      act_number: document.actNumber ?? null,
      organising_body_id: document.organisingBodyId,
      facility_id: document.facilityId,
      administration: document.administration,
      slot: document.slot,
      origin: document.origin,
      name: document.name,
      media_type: document.mediaType,
      size: document.size,
      digest: Buffer.from(document.digest, 'hex'),
      ...(document.photo && {
        small_digest: Buffer.from(document.photo.smallDigest, 'hex'),
        width: document.photo.width,
        height: document.photo.height,
      }),
      uploaded_by: document.uploadedBy,
      uploaded_at: instant(document.at),
    })
    .onConflict()
    .ignore()
    .returning('id')) as { id: string }[];
  return row?.id;
}
