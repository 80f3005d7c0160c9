/** The minutes: who was there, the opinion on each dossier with its reasons; and « Clore la séance ». */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { listAgenda, type AgendaRow } from '../../db/agreement-commission/agenda.ts';
import { closeSession, noteOpinion, notePresent } from '../../db/agreement-commission/minutes.ts';
import { listLaterSessions, type Session } from '../../db/agreement-commission/sessions.ts';
import { batchSlug } from '../../db/batches/batch.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/agreement-renewal/contract.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id, version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, withTyped, type Faults, type Input } from '../forms/form.ts';
import { choice, radios, requiredText, textarea } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, notFound, Problem } from '../problems.ts';
import { asSeen, changed, getSession, mayOrganise, mustOrganise } from './get-session.ts';
import {
  dossierInWords,
  dossiersInWords,
  listPath,
  opinionBadge,
  opinionWords,
  outcomeInWords,
  reportInWords,
  sessionInWords,
  sessionPath,
} from './words.ts';

const opinions = ['renew', 'renew-under-conditions', 'refuse', 'postponed'] as const;
const PresentForm = z.strictObject({
  version,
  present: requiredText('Écrivez qui était là : un nom par ligne', 2000),
});
const OpinionForm = z.strictObject({
  version,
  opinion: choice("Choisissez l'avis de la commission", opinions),
  reasons: requiredText("Motivez l'avis : l'opérateur le lit", 5000),
});
const CloseForm = z.strictObject({ version, next: id.optional().or(z.literal('').transform(() => undefined)) });

const presentInput = textarea('present', 'Membres présents', {
  rows: 4,
  maxLength: 2000,
  hint: 'Un nom par ligne, avec la fonction.',
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

export function minutesRoutes(deps: Dependencies): Router {
  const { db, now, bell } = deps;
  const router = Router();

  router.get(`${listPath}/:id/minutes`, async (req, res) => {
    await showMinutes(deps, req, res, await getBegun(deps, req));
  });
  router.post(`${listPath}/:id/minutes`, async (req, res) => {
    mustOrganise(res);
    const session = await getBegun(deps, req);
    const form = PresentForm.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      await showMinutes(deps, req, res, session, faultsIn(form.error));
      return;
    }
    if (!(await notePresent(db, asSeen(session, form.data.version), form.data.present)))
      throw changed(session, [{ label: 'Membres présents', value: form.data.present }]);
    leaveFlash(req, { kind: 'done', text: 'Les membres présents sont notés.' });
    res.redirect(303, `${sessionPath(session)}/minutes`);
  });

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
    if (!form.success) {
      res.status(422);
      showOpinion(deps, req, res, { session, row, agenda, faults: faultsIn(form.error) });
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

/** @throws Problem 404; 409 before the agenda is closed, and of a cancelled session */
async function getBegun(deps: Dependencies, req: Request): Promise<Session> {
  const session = await getSession(deps, req);
  if (session.status === 'planned' || session.status === 'cancelled') throw changed(session);
  return session;
}

/** @throws Problem 404 for a dossier that is not on the agenda, or not the reader's */
async function getLine({ db }: Dependencies, req: Request, res: Response, session: Session) {
  const agenda = await listAgenda(db, getViewer(res).ability, session.id);
  const row = agenda.find(({ caseId }) => caseId === idOf(req, 'case'));
  if (!row) throw notFound();
  return { row, agenda };
}

const isWritable = (session: Session, res: Response): boolean => session.status === 'agenda-closed' && mayOrganise(res);

async function showMinutes(
  deps: Dependencies,
  req: Request,
  res: Response,
  session: Session,
  faults: Faults = {},
): Promise<void> {
  const agenda = await listAgenda(deps.db, getViewer(res).ability, session.id);
  const typed = (req.method === 'POST' ? req.body : { present: session.present }) as Record<string, unknown>;
  const base = sessionPath(session);
  const writes = isWritable(session, res);
  const without = agenda.filter(({ opinion }) => opinion === null).length;
  renderPage(deps, req, res, 'agreement-commission/minutes', {
    title: 'Procès-verbal',
    line: `Séance du ${sessionInWords(session)}, ${session.place}`,
    back: { href: base, label: 'à la séance' },
    wide: true,
    errors: errorLinks(faults, ['present']),
    writes,
    action: `${base}/minutes`,
    version: session.version,
    fields: [withTyped(presentInput, typed, faults)],
    present: session.present?.split('\n').filter((line) => line.trim() !== ''),
    rows: agenda.map((row) => ({
      position: row.position,
      body: row.body,
      reference: row.reference,
      about: dossierInWords(row),
      report: reportInWords(row),
      opinion: row.opinion ? opinionBadge(row.opinion) : undefined,
      reasons: row.reasons,
      outcome: outcomeInWords(row),
      href: writes ? `${base}/minutes/${row.caseId}` : undefined,
    })),
    left: without,
    leftText: without === 0 ? 'Chaque dossier a son avis.' : `${dossiersInWords(without)} sans avis.`,
    closeHref: writes && without === 0 && session.present && agenda.length > 0 ? `${base}/close` : undefined,
    needsPresent: writes && without === 0 && !session.present,
  });
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
      : { opinion: row.opinion ?? row.report ?? undefined, reasons: row.reasons ?? undefined }
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
    caseHref: `/office/${slug}/${row.caseId}`,
    fields: opinionInputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(opinionInputs)),
    previousHref: hrefOf(agenda.indexOf(row) > 0 ? neighbour(-1) : undefined),
    nextHref: hrefOf(neighbour(1)),
    isOver: session.status !== 'agenda-closed',
  });
}

async function showClose(deps: Dependencies, req: Request, res: Response, session: Session): Promise<void> {
  if (session.status !== 'agenda-closed') throw changed(session);
  const [agenda, later] = await Promise.all([
    listAgenda(deps.db, getViewer(res).ability, session.id),
    listLaterSessions(deps.db, session),
  ]);
  const count = (wanted: AgendaRow['opinion']): number => agenda.filter(({ opinion }) => opinion === wanted).length;
  const postponed = count('postponed');
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
      ...(count(null) > 0 ? [`${dossiersInWords(count(null))} sans avis`] : []),
      ...(session.present ? [] : ['les membres présents ne sont pas notés']),
    ],
    today: dayOf(deps.now()),
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
