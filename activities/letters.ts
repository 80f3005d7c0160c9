/** Draws up the letter of an effect, keeps it, and files it in the case. Done again, it finds its own letter. */
import { Readable } from 'node:stream';
import type { BlobStore } from '../db/blob-store.ts';
import type { Database } from '../db/connect.ts';
import { getLetterContext } from '../db/letter-context.ts';
import { saveDocument } from '../db/save-document.ts';
import type { Instant } from '../domain/calendar.ts';
import { letterSlot } from '../domain/letter.ts';
import { letterHtml, presentLetter, type LetterOptions, type RenderHtml } from '../views/letters/letters.ts';
import type { AnyEffects, RunErrand } from './effects.ts';
import type { RenderPdf } from './pdf.ts';

export interface LetterDependencies extends LetterOptions {
  db: Database;
  procedures: readonly AnyEffects[];
  blobs: BlobStore;
  views: { renderHtml: RenderHtml };
  renderPdf: RenderPdf;
  now: () => Instant;
}

export function createLetterErrand({
  db,
  procedures,
  blobs,
  views,
  renderPdf,
  now,
  ...options
}: LetterDependencies): RunErrand {
  return async ({ effect, act: { number }, case: { id: caseId, ...row } }, signal) => {
    const slot = letterSlot(effect);
    const standing: unknown = await db('documents')
      .where({ case_id: caseId, act_number: number, slot, origin: 'one' })
      .first('id');
    if (standing) return;
    const letters = procedures.find(({ process }) => process.slug === row.slug)?.letters;
    const letter = presentLetter(letters, effect, await getLetterContext(db, caseId, number), options);
    signal?.throwIfAborted();
    const pdf = await renderPdf(await letterHtml(views.renderHtml, letter));
    const { digest, size } = await blobs.put(Readable.from([pdf]));
    // If somebody was quicker, the row is refused and the sweep takes these bytes.
    await saveDocument(db, {
      caseId,
      actNumber: number,
      organisingBodyId: row.organising_body_id,
      facilityId: row.facility_id,
      administration: row.administration,
      slot,
      origin: 'one',
      name: letter.fileName,
      mediaType: 'application/pdf',
      size,
      digest,
      uploadedBy: null,
      at: now(),
    });
  };
}
