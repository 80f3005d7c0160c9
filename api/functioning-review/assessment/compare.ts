/** Side by side: the page, its sheet, and what was said at the meeting. */
import type { Request, Response } from 'express';
import { Router } from 'express';
import { z } from 'zod';
import { recordAudit } from '../../../db/audit.ts';
import { whileOpen } from '../../../db/while-open.ts';
import { saveMeetingNote } from '../../../db/functioning-review/assessment/meeting-notes.ts';
import { dayOf } from '../../../domain/calendar.ts';
import { formatDateTime, formatLongDate } from '../../../domain/french-dates.ts';
import { rowsOf } from '../../../domain/functioning-review/comparison.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { attachmentHeader } from '../../documents/file-name.ts';
import { code, version } from '../../forms/envelope.ts';
import { errorLinks, faultsIn } from '../../forms/form.ts';
import { requiredText } from '../../forms/inputs.ts';
import { leaveFlash, renderPage } from '../../page.ts';
import { conflict, forbidden, notFound } from '../../problems.ts';
import { sheetType } from '../../sheet.ts';
import { getComparison, type Comparison, type Portal } from './compare-context.ts';
import { comparisonSheet } from './compare-sheet.ts';
import { askedIn, comparisonView, type Asked } from './compare-view.ts';
import { caseOf } from './context.ts';
import { postObjective } from './make-objective.ts';

export function comparisonRoutes(deps: Dependencies): Router {
  const router = Router();
  for (const portal of ['pro', 'office'] as const) {
    const path = `/${portal}/reviews/:id/compare`;
    router.get(path, async (req, res) => {
      const comparison = await getComparison(deps, req, res, portal);
      show(deps, req, res, comparison, askedIn(comparison, req.query));
    });
    router.post(`${path}/objectives`, (req, res) => postObjective(deps, req, res, portal));
    router.get(`${path}.xlsx`, (req, res) => sendSheet(deps, req, res, portal));
  }
  router.post('/office/reviews/:id/compare/notes', (req, res) => postNote(deps, req, res));
  return router;
}

interface Typed {
  value: unknown;
  error: string | undefined;
}
function show(deps: Dependencies, req: Request, res: Response, of: Comparison, asked: Asked, typed?: Typed): void {
  const { row, portal } = of;
  const meetingOn = of.isHeld ? row.state.data.meetingAt?.on : undefined;
  renderPage(deps, req, res, 'functioning-review/compare', {
    title: 'Évaluations côte à côte',
    line: `${row.facility_name}, ${row.postcode} ${row.locality} · ${row.reference}${meetingOn ? ` · rencontre du ${formatLongDate(meetingOn)}` : ''}`,
    back: { href: caseOf({ portal: `/${portal}` }, row.id), label: 'au bilan de fonctionnement' },
    printHead: `${row.reference} · ${row.facility_name}`,
    styles: ['styles/assessment.css', 'styles/comparison.css'],
    scripts: ['scripts/comparison.js'],
    ...comparisonView(of, asked),
    ...(typed ? { typed, errors: errorLinks({ note: typed.error }, ['note']) } : {}),
  });
}

async function sendSheet(deps: Dependencies, req: Request, res: Response, portal: Portal): Promise<void> {
  const comparison = await getComparison(deps, req, res, portal);
  const { row } = comparison;
  const at = deps.now();
  const viewer = getViewer(res);
  const sheet = await comparisonSheet(comparison, formatDateTime(at));
  await recordAudit(deps.db, {
    at,
    actorId: viewer.userId,
    onBehalfOf: portal === 'pro' ? row.organising_body_id : null,
    acr: viewer.acr,
    event: 'export',
    subject: 'case',
    subjectId: row.id,
    change: { lines: { before: null, after: comparison.rows.length } },
  });
  res
    .set({
      'Content-Disposition': attachmentHeader(`bilan-${row.reference.toLowerCase()}-${dayOf(at)}.xlsx`),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    })
    .type(sheetType)
    .send(sheet);
}

const Note = z.strictObject({
  _csrf: z.unknown().optional(),
  criterion: code,
  version,
  note: requiredText('Écrivez ce qui a été dit à la rencontre de ce critère.', 2000),
});

async function postNote(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const comparison = await getComparison(deps, req, res, 'office');
  const { row, base, mayNote } = comparison;
  if (!mayNote)
    throw forbidden(
      "Ce qui a été dit se note après la rencontre et avant l'accord sur le procès-verbal, par l'agent qui suit le milieu d'accueil.",
    );
  const body = (req.body ?? {}) as Readonly<Record<string, unknown>>;
  const read = Note.safeParse(body);
  const id = typeof body.criterion === 'string' ? body.criterion : '';
  const criterion = comparison.questionnaire.criteria.find((one) => one.id === id);
  if (!criterion) throw notFound();
  // Where it is among the rows that are shown: a criterion without a difference stands under « Tous ».
  const shown = rowsOf(comparison.rows, 'gaps').some((one) => one.criterion.id === id) ? 'gaps' : 'all';
  if (!read.success) {
    const faults = faultsIn(read.error);
    res.status(422);
    show(
      deps,
      req,
      res,
      comparison,
      { show: shown, open: id },
      { value: body.note, error: faults.note ?? faults.form },
    );
    return;
  }
  const { note, version: seen } = read.data;
  const saved = await whileOpen(deps.db, row.id, { isOpen: ({ status }) => status === 'meeting' }, (trx) =>
    saveMeetingNote(
      trx,
      { caseId: row.id, criterion: id, note, seen },
      { userId: getViewer(res).userId, at: deps.now() },
    ),
  );
  const standing = comparison.notes.get(id);
  if (saved !== true)
    throw conflict({
      title: 'Cette note a changé entre-temps',
      what:
        saved === 'closed' ? 'Le procès-verbal est accepté' : 'Un·e collègue a écrit ce qui a été dit de ce critère',
      ...(saved === 'closed' || !standing ? {} : { by: standing.by, at: standing.at }),
      kept: [{ label: 'Votre note', value: note }],
      backHref: `${base}?show=all&open=${id}#c-${id}`,
      backText: 'Voir la note comme elle est maintenant',
    });
  leaveFlash(req, { kind: 'done', text: 'La note de la rencontre est enregistrée.' });
  res.redirect(303, `${base}?show=${shown}&open=${id}#c-${id}`);
}
