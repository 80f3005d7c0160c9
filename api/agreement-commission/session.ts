/** The calendar of sessions, and one session with its agenda. */
import { Router, type Request, type Response } from 'express';
import {
  findDossier,
  listAgenda,
  listWaitingDossiers,
  type AgendaRow,
  type Dossier,
} from '../../db/agreement-commission/agenda.ts';
import {
  listOpenSessions,
  listPastSessions,
  type ListedSession,
  type Session,
} from '../../db/agreement-commission/sessions.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/agreement-renewal/contract.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { errorLinks, type Faults } from '../forms/form.ts';
import { renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import { getSession, mayOrganise } from './get-session.ts';
import {
  chosenQuery,
  dossierInWords,
  dossiersInWords,
  listPath,
  opinionBadge,
  outcomeInWords,
  reportInWords,
  sessionCells,
  sessionColumns,
  sessionInWords,
  sessionPath,
  statusWords,
} from '../../views/agreement-commission/words.ts';

const pastAtOnce = 20;
/** Proposed beside an agenda. */
const proposedAtOnce = 40;

export function sessionRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(listPath, (req, res) => showList(deps, req, res));
  router.get(`${listPath}/:id`, async (req, res) => {
    await showSession(deps, req, res, await getSession(deps, req));
  });
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
const isOpenFor = ({ status, heldOn }: Session, today: Day): boolean => status === 'planned' && heldOn >= today;

export async function showSession(
  deps: Dependencies,
  req: Request,
  res: Response,
  session: Session,
  faults: Faults = {},
): Promise<void> {
  const { db, now } = deps;
  const { ability, userId } = getViewer(res);
  const organises = mayOrganise(res);
  const isOpen = session.status === 'planned';
  const today = dayOf(now());
  const chosen = id.safeParse(req.query.dossier).data;
  const [agenda, waiting, others] = await Promise.all([
    listAgenda(db, ability, session.id),
    organises && isOpen ? listWaitingDossiers(db, ability, { limit: proposedAtOnce, first: chosen }) : [],
    organises && isOpen && chosen ? listOpenSessions(db) : [],
  ]);
  const base = sessionPath(session);
  const missingReports = agenda.filter(({ report }) => report === null).length;
  renderPage(deps, req, res, 'agreement-commission/session', {
    title: `Séance du ${sessionInWords(session)}`,
    line: session.place,
    badge: statusWords[session.status],
    back: { href: listPath, label: 'aux séances' },
    wide: true,
    styles: ['styles/agreement.css'],
    errors: errorLinks(faults, ['cases']),
    casesFault: faults.cases,
    cancelledWhy: session.cancelledWhy,
    reports: reportsInWords(session, missingReports, today),
    version: session.version,
    base,
    agenda: agenda.map((row, index) =>
      agendaRow(row, { index, last: agenda.length - 1, base, organises: organises && isOpen }),
    ),
    count: dossiersInWords(agenda.length),
    isOpen,
    organises,
    waiting: waiting.map((dossier) => ({ ...proposal(dossier), checked: dossier.caseId === chosen })),
    otherSessions: waiting.some(({ caseId }) => caseId === chosen)
      ? others
          .filter((one) => one.id !== session.id && isOpenFor(one, today))
          .map((one) => ({ href: `${sessionPath(one)}${chosenQuery(chosen)}#waiting`, text: sessionInWords(one) }))
      : [],
    isOver: session.status === 'held' || session.status === 'signed',
    minutesHref: session.status !== 'planned' && session.status !== 'cancelled' ? `${base}/minutes` : undefined,
    buttons: organises ? buttonsOf(session, agenda.length) : [],
    exports: [
      ...(session.minutesDigest ? [{ label: 'Procès-verbal signé (PDF)', href: `${base}/document` }] : []),
      { label: 'Version à imprimer', href: `${base}/print` },
      { label: 'Exporter (.xlsx)', href: `${base}/export` },
    ],
    told: toldInWords(session, agenda),
    sign:
      session.status === 'held' && ability.can('sign', 'CommissionSession') && session.endedBy !== userId
        ? { action: `${base}/sign`, version: session.version }
        : undefined,
    signed:
      session.signedAt && session.signedByName
        ? `Procès-verbal signé par ${session.signedByName} le ${formatLongDate(dayOf(session.signedAt))}.`
        : undefined,
  });
}

/** What the secretariat does next, first. */
function buttonsOf({ status, id: sessionId, version }: Session, dossiers: number): object[] {
  const base = sessionPath({ id: sessionId });
  const fields = [{ name: 'version', value: version }];
  const changing = [
    { label: 'Déplacer', kind: 'plain', href: `${base}/edit` },
    { label: 'Annuler la séance', kind: 'link', href: `${base}/cancel` },
  ];
  if (status === 'planned')
    return [
      ...(dossiers > 0 ? [{ label: "Clore l'ordre du jour", kind: 'go', action: `${base}/close-agenda`, fields }] : []),
      ...changing,
    ];
  if (status === 'agenda-closed')
    return [
      { label: 'Tenir le procès-verbal', kind: 'go', href: `${base}/minutes` },
      { label: "Rouvrir l'ordre du jour", kind: 'plain', action: `${base}/open-agenda`, fields },
      ...changing,
    ];
  return [];
}

function reportsInWords({ reportsBy, status }: Session, missing: number, today: string): string | undefined {
  if (status === 'held' || status === 'signed' || status === 'cancelled') return undefined;
  const until = `Avis des référent·es à remettre pour le ${formatLongDate(reportsBy)}`;
  if (missing === 0) return `${until} : tous sont remis.`;
  return `${until} : ${missing === 1 ? '1 manque' : `${String(missing)} manquent`} encore${reportsBy < today ? ', le délai est passé' : ''}.`;
}

function toldInWords({ status }: Session, agenda: readonly AgendaRow[]): string | undefined {
  if (status !== 'held' && status !== 'signed') return undefined;
  const settled = agenda.filter(({ outcome }) => outcome !== null).length;
  return settled === agenda.length
    ? agenda.some(({ outcome }) => outcome === 'postponed')
      ? 'Les opérateurs lisent leur avis ; les dossiers reportés attendent leur séance.'
      : 'Chaque opérateur lit son avis.'
    : `${String(settled)} dossiers sur ${String(agenda.length)} ont leur avis ; les autres suivent dans la minute.`;
}

function agendaRow(
  row: AgendaRow,
  { index, last, base, organises }: { index: number; last: number; base: string; organises: boolean },
) {
  return {
    caseId: row.caseId,
    position: index + 1,
    body: row.body,
    href: `/office/${slug}/${row.caseId}`,
    reference: row.reference,
    about: dossierInWords(row),
    report: reportInWords(row),
    isReportMissing: row.report === null,
    opinion: row.opinion ? opinionBadge(row.opinion) : undefined,
    reasons: row.reasons,
    outcome: outcomeInWords(row),
    up: organises && index > 0,
    down: organises && index < last,
    removeAction: organises ? `${base}/remove` : undefined,
  };
}

const proposal = (dossier: Dossier) => ({
  value: dossier.caseId,
  body: dossier.body,
  reference: dossier.reference,
  about: dossierInWords(dossier),
  report: dossier.report === null ? 'avis pas encore remis' : `avis : ${reportInWords(dossier)}`,
  submitted: dossier.submittedOn ? `introduit le ${formatShortDate(dossier.submittedOn)}` : undefined,
});
