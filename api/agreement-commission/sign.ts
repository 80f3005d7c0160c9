/** The minutes are signed by the direction, with a strong sign-in, and never by who has closed the session. */
import { Router } from 'express';
import { z } from 'zod';
import { signMinutes } from '../../db/agreement-commission/sessions.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { batchSlug } from '../../db/batches/batch.ts';
import { version } from '../forms/envelope.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { leaveFlash } from '../page.ts';
import { forbidden, Problem } from '../problems.ts';
import { asSeen, changed, getSession } from './get-session.ts';
import { listPath, sessionPath } from './paths.ts';

const SignForm = z.strictObject({ version });

export function signRoutes(deps: Dependencies): Router {
  const { db, now, bell } = deps;
  const router = Router();
  router.post(`${listPath}/:id/sign`, async (req, res) => {
    const viewer = getViewer(res);
    if (!viewer.ability.can('sign', 'CommissionSession'))
      throw forbidden("Le procès-verbal est signé par la direction de l'accueil temps libre.");
    const session = await getSession(deps, req);
    const form = SignForm.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form', { backHref: sessionPath(session) });
    if (!(await ensureRecentSignIn(deps, req, res))) return;
    const signed = await signMinutes(db, viewer, asSeen(session, form.data.version), now());
    if (!signed && session.status !== 'signed') throw changed(session);
    if (signed) bell.ring(batchSlug, signed.batchId);
    leaveFlash(req, { kind: 'done', text: 'Le procès-verbal est signé ; son PDF est prêt dans la minute.' });
    res.redirect(303, sessionPath(session));
  });
  return router;
}
