/** One session with its agenda. */
import { Router, type Request, type Response } from 'express';
import { listAgenda, listWaitingDossiers, type AgendaRow, type Dossier } from '../../db/agreement-commission/agenda.ts';
import { listOpenSessions, type Session } from '../../db/agreement-commission/sessions.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/agreement-renewal/contract.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { errorLinks, type Faults } from '../forms/form.ts';
import { renderPage } from '../page.ts';
import { getSession, mayOrganise } from './get-session.ts';
import { isOpenFor, proposedAtOnce } from './list.ts';
import { chosenQuery, listPath, sessionPath } from './paths.ts';
import {
  dossierInWords,
  dossiersInWords,
  opinionBadge,
  outcomeInWords,
  reportInWords,
  sessionInWords,
  statusWords,
} from '../../views/agreement-commission/words.ts';

export function sessionRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(`${listPath}/:id`, async (req, res) => {
    await showSession(deps, req, res, await getSession(deps, req));
  });
  return router;
}

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
    reports: reportsInWords(session, agenda, today),
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

function reportsInWords(
  { reportsBy, status }: Session,
  agenda: readonly AgendaRow[],
  today: string,
): string | undefined {
  if (status === 'held' || status === 'signed' || status === 'cancelled') return undefined;
  const until = `Avis des référent·es à remettre pour le ${formatLongDate(reportsBy)}`;
  // Nobody has given anything yet.
  if (agenda.length === 0) return `${until}.`;
  const missing = agenda.filter(({ report }) => report === null).length;
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
