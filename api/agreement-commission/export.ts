/** The agenda, and once the session is held its minutes: as a sheet, and as a page to print. */
import { Router, type Request, type Response } from 'express';
import { listAgenda } from '../../db/agreement-commission/agenda.ts';
import { auditOf, type Session } from '../../db/agreement-commission/sessions.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { sheetType, textSheet } from '../sheet.ts';
import { getSession } from './get-session.ts';
import { listPath, sessionPath } from './paths.ts';
import {
  dossierInWords,
  opinionWords,
  reportInWords,
  sessionInWords,
  statusWords,
} from '../../views/agreement-commission/words.ts';

export function exportRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(`${listPath}/:id/export`, async (req, res) => {
    await exportSheet(deps, res, await getSession(deps, req));
  });
  router.get(`${listPath}/:id/print`, async (req, res) => {
    await showPrint(deps, req, res, await getSession(deps, req));
  });
  return router;
}

async function exportSheet({ db, now }: Dependencies, res: Response, session: Session): Promise<void> {
  const viewer = getViewer(res);
  const agenda = await listAgenda(db, viewer.ability, session.id);
  await auditOf(db, viewer, session, 'export', now());
  const sheet = await textSheet({
    title: 'Ordre du jour',
    columns: [
      { header: 'N°', width: 6 },
      { header: 'Référence', width: 18 },
      { header: 'Opérateur', width: 40 },
      { header: 'Demande', width: 44 },
      { header: 'Avis du ou de la référent·e', width: 28 },
      { header: 'Avis de la commission', width: 28 },
      { header: 'Motifs', width: 70 },
    ],
    rows: agenda.map((row) => [
      String(row.position),
      row.reference,
      row.body,
      dossierInWords(row),
      reportInWords(row),
      row.opinion ? opinionWords[row.opinion] : '',
      row.reasons ?? '',
    ]),
    about: [
      `Commission d'agrément, séance du ${sessionInWords(session)}, ${session.place} : ${statusWords[session.status].text}.`,
      ...(session.present ? [`Membres présents : ${session.present.replaceAll('\n', ', ')}`] : []),
    ],
  });
  res.type(sheetType).attachment(`commission-${session.heldOn}.xlsx`).send(sheet);
}

async function showPrint(deps: Dependencies, req: Request, res: Response, session: Session): Promise<void> {
  const agenda = await listAgenda(deps.db, getViewer(res).ability, session.id);
  const isMinutes = session.status === 'held' || session.status === 'signed';
  renderPage(deps, req, res, 'agreement-commission/print', {
    title: isMinutes ? 'Procès-verbal' : 'Ordre du jour',
    line: `Commission d'agrément, séance du ${sessionInWords(session)}`,
    back: { href: sessionPath(session), label: 'à la séance' },
    wide: true,
    place: session.place,
    present: session.present?.split('\n').filter((line) => line.trim() !== ''),
    isMinutes,
    rows: agenda.map((row) => ({
      position: row.position,
      body: row.body,
      reference: row.reference,
      about: dossierInWords(row),
      report: reportInWords(row),
      opinion: row.opinion ? opinionWords[row.opinion] : undefined,
      reasons: row.reasons,
    })),
    endedBy: session.endedByName,
    signed:
      session.signedAt && session.signedByName
        ? `${session.signedByName}, le ${formatLongDate(dayOf(session.signedAt))}`
        : undefined,
  });
}
