/** « Faire passer l'échéance »: only where everything is invented. The next deadline of a case passes now. */
import { Router } from 'express';
import { recordAct } from '../../db/record-act.ts';
import { accessibleBy } from '../../db/access/sql-filter.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { CaseState } from '../../workflows/procedure.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { requireSignedIn } from '../middleware/require-portal.ts';
import { leaveFlash } from '../page.ts';
import { notFound } from '../problems.ts';
import { getProcedure, wordsOfAction } from '../procedure-words.ts';

export function demonstrationRoutes(deps: Dependencies): Router {
  const router = Router();
  if (deps.config.mode !== 'demonstration') return router;
  router.post('/demonstration/cases/:id/pass-deadline', requireSignedIn(), async (req, res) => {
    const viewer = getViewer(res);
    const row = (await accessibleBy(deps.db('cases').where({ id: idOf(req) }), viewer.ability, 'read', 'Case').first(
      'id',
      'slug',
      'state',
    )) as { id: string; slug: string; state: CaseState } | undefined;
    if (!row) throw notFound();
    const next = [...row.state.deadlines].sort((a, b) => a.at - b.at)[0];
    if (next) {
      const recorded = await recordAct(deps.db, getProcedure(deps.procedures, row.slug).process, row.id, {
        action: next.act,
        token: next.id,
        deadline: next.id,
        facts: {},
        actor: { role: 'clock', userId: null },
        at: deps.now(),
      });
      if (recorded.ring) deps.bell.ring(row.slug, row.id);
      leaveFlash(req, {
        kind: 'done',
        text: `L'échéance du ${formatLongDate(dayOf(next.at))} est passée : ${wordsOfAction(deps.procedures, row.slug, next.act).done.toLowerCase()}.`,
      });
    } else leaveFlash(req, { kind: 'information', text: "Ce dossier n'attend aucune échéance." });
    res.redirect(303, `/${viewer.portal}/${row.slug}/${row.id}`);
  });
  return router;
}
