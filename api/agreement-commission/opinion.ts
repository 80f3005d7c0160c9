/** The opinion on one dossier, with its reasons: noted in the session, one dossier after the other. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { lacksReport, listAgenda, type AgendaRow } from '../../db/agreement-commission/agenda.ts';
import { noteOpinion } from '../../db/agreement-commission/minutes.ts';
import type { Session } from '../../db/agreement-commission/sessions.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/agreement-renewal/contract.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { choice, radios, requiredText, textarea } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, notFound } from '../problems.ts';
import { changed, getBegun, mustOrganise } from './get-session.ts';
import { listPath, sessionPath } from './paths.ts';
import { dossierInWords, opinions, opinionWords, reportInWords } from '../../views/agreement-commission/words.ts';

const OpinionForm = z.strictObject({
  version,
  opinion: choice("Choisissez l'avis de la commission", opinions),
  reasons: requiredText("Motivez l'avis : l'opérateur le lit", 5000),
});
const opinionInputs: Input[] = [
  radios(
    'opinion',
    'Avis de la commission',
    opinions.map((value) => ({ value, text: opinionWords[value] })),
  ),
  textarea('reasons', 'Motifs', {
    rows: 6,
    hint: "L'opérateur les lit avec l'avis ; ceux d'un report restent au procès-verbal.",
  }),
];

export function opinionRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.get(`${listPath}/:id/minutes/:case`, async (req, res) => {
    mustOrganise(res);
    const session = await getBegun(deps, req);
    const { row, agenda } = await getLine(deps, req, res, session);
    showOpinion(deps, req, res, { session, row, agenda });
  });
  router.post(`${listPath}/:id/minutes/:case`, async (req, res) => {
    mustOrganise(res);
    const session = await getBegun(deps, req);
    const { row, agenda } = await getLine(deps, req, res, session);
    const form = OpinionForm.safeParse(req.body ?? {});
    const faults = form.success ? faultsOf(form.data, row) : faultsIn(form.error);
    if (!form.success || isFaulty(faults)) {
      res.status(422);
      showOpinion(deps, req, res, { session, row, agenda, faults });
      return;
    }
    const { opinion, reasons } = form.data;
    const noted = await noteOpinion(db, getViewer(res), session, { caseId: row.caseId, ...form.data, at: now() });
    const kept = [
      { label: 'Avis', value: opinionWords[opinion] },
      { label: 'Motifs', value: reasons },
    ];
    if (noted === 'over') throw changed(session, kept);
    // The same sent twice is done; anything else somebody has written meanwhile.
    if (noted === 'changed' && !(row.opinion === opinion && row.reasons === reasons))
      throw conflict({
        title: 'Cet avis a changé entre-temps',
        what: `${row.notedByName ?? 'Un·e collègue'} a noté « ${row.opinion ? opinionWords[row.opinion] : ''} »${row.notedAt ? ` le ${formatDateTime(row.notedAt)}` : ''}`,
        kept,
        backHref: `${sessionPath(session)}/minutes/${row.caseId}`,
        backText: "Voir l'avis comme il est maintenant",
      });
    const next = agenda.find((one) => one.caseId !== row.caseId && one.opinion === null);
    leaveFlash(req, { kind: 'done', text: `${row.body} : avis ${opinionWords[opinion]}, noté.` });
    res.redirect(303, `${sessionPath(session)}/minutes${next ? `/${next.caseId}` : ''}`);
  });
  return router;
}

/** Without the report of the référente a dossier cannot go on to its decision: the commission sees it another day. */
const faultsOf = ({ opinion }: { opinion: string }, row: AgendaRow): Faults =>
  lacksReport(row) && opinion !== 'postponed'
    ? { opinion: "L'avis du ou de la référent·e n'est pas remis : remettez-le d'abord, ou reportez le dossier." }
    : {};

/** @throws Problem 404 for a dossier that is not on the agenda, or not the reader's */
async function getLine({ db }: Dependencies, req: Request, res: Response, session: Session) {
  const agenda = await listAgenda(db, getViewer(res).ability, session.id);
  const row = agenda.find(({ caseId }) => caseId === idOf(req, 'case'));
  if (!row) throw notFound();
  return { row, agenda };
}

function showOpinion(
  deps: Dependencies,
  req: Request,
  res: Response,
  {
    session,
    row,
    agenda,
    faults = {},
  }: { session: Session; row: AgendaRow; agenda: readonly AgendaRow[]; faults?: Faults },
): void {
  const typed = (
    req.method === 'POST'
      ? req.body
      : { opinion: row.opinion ?? (lacksReport(row) ? 'postponed' : row.report), reasons: row.reasons ?? undefined }
  ) as Record<string, unknown>;
  const action = `${sessionPath(session)}/minutes/${row.caseId}`;
  const neighbour = (step: number): AgendaRow | undefined => agenda[agenda.indexOf(row) + step];
  const hrefOf = (one: AgendaRow | undefined): string | undefined =>
    one && `${sessionPath(session)}/minutes/${one.caseId}`;
  renderPage(deps, req, res, 'agreement-commission/opinion', {
    title: row.body,
    line: `${String(row.position)} sur ${String(agenda.length)} · ${dossierInWords(row)} · référence ${row.reference}`,
    back: { href: `${sessionPath(session)}/minutes`, label: 'au procès-verbal' },
    action,
    drafted: action,
    version: row.version,
    report: reportInWords(row),
    isUnreported: lacksReport(row),
    caseHref: `/office/${slug}/${row.caseId}`,
    fields: opinionInputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(opinionInputs)),
    previousHref: hrefOf(agenda.indexOf(row) > 0 ? neighbour(-1) : undefined),
    nextHref: hrefOf(neighbour(1)),
    isOver: session.status !== 'agenda-closed',
  });
}
