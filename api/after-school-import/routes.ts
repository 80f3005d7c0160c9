/** « Importer un fichier »: a sheet of days, or the report of a communes' software, is read, mended at its desk, and written by one confirmation. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findCalendars } from '../../db/after-school/calendars.ts';
import { loadCounts } from '../../db/after-school/counts.ts';
import { lockPlaces } from '../../db/after-school/locked.ts';
import { listCountedPlaces, type CountedPlace } from '../../db/after-school/counted-places.ts';
import {
  questionsOf,
  reviewDays,
  type DaysOutcome,
  type DaysReview,
  type DaysWaiting,
} from '../../db/after-school-import/preview.ts';
import { learnReportName } from '../../db/after-school-import/report-names.ts';
import { writeDays } from '../../db/after-school-import/write.ts';
import { keptFor } from '../../db/sheet-imports/imports.ts';
import { sheetName, type ColumnKey } from '../../domain/after-school/sheet/columns.ts';
import type { DayFault } from '../../domain/after-school/sheet/read-rows.ts';
import { missingIn } from '../../domain/after-school/sheet/recognise.ts';
import { dayOf } from '../../domain/calendar.ts';
import { firstDayOfMonth, lastDayOfMonth, monthOf } from '../../domain/quarter.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { sendWorkbook } from '../documents/send-workbook.ts';
import { optionalText } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';
import { returnedWorkbook } from '../sheet-import/returned-workbook.ts';
import { sheetImportRoutes, type SheetImportPages, type Status, type Waits } from '../sheet-import/routes.ts';
import { readColumns, showColumns } from './columns-page.ts';
import { viewIn, views } from './day-rows.ts';
import { deskPage, gathering } from './desk-page.ts';
import { donePage } from './done-page.ts';
import { remember } from './layout.ts';
import { placeChoice } from './place-choice.ts';
import { rework } from './rework.ts';
import {
  getPlace,
  monthAsked,
  monthsAsked,
  noAccess,
  ofBody,
  ofPlace,
  path,
  requireCounting,
  scopeOf,
  type DaysScope,
} from './scope.ts';
import { takeFiles, takeOfPlace } from './take.ts';
import { drawnColumn, templateName, templateWorkbook } from './template.ts';
import { showFilesUpload, showUpload } from './upload-pages.ts';

type Pages = SheetImportPages<ColumnKey, DayFault, DaysWaiting, DaysScope, DaysReview, DaysOutcome>;
const Pasted = z.object({ pasted: optionalText(100_000) });

export function afterSchoolImportRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  const today = (): string => dayOf(now());
  router.get(ofBody, async (req, res) => {
    requireCounting(res);
    await showFilesUpload(deps, req, res, await placesOf(deps, res));
  });
  router.post(ofBody, async (req, res) => {
    requireCounting(res);
    const places = await placesOf(deps, res);
    const taken = await takeFiles(deps, res, places);
    const faults = taken.flatMap((each) => ('fault' in each ? [each] : []));
    const [one, another] = taken;
    if (one === undefined)
      return showFilesUpload(deps, req, res, places, [{ fault: 'Choisissez au moins un fichier à importer' }]);
    if (faults.length > 0) return showFilesUpload(deps, req, res, places, faults);
    res.redirect(303, 'id' in one && !another ? `${path}/${one.id}` : `${ofBody}#waiting`);
  });

  router.use(path, (_req, res, next) => {
    requireCounting(res);
    next();
  });

  router.get(`${ofPlace}/template`, async (req, res) => {
    const place = await getPlace(deps, req, res);
    const months = monthsAsked(req, today());
    const [from, to] = [firstDayOfMonth(months[0]), lastDayOfMonth(months.at(-1)!)];
    const [calendars, counts] = await Promise.all([
      findCalendars(db, [place.id], from, to),
      loadCounts(db, place.id, from, to),
    ]);
    await sendWorkbook(
      res,
      templateName({ place, months }),
      templateWorkbook({ place, months, counts, calendar: calendars.get(place.id)! }),
    );
  });

  router.get(`${ofPlace}/import`, async (req, res) => {
    const place = await getPlace(deps, req, res);
    await showUpload(deps, req, res, { place, month: monthAsked(req) ?? monthOf(today()) });
  });
  router.post(`${ofPlace}/import`, async (req, res) => {
    const place = await getPlace(deps, req, res);
    const form = Pasted.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form');
    const taken = await takeOfPlace(deps, res, { place, month: monthAsked(req), ...form.data });
    if ('id' in taken) res.redirect(303, `${path}/${taken.id}`);
    else
      await showUpload(
        deps,
        req,
        res,
        { place, month: monthAsked(req) ?? monthOf(today()), ...form.data },
        taken.fault,
      );
  });

  const review = (waiting: DaysWaiting, { place, today: day }: DaysScope, on = db): Promise<DaysReview> =>
    reviewDays(on, place?.id, waiting, day);
  const by = (res: Response) => ({ userId: getViewer(res).userId, at: now() });

  const pages: Pages = {
    ...{ kind: 'after-school', path, gathering, rework },
    scopeOf: (res, found) => scopeOf(deps, res, found),
    preview: (_res, _found, waiting, scope) => review(waiting, scope),
    readColumns: (typed, { sheet, report }) => (report ? undefined : readColumns(typed, sheet)),
    rememberColumns: (res, sheet, _before, { bodyId }) => remember(db, bodyId, sheet, by(res)),
    showColumns(req, res, waits) {
      if (waits.found.waiting.report) throw notFound();
      showColumns(deps, req, res, waits);
    },
    showWaiting: (req, res, waits, status) => showWaiting(deps, req, res, waits, status),
    showDone(req, res, { found, scope, outcome }) {
      renderPage(deps, req, res, 'after-school-import/done', donePage(scope, found.month, outcome));
    },
    returned: (waiting, { faults }) => returnedWorkbook(waiting, faults, { name: sheetName, column: drawnColumn }),
    writing: (res, { scope }) => ({
      async lock(trx) {
        if (!scope.place) return false;
        await lockPlaces(trx, [scope.place.id]);
        return true;
      },
      async preview(trx, waiting) {
        const found = await review(waiting, scope, trx);
        // A day of which it is asked whether the place was open is not written either.
        const asked = questionsOf(found).map(
          ({ row }): DayFault => ({ row, column: 'day', kind: 'missing', sentence: '' }),
        );
        return { ...found, faults: [...found.faults, ...asked] };
      },
      async write(trx, found, waiting) {
        const { userId, acr } = getViewer(res);
        const place = scope.place!;
        const { organisingBodyId: bodyId } = place;
        const outcome = await writeDays(trx, { facilityId: place.id, bodyId, userId, acr, at: now() }, found);
        if (waiting.report)
          await learnReportName(
            trx,
            { organisingBodyId: bodyId, name: waiting.report.name, facilityId: place.id },
            by(res),
          );
        else await remember(trx, bodyId, waiting.sheet, by(res));
        return outcome;
      },
    }),
    views: Object.keys(views),
    home: ({ scope: { place } }) => (place ? `/pro/after-school/${place.id}/import` : ofBody),
  };

  router.use(placeChoice(deps, showWaiting));
  router.use(sheetImportRoutes(deps, pages));
  return router;
}

/** Those whose children somebody counts, of whichever body. @throws Problem 403 without any */
async function placesOf({ db }: Dependencies, res: Response): Promise<CountedPlace[]> {
  const places = await listCountedPlaces(db, getViewer(res).ability);
  if (places.length === 0) throw forbidden(noAccess);
  return places;
}

async function showWaiting(
  deps: Dependencies,
  req: Request,
  res: Response,
  waits: Waits<DaysWaiting, DaysScope>,
  status?: Status,
): Promise<void> {
  const { found, scope } = waits;
  // Whose columns they are is asked first.
  if (scope.bodyId !== null && missingIn(found.waiting.sheet).length > 0) {
    showColumns(deps, req, res, waits, status);
    return;
  }
  if (status) res.status(status);
  const { show: asked, after } = req.query;
  renderPage(deps, req, res, 'after-school-import/desk', {
    ...deskPage({
      ...{ found, scope, review: await reviewDays(deps.db, scope.place?.id, found.waiting, scope.today) },
      view: status ? undefined : viewIn(asked),
      after: typeof after === 'string' && /^\d{1,7}$/.test(after) ? Number(after) : 0,
      keptUntil: found.createdAt + (await keptFor(deps.db, 'after-school', deps.now())),
    }),
    isStale: status === 409,
    isRefused: status === 422,
  });
}
