/** Prints the signed minutes of a session as letters are printed, and keeps their bytes: once, whoever reads them later has the same. */
import { Readable } from 'node:stream';
import { listMinutes } from '../db/agreement-commission/agenda.ts';
import { findSession } from '../db/agreement-commission/sessions.ts';
import type { DrawMinutes } from '../db/batches/draw-minutes.ts';
import type { BlobStore } from '../db/blob-store.ts';
import { presentMinutes } from '../views/agreement-commission/minutes.ts';
import { letterHtml, type RenderHtml } from '../views/letters/letters.ts';
import type { RenderPdf } from './pdf.ts';

export interface MinutesDependencies {
  blobs: Pick<BlobStore, 'put'>;
  views: { renderHtml: RenderHtml };
  renderPdf: RenderPdf;
  /** Marks them as having no value. */
  demonstration: boolean;
}

export const createMinutesPrinting =
  ({ blobs, views, renderPdf, demonstration }: MinutesDependencies): DrawMinutes =>
  async (trx, sessionId) => {
    const session = await findSession(trx, sessionId);
    if (!session) throw new Error('no such session');
    const agenda = await listMinutes(trx, sessionId);
    const pdf = await renderPdf(await letterHtml(views.renderHtml, presentMinutes(session, agenda, { demonstration })));
    return blobs.put(Readable.from([pdf]));
  };
