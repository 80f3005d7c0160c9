/** « Importer un relevé de présences »: a sheet is read, mended at its desk, and written in its month by one confirmation, or not at all. */
import { Router, type Request, type Response } from 'express';
import type { AttendanceOutcome, AttendanceWaiting } from '../../db/attendance-import/preview.ts';
import { writeMonth } from '../../db/attendance-import/write.ts';
import { findMonthState } from '../../db/attendance/month-state.ts';
import { lockMonth } from '../../db/attendance/rows.ts';
import { keptFor } from '../../db/sheet-imports/imports.ts';
import { rememberLayout } from '../../db/sheet-imports/layouts.ts';
import { isEmpty } from '../../domain/attendance/check-month.ts';
import { sheetName, type ColumnKey } from '../../domain/attendance/sheet/columns.ts';
import { modes } from '../../domain/attendance/sheet/plan.ts';
import { meaningsOf, missingIn, signatureOf, type UploadedSheet } from '../../domain/attendance/sheet/recognise.ts';
import {
  getMonth,
  isLocked,
  loadWithRules,
  lockedProblem,
  requireSubsidies,
  type MonthContext,
} from '../attendance/month-context.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { sendWorkbook } from '../documents/send-workbook.ts';
import { renderPage } from '../page.ts';
import { returnedWorkbook } from '../sheet-import/returned-workbook.ts';
import { sheetImportRoutes, type SheetImportPages, type Status, type Waits } from '../sheet-import/routes.ts';
import { readColumns, showColumns } from './columns-page.ts';
import { deskPage } from './desk-page.ts';
import { donePage } from './done-page.ts';
import { gathering, type ImportFault } from './faults.ts';
import { contextOf, path, previewOf, type ImportPreview } from './month-import.ts';
import { viewIn, views } from './preview-rows.ts';
import { takeMonth } from './take-month.ts';
import { drawnColumn, templateWorkbook } from './template.ts';
import { showUpload } from './upload-page.ts';
import { wordsIn } from './words-of-theirs.ts';

const ofMonth = '/pro/facilities/:id/attendance/:month';
type Waiting = AttendanceWaiting;
type Pages = SheetImportPages<ColumnKey, ImportFault, Waiting, MonthContext, ImportPreview, AttendanceOutcome>;

export function attendanceImportRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get(`${ofMonth}/template`, async (req, res) => {
    const context = await getMonth(deps, req, res);
    const { encoded, rules } = await loadWithRules(deps, context);
    const rows = encoded.rows.filter((row) => !isEmpty(row));
    const workbook = templateWorkbook({ creche: context.creche.name, month: context.month, rows, rules });
    await sendWorkbook(res, `presences-${context.month}.xlsx`, workbook);
  });

  router.use(path, (_req, res, next) => {
    requireSubsidies(res);
    next();
  });

  router.get(`${ofMonth}/import`, async (req, res) => {
    const context = await getMonth(deps, req, res);
    if (context.locked) throw lockedProblem(context);
    await showUpload(deps, req, res, context);
  });

  router.post(`${ofMonth}/import`, async (req, res) => {
    const context = await getMonth(deps, req, res);
    if (context.locked) throw lockedProblem(context);
    const taken = await takeMonth(deps, res, context);
    if ('fault' in taken) await showUpload(deps, req, res, context, taken.fault);
    else res.redirect(303, `${path}/${taken.id}`);
  });

  const remember = (res: Response, { creche }: MonthContext, sheet: UploadedSheet, words: Record<string, string>) =>
    rememberLayout(
      db,
      { kind: 'attendance', organisingBodyId: creche.organisingBodyId, signature: signatureOf(sheet) },
      { meanings: meaningsOf(sheet), words },
      { userId: getViewer(res).userId, at: now() },
    );

  const pages: Pages = {
    kind: 'attendance',
    path,
    scopeOf: (res, found) => contextOf(deps, res, found),
    preview: (_res, _found, waiting, context) => previewOf(db, context, waiting),
    gathering,
    rework(form, waiting) {
      const mode = modes.find((each) => form.do === `mode-${each}`);
      return mode && { ...waiting, mode };
    },
    readColumns: (typed, { sheet }) => readColumns(typed, sheet),
    rememberColumns: (res, sheet, _before, context) => remember(res, context, sheet, {}),
    showColumns(req, res, waits) {
      showColumns(deps, req, res, waits);
    },
    showWaiting: (req, res, waits, status) => showWaiting(deps, req, res, waits, status),
    showDone(req, res, { scope, outcome }) {
      renderPage(deps, req, res, 'attendance-import/done', donePage(scope, outcome));
    },
    returned: (waiting, { faults }) => returnedWorkbook(waiting, faults, { name: sheetName, column: drawnColumn }),
    writing: (res, { found: { id }, scope }) => ({
      async lock(trx) {
        await lockMonth(trx, scope);
        return !isLocked(await findMonthState(trx, scope));
      },
      preview: (trx, waiting) => previewOf(trx, scope, waiting),
      async write(trx, preview, waiting) {
        const viewer = getViewer(res);
        const { organisingBodyId } = scope.creche;
        const outcome = await writeMonth(trx, scope, preview, { viewer, organisingBodyId, importId: id, at: now() });
        await rememberLayout(
          trx,
          { kind: 'attendance', organisingBodyId, signature: signatureOf(waiting.sheet) },
          { meanings: meaningsOf(waiting.sheet), words: wordsIn(waiting) },
          { userId: viewer.userId, at: now() },
        );
        return outcome;
      },
    }),
    views: Object.keys(views),
    home: ({ scope }) => scope.base,
  };
  router.use(sheetImportRoutes(deps, pages));
  return router;
}

async function showWaiting(
  deps: Dependencies,
  req: Request,
  res: Response,
  waits: Waits<Waiting, MonthContext>,
  status?: Status,
): Promise<void> {
  const { found, scope } = waits;
  if (missingIn(found.waiting.sheet).length > 0) {
    showColumns(deps, req, res, waits, status);
    return;
  }
  if (status) res.status(status);
  const { show: asked, after } = req.query;
  renderPage(deps, req, res, 'attendance-import/desk', {
    ...deskPage({
      found,
      scope,
      preview: await previewOf(deps.db, scope, found.waiting),
      view: status ? undefined : viewIn(asked),
      after: typeof after === 'string' && /^\d{1,7}$/.test(after) ? Number(after) : 0,
      keptUntil: found.createdAt + (await keptFor(deps.db, 'attendance', deps.now())),
    }),
    isStale: status === 409,
    isRefused: status === 422,
  });
}
