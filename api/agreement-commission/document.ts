/** The signed minutes as the worker has printed them: the same bytes each time. */
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { auditOf } from '../../db/agreement-commission/sessions.ts';
import { listPath, minutesName } from '../../views/agreement-commission/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { attachmentHeader } from '../documents/file-name.ts';
import { notFound } from '../problems.ts';
import { getSession } from './get-session.ts';

export function documentRoutes(deps: Dependencies): Router {
  const { db, blobs, now } = deps;
  const router = Router();
  router.get(`${listPath}/:id/document`, async (req, res) => {
    const session = await getSession(deps, req);
    if (session.minutesDigest === null) throw notFound();
    await auditOf(db, getViewer(res), session, 'export', now());
    res.set({
      'Content-Type': 'application/pdf',
      'Content-Disposition': attachmentHeader(minutesName(session)),
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    await pipeline(await blobs.get(session.minutesDigest), res).catch((error: unknown) => {
      // A reader who goes away is no fault.
      if (!res.destroyed) throw error;
    });
  });
  return router;
}
