/** Leaving the pages of a user: back to the user at the helpdesk. */
import { Router } from 'express';
import { endView } from '../../db/helpdesk/user-views.ts';
import type { Dependencies } from '../context.ts';
import { leavePath } from '../middleware/see-as-user.ts';
import { leaveFlash } from '../page.ts';
import { requireSignedIn } from '../middleware/require-portal.ts';

export function leaveViewRoutes({ db, now }: Pick<Dependencies, 'db' | 'now'>): Router {
  const router = Router();
  // One that has ended by itself has ended.
  router.post(leavePath, requireSignedIn(), async (req, res) => {
    const { seeing } = req.session;
    if (!seeing) {
      res.redirect(303, '/');
      return;
    }
    await endView(db, seeing, now());
    delete req.session.seeing;
    leaveFlash(req, { kind: 'done', text: "Vous avez quitté les pages de l'utilisateur·rice." });
    res.redirect(303, `/office/helpdesk/users/${seeing.userId}`);
  });
  return router;
}
