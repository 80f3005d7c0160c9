/** « Clore la séance »: each dossier is told its opinion. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { lacksReport, listAgenda, type AgendaRow } from '../../db/agreement-commission/agenda.ts';
import { closeSession, isHeld } from '../../db/agreement-commission/minutes.ts';
import { listLaterSessions, type Session } from '../../db/agreement-commission/sessions.ts';
import { batchSlug } from '../../db/batches/batch.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, version } from '../forms/envelope.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { Problem } from '../problems.ts';
import { asSeen, changed, getSession, mustOrganise } from './get-session.ts';
import { listPath, sessionPath } from './paths.ts';
import { dossiersInWords, opinions, opinionWords, sessionInWords } from '../../views/agreement-commission/words.ts';

const CloseForm = z.strictObject({ version, next: id.optional().or(z.literal('').transform(() => undefined)) });

export function closeRoutes(deps: Dependencies): Router {
  const { db, now, bell } = deps;
  const router = Router();
  router.get(`${listPath}/:id/close`, async (req, res) => {
    mustOrganise(res);
    await showClose(deps, req, res, await getSession(deps, req));
  });
  router.post(`${listPath}/:id/close`, async (req, res) => {
    mustOrganise(res);
    const session = await getSession(deps, req);
    const form = CloseForm.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form', { backHref: `${sessionPath(session)}/close` });
    const made = await closeSession(db, getViewer(res), asSeen(session, form.data.version), {
      nextSessionId: form.data.next ?? null,
      at: now(),
    });
    if (made === 'incomplete') {
      res.status(422);
      await showClose(deps, req, res, session);
      return;
    }
    // Sent twice, the session was closed by the first.
    if (made === 'changed' && session.endedBy !== getViewer(res).userId) throw changed(session);
    if (made !== 'changed') bell.ring(batchSlug, made.batchId);
    leaveFlash(req, {
      kind: 'done',
      text: 'La séance est close : chaque dossier reçoit son avis, et les opérateurs sont prévenus. La direction signe le procès-verbal.',
    });
    res.redirect(303, sessionPath(session));
  });
  return router;
}

async function showClose(deps: Dependencies, req: Request, res: Response, session: Session): Promise<void> {
  if (session.status !== 'agenda-closed') throw changed(session);
  const [agenda, later] = await Promise.all([
    listAgenda(deps.db, getViewer(res).ability, session.id),
    listLaterSessions(deps.db, session),
  ]);
  const count = (wanted: AgendaRow['opinion']): number => agenda.filter(({ opinion }) => opinion === wanted).length;
  const postponed = count('postponed');
  const unreported = agenda.filter(
    (row) => row.opinion !== null && row.opinion !== 'postponed' && lacksReport(row),
  ).length;
  renderPage(deps, req, res, 'agreement-commission/close', {
    title: 'Clore la séance',
    line: `Séance du ${sessionInWords(session)}`,
    back: { href: `${sessionPath(session)}/minutes`, label: 'au procès-verbal' },
    action: `${sessionPath(session)}/close`,
    version: session.version,
    counts: opinions
      .filter((opinion) => count(opinion) > 0)
      .map((opinion) => `${dossiersInWords(count(opinion))} : ${opinionWords[opinion]}`),
    missing: [
      ...(isHeld(session, deps.now()) ? [] : ["la séance n'a pas encore eu lieu"]),
      ...(count(null) > 0 ? [`${dossiersInWords(count(null))} sans avis`] : []),
      ...(unreported > 0 ? [`${dossiersInWords(unreported)} sans l'avis du ou de la référent·e, à reporter`] : []),
      ...(session.present ? [] : ['les membres présents ne sont pas notés']),
    ],
    next:
      postponed > 0
        ? {
            partial: 'field-select',
            name: 'next',
            label: `${dossiersInWords(postponed)} à reporter : à quelle séance ?`,
            placeholder: 'aucune pour le moment, ils attendent',
            options: later
              .filter(({ status }) => status === 'planned')
              .map((one) => ({ value: one.id, text: `${sessionInWords(one)}, ${one.place}` })),
          }
        : undefined,
  });
}
