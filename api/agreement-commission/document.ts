/** The signed minutes as the worker has printed them: the same bytes each time. */
import { Router } from 'express';
import { auditOf } from '../../db/agreement-commission/sessions.ts';
import { minutesName } from '../../views/agreement-commission/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { sendStored } from '../documents/send-stored.ts';
import { notFound } from '../problems.ts';
import { getSession } from './get-session.ts';
import { listPath } from './paths.ts';

export function documentRoutes(deps: Dependencies): Router {
  const { db, blobs, now } = deps;
  const router = Router();
  router.get(`${listPath}/:id/document`, async (req, res) => {
    const session = await getSession(deps, req);
    if (session.minutesDigest === null) throw notFound();
    await auditOf(db, getViewer(res), session, 'export', now());
    await sendStored(res, await blobs.get(session.minutesDigest), { name: minutesName(session) });
  });
  return router;
}
