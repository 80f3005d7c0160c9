/** The appointment as a file that any calendar takes; taken again after the date was changed, it replaces the first one. */
import { Router, type Request, type Response } from 'express';
import { findCaseRow, loadCaseRecords } from '../../db/cases/case-file.ts';
import { dayOf } from '../../domain/calendar.ts';
import { calendarOf } from '../../domain/icalendar.ts';
import { appointmentUid } from '../../workflows/appointments.ts';
import { slug } from '../../workflows/preparatory-process/contract.ts';
import { appointments } from '../../workflows/preparatory-process/rules.ts';
import { typeWords } from '../../views/preparatory-process/words.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { notFound } from '../problems.ts';
import { placeIn, type File, type Row } from './page-types.ts';

export function appointmentRoutes(deps: Dependencies): Router {
  const router = Router();
  for (const portal of ['pro', 'office'])
    router.get(`/${portal}/${slug}/:id/appointment.ics`, (req, res) => sendCalendar(deps, portal, req, res));
  return router;
}

async function sendCalendar(deps: Dependencies, portal: string, req: Request, res: Response): Promise<void> {
  const row = (await findCaseRow(deps.db, getViewer(res), slug, idOf(req))) as Row | undefined;
  const { appointmentAt, type } = row?.state.data ?? {};
  if (!row || !appointmentAt || !type) throw notFound();
  const file = (await loadCaseRecords(deps.db, row, dayOf(deps.now()))) as unknown as File;
  const place = placeIn(file);
  res
    .type('text/calendar; charset=utf-8')
    .attachment(`rendez-vous-${appointmentAt.on}.ics`)
    .send(
      calendarOf({
        uid: appointmentUid(row.id),
        sequence: row.state.number,
        stamp: deps.now(),
        on: appointmentAt.on,
        from: appointmentAt.from,
        minutes: appointments.minutes,
        summary: `${typeWords[type]} : projet d'accueil ${row.reference}`,
        ...(place ? { location: place } : {}),
        url: new URL(`/${portal}/${slug}/${row.id}`, deps.config.publicUrl).href,
      }),
    );
}
