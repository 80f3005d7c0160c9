/** The calendar of sessions; and from a dossier to its session. */
import { Router, type Request, type Response } from 'express';
import { findDossier, listWaitingDossiers, type Dossier } from '../../db/agreement-commission/agenda.ts';
import {
  listOpenSessions,
  listPastSessions,
  type ListedSession,
  type Session,
} from '../../db/agreement-commission/sessions.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { dossiersInWords } from '../../views/agreement-commission/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import { mayOrganise } from './get-session.ts';
import { chosenQuery, listPath, sessionCells, sessionColumns, sessionPath } from './paths.ts';

const pastAtOnce = 20;
/** Proposed beside an agenda. */
export const proposedAtOnce = 40;

export function listRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(listPath, (req, res) => showList(deps, req, res));
  return router;
}

async function showList(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db } = deps;
  const chosen = id.safeParse(req.query.dossier);
  const dossier = chosen.success ? await leadToSession(deps, res, chosen.data) : undefined;
  if (dossier === 'led') return;
  const after = id.safeParse(req.query.after);
  const [open, past, waiting] = await Promise.all([
    listOpenSessions(db),
    listPastSessions(db, { after: after.data, limit: pastAtOnce + 1 }),
    listWaitingDossiers(db, getViewer(res).ability, { limit: proposedAtOnce + 1 }),
  ]);
  const shown = past.slice(0, pastAtOnce);
  const table = (caption: string, rows: readonly ListedSession[]) => ({
    caption,
    columns: sessionColumns,
    rows: rows.map(sessionCells),
    stack: true,
  });
  renderPage(deps, req, res, 'agreement-commission/list', {
    title: "Commission d'agrément",
    newHref: mayOrganise(res) ? `${listPath}/new${chosenQuery(dossier?.caseId)}` : undefined,
    forDossier: dossier && `${dossier.body} : aucune séance n'a son ordre du jour ouvert.`,
    forDossierText: mayOrganise(res)
      ? "Planifiez-en une, ou rouvrez l'ordre du jour de l'une d'elles : le dossier y est proposé en premier."
      : undefined,
    waiting:
      waiting.length === 0
        ? "Aucun dossier n'attend une séance."
        : waiting.length > proposedAtOnce
          ? `Plus de ${String(proposedAtOnce)} dossiers attendent une séance.`
          : `${dossiersInWords(waiting.length)} ${waiting.length === 1 ? 'attend' : 'attendent'} une séance.`,
    open: open.length > 0 ? table('Prochaines séances', open) : undefined,
    past: shown.length > 0 ? table('Séances passées ou annulées', shown) : undefined,
    pager: {
      ...(after.success ? { firstHref: listPath } : {}),
      ...(past.length > pastAtOnce ? { nextHref: `${listPath}?after=${shown.at(-1)!.id}` } : {}),
    },
  });
}

/** A dossier leads to its session, or to the next one whose agenda is open. @returns the dossier where there is none @throws Problem 404 */
async function leadToSession({ db, now }: Dependencies, res: Response, caseId: string): Promise<Dossier | 'led'> {
  const dossier = await findDossier(db, getViewer(res).ability, caseId);
  if (!dossier) throw notFound();
  const { sessionId, sessionStatus } = dossier;
  if (sessionId) {
    const page = sessionPath({ id: sessionId });
    res.redirect(
      303,
      sessionStatus === 'agenda-closed' && mayOrganise(res) ? `${page}/minutes/${caseId}` : `${page}#dossier-${caseId}`,
    );
    return 'led';
  }
  const next = (await listOpenSessions(db)).find((one) => isOpenFor(one, dayOf(now())));
  if (!next) return dossier;
  res.redirect(303, `${sessionPath(next)}${chosenQuery(caseId)}#waiting`);
  return 'led';
}
export const isOpenFor = ({ status, heldOn }: Session, today: Day): boolean => status === 'planned' && heldOn >= today;
