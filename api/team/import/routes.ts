/** « Importer une équipe »: a sheet is read, mended on the page, and written by one confirmation, or not at all. */
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { keepImport } from '../../../db/sheet-imports/imports.ts';
import { teamWriting } from '../../../db/team/import/confirm.ts';
import { listStaffedBodies, type StaffedBody } from '../../../db/team/import/known.ts';
import type { ImportPreview, TeamOutcome, TeamWaiting } from '../../../db/team/import/preview.ts';
import { headersOf, rememberHeaders } from '../../../db/team/import/sheet-headers.ts';
import { searchable } from '../../../domain/searchable.ts';
import { sheetName, type ColumnKey } from '../../../domain/staff/sheet/columns.ts';
import type { CellFault } from '../../../domain/staff/sheet/line.ts';
import {
  missingColumns,
  recognise,
  unknownColumns,
  type UploadedSheet,
} from '../../../domain/staff/sheet/recognise.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { receivedIn } from '../../documents/receive-files.ts';
import { sendWorkbook } from '../../documents/send-workbook.ts';
import { renderPage } from '../../page.ts';
import { forbidden } from '../../problems.ts';
import { sheetImportRoutes, type SheetImportPages } from '../../sheet-import/routes.ts';
import { noHeaders, takeSheet } from '../../sheet-import/take-sheet.ts';
import { createTryCounter } from './count-tries.ts';
import { correctedWorkbook, modelWorkbook } from './files.ts';
import { gathering } from './gathering.ts';
import { views } from './preview-page.ts';
import { path, showUpload } from './upload-page.ts';
import { previewFor, showWaiting } from './waiting-page.ts';
import { outcomeInWords } from './words.ts';

const notYours =
  'Vos droits ne donnent accès à aucune équipe : votre pouvoir organisateur peut vous ouvrir « Mon Équipe ».';
const bodiesIn = (res: Response): StaffedBody[] => (res.locals as { bodies: StaffedBody[] }).bodies;

export function teamImportRoutes(deps: Dependencies): Router {
  const { db, now, config } = deps;
  const router = Router();
  const countTries = createTryCounter(deps);

  router.use(path, async (_req, res, next) => {
    const bodies = await listStaffedBodies(db, getViewer(res).ability);
    if (bodies.length === 0) throw forbidden(notYours);
    res.locals.bodies = bodies;
    next();
  });

  router.get(path, (req, res) => showUpload(deps, req, res, bodiesIn(res)));

  router.get(`${path}/modele.xlsx`, (_req, res) =>
    sendWorkbook(res, 'modele-equipe.xlsx', modelWorkbook(bodiesIn(res).flatMap(({ facilities }) => facilities))),
  );

  router.post(path, async (req, res) => {
    const bodies = bodiesIn(res);
    const asked = ((req.body ?? {}) as { body?: unknown }).body;
    const body = bodies.length === 1 ? bodies[0]! : bodies.find((each) => each.id === asked);
    if (!body) {
      await showUpload(deps, req, res, bodies, {
        body: 'Choisissez le pouvoir organisateur',
        ...(receivedIn(res, 'file').length > 0 ? {} : { file: 'Choisissez le fichier à importer' }),
      });
      return;
    }
    const remembered = await headersOf(db, body.id);
    const taken = await takeSheet<ColumnKey>(deps, res, {
      types: ['xlsx'],
      sheetName,
      recognise: (workbook, name) =>
        recognise(workbook, remembered) ??
        noHeaders(name, workbook, `Si l'équipe est sur une autre feuille, appelez celle-ci « ${sheetName} ».`),
    });
    if (typeof taken === 'string') {
      await showUpload(deps, req, res, bodies, { file: taken });
      return;
    }
    const preview = await previewFor(deps, res, taken, body);
    await countTries(res, body, { preview, waiting: taken });
    const id = randomUUID();
    await keepImport(db, {
      kind: 'team',
      id,
      userId: getViewer(res).userId,
      organisingBodyId: body.id,
      waiting: { ...taken, shown: preview.shown },
      secret: config.nissKey,
      at: now(),
    });
    res.redirect(303, `${path}/${id}`);
  });

  const pages: SheetImportPages<ColumnKey, CellFault, TeamWaiting, StaffedBody, ImportPreview, TeamOutcome> = {
    kind: 'team',
    path,
    scopeOf: (res, { organisingBodyId }) => Promise.resolve(bodiesIn(res).find((each) => each.id === organisingBodyId)),
    preview: (res, _found, waiting, body) => previewFor(deps, res, waiting, body),
    gathering,
    judge: countTries,
    readColumns: (typed, { sheet }) => readColumns(typed, sheet),
    rememberColumns: (_res, sheet, before, body) => rememberHeaders(db, body.id, newMeanings(sheet, before)),
    showWaiting: (req, res, waits, status) => showWaiting(deps, req, res, waits, status),
    showDone(req, res, { scope, outcome }) {
      renderPage(deps, req, res, 'team/import/done', {
        title: 'Import terminé',
        back: { href: '/pro/team', label: 'à Mon Équipe' },
        line: scope.name,
        text: outcomeInWords(outcome),
      });
    },
    returned: (waiting, { faults }, body) => correctedWorkbook(waiting, faults, body.facilities),
    writing: (res, { found: { id }, scope: body }) =>
      teamWriting({ id, viewer: getViewer(res), body, ...config, at: now() }),
    views: Object.keys(views),
    home: () => path,
  };
  router.use(sheetImportRoutes(deps, pages));
  return router;
}

function readColumns(typed: Readonly<Record<string, unknown>>, sheet: UploadedSheet): UploadedSheet | undefined {
  const chosen = missingColumns(sheet).flatMap((key): [string, ColumnKey][] =>
    unknownColumns(sheet)
      .filter(({ letters }) => letters === typed[key])
      .map(({ letters }) => [letters, key]),
  );
  const mapped = { ...sheet, columns: { ...sheet.columns, ...Object.fromEntries(chosen) } };
  return missingColumns(mapped).length > 0 ? undefined : mapped;
}

/** By the searchable text of their headers. */
const newMeanings = ({ columns, headers }: UploadedSheet, before: UploadedSheet): Record<string, ColumnKey> =>
  Object.fromEntries(
    Object.entries(columns)
      .filter(([letters]) => before.columns[letters] === undefined)
      .map(([letters, key]) => [searchable(headers[letters] ?? ''), key]),
  );
