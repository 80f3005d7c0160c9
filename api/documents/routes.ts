/** The one way out of the documents: seen through the access filter, logged, and never opened inside the portal. */
import { Router } from 'express';
import { accessibleBy } from '../../db/access/sql-filter.ts';
import { recordAudit } from '../../db/audit.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { requireSignedIn } from '../middleware/require-portal.ts';
import { notFound } from '../problems.ts';
import { sendBytes, sendStored } from './send-stored.ts';

interface DocumentRow {
  id: string;
  name: string;
  media_type: string;
  size: number;
  digest: Buffer;
}

export function documentRoutes({ db, blobs, now }: Pick<Dependencies, 'db' | 'blobs' | 'now'>): Router {
  const router = Router();

  // No name in the address: file names hold the names of persons.
  router.get('/documents/:id', requireSignedIn(), async (req, res) => {
    const viewer = getViewer(res);
    const query = db('documents')
      .where({ id: idOf(req) })
      .whereNull('withdrawn_at');
    const document = (await accessibleBy(query, viewer.ability, 'read', 'Document').first(
      'id',
      'name',
      'media_type',
      'size',
      'digest',
    )) as DocumentRow | undefined;
    if (!document) throw notFound();
    const bytes = await blobs.get(document.digest.toString('hex'));
    await recordAudit(db, {
      at: now(),
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'download',
      subject: 'document',
      subjectId: document.id,
    });
    await sendStored(res, bytes, { name: document.name, type: document.media_type, size: document.size });
  });

  // Beside a form where it is read, on a page of ours and nowhere else. Images and PDFs only: neither runs anything of ours.
  router.get('/documents/:id/shown', requireSignedIn(), async (req, res) => {
    const viewer = getViewer(res);
    const query = db('documents')
      .where({ id: idOf(req) })
      .whereIn('media_type', ['application/pdf', 'image/jpeg', 'image/png'])
      .whereNull('withdrawn_at');
    const document = (await accessibleBy(query, viewer.ability, 'read', 'Document').first(
      'id',
      'media_type',
      'digest',
    )) as Omit<DocumentRow, 'name' | 'size'> | undefined;
    if (!document) throw notFound();
    const bytes = await blobs.get(document.digest.toString('hex'));
    await recordAudit(db, {
      at: now(),
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'consult',
      subject: 'document',
      subjectId: document.id,
    });
    res.set({
      'Content-Type': document.media_type,
      'Content-Disposition': 'inline',
      // A sandbox would keep browsers from drawing a PDF.
      'Content-Security-Policy': "frame-ancestors 'self'",
      'X-Frame-Options': 'SAMEORIGIN',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    await sendBytes(res, bytes);
  });

  // A photo within a page: seen by whoever may read the document, drawn by us, hence shown and not only saved.
  router.get('/documents/:id/:size.jpg', requireSignedIn(), async (req, res) => {
    const { size } = req.params;
    if (size !== 'large' && size !== 'small') throw notFound();
    const query = db('documents')
      .where({ id: idOf(req) })
      .whereNotNull('small_digest')
      .whereNull('withdrawn_at');
    const photo = (await accessibleBy(query, getViewer(res).ability, 'read', 'Document').first(
      size === 'large' ? 'digest' : 'small_digest as digest',
    )) as Pick<DocumentRow, 'digest'> | undefined;
    if (!photo) throw notFound();
    const bytes = await blobs.get(photo.digest.toString('hex'));
    res.set({ 'Content-Type': 'image/jpeg', 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
    await sendBytes(res, bytes);
  });

  return router;
}
