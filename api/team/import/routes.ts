/** « Importer une équipe »: a sheet is read, mended on the page, and written by one confirmation, or not at all. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { confirmImport } from '../../../db/team/import/confirm.ts';
import {
  dropImport,
  findImport,
  keepImport,
  saveImport,
  type TeamImport,
  type WaitingSheet,
} from '../../../db/team/import/imports.ts';
import { listStaffedBodies, type StaffedBody } from '../../../db/team/import/known.ts';
import type { ImportPreview } from '../../../db/team/import/preview.ts';
import { headersOf, rememberHeaders } from '../../../db/team/import/sheet-headers.ts';
import { searchable } from '../../../domain/searchable.ts';
import { sheetName, type ColumnKey } from '../../../domain/staff/sheet/columns.ts';
import {
  missingColumns,
  recognise,
  unknownColumns,
  type UploadedSheet,
} from '../../../domain/staff/sheet/recognise.ts';
import { getViewer, idOf, type Dependencies } from '../../context.ts';
import { acceptWorkbook } from '../../documents/accept-workbook.ts';
import { noteRefusal } from '../../documents/file-fields.ts';
import { receivedIn } from '../../documents/receive-files.ts';
import { sendWorkbook } from '../../documents/send-workbook.ts';
import { version } from '../../forms/envelope.ts';
import { answer } from '../../forms/inputs.ts';
import { leaveFlash, renderPage } from '../../page.ts';
import { forbidden, notFound, Problem } from '../../problems.ts';
import { createTryCounter, numbersIn } from './count-tries.ts';
import { modelWorkbook, returnedWorkbook } from './files.ts';
import { Mend, mend } from './mend.ts';
import { viewIn } from './preview-page.ts';
import { noHeaders, noRows, path, showUpload } from './upload-page.ts';
import { previewFor, showWaiting, type Waiting } from './waiting-page.ts';
import { outcomeInWords } from './words.ts';

const notYours =
  'Vos droits ne donnent accès à aucune équipe : votre pouvoir organisateur peut vous ouvrir « Mon Équipe ».';
const Confirm = z.strictObject({ version, digest: answer('') });

export function teamImportRoutes(deps: Dependencies): Router {
  const { db, now, config } = deps;
  const router = Router();
  const bodiesIn = (res: Response): StaffedBody[] => (res.locals as { bodies: StaffedBody[] }).bodies;
  const find = async (req: Request, res: Response): Promise<{ found: TeamImport; body: StaffedBody }> => {
    const { userId } = getViewer(res);
    const found = await findImport(db, { id: idOf(req), userId, secret: config.nissKey, now: now() });
    const body = found && bodiesIn(res).find((each) => each.id === found.organisingBodyId);
    if (!found || !body) throw notFound();
    return { found, body };
  };
  const findWaiting = async (req: Request, res: Response): Promise<{ found: Waiting; body: StaffedBody }> => {
    const { found, body } = await find(req, res);
    if (!found.waiting) throw notFound();
    return { found: { ...found, waiting: found.waiting }, body };
  };
  const preview = (res: Response, waiting: WaitingSheet, body: StaffedBody): Promise<ImportPreview> =>
    previewFor(deps, res, waiting, body);
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
    const [file, another] = receivedIn(res, 'file');
    if (!body || !file) {
      await showUpload(deps, req, res, bodies, {
        ...(body ? {} : { body: 'Choisissez le pouvoir organisateur' }),
        ...(file ? {} : { file: 'Choisissez le fichier à importer' }),
      });
      return;
    }
    const read = await acceptWorkbook(config, another ? { ...file, refused: 'one-too-many' } : file, sheetName);
    if (!read.ok) {
      noteRefusal(res, read);
      await showUpload(deps, req, res, bodies, { file: read.message });
      return;
    }
    const sheet = recognise(read.workbook, await headersOf(db, body.id));
    if (!sheet || sheet.rows.length === 0) {
      await showUpload(deps, req, res, bodies, {
        file: sheet ? noRows(read.name) : noHeaders(read.name, read.workbook),
      });
      return;
    }
    const { hasHidden, others } = read.workbook;
    const waiting = { fileName: read.name, sheet, hasHidden, others, mending: { cells: [], leftOut: [] }, shown: {} };
    const first = await preview(res, waiting, body);
    await countTries(res, body, first);
    const importId = randomUUID();
    await keepImport(db, {
      id: importId,
      userId: getViewer(res).userId,
      organisingBodyId: body.id,
      waiting: { ...waiting, shown: first.shown },
      secret: config.nissKey,
      at: now(),
    });
    res.redirect(303, `${path}/${importId}`);
  });

  router.get(`${path}/:id`, async (req, res) => {
    const { found, body } = await find(req, res);
    if (found.outcome) {
      renderPage(deps, req, res, 'team/import/done', {
        title: 'Import terminé',
        back: { href: '/pro/team', label: 'à Mon Équipe' },
        line: body.name,
        text: outcomeInWords(found.outcome),
      });
      return;
    }
    await showWaiting(deps, req, res, { found: found as Waiting, body });
  });

  // Which of their columns is which of ours, once: the next sheet of this body is read so.
  router.post(`${path}/:id/columns`, async (req, res) => {
    const { found, body } = await findWaiting(req, res);
    const { sheet } = found.waiting;
    const typed = (req.body ?? {}) as Record<string, unknown>;
    const chosen = missingColumns(sheet).flatMap((key): [string, ColumnKey][] =>
      unknownColumns(sheet)
        .filter(({ letters }) => letters === typed[key])
        .map(({ letters }) => [letters, key]),
    );
    if (version.safeParse(typed.version).data !== found.version) {
      await showWaiting(deps, req, res, { found, body, status: 409 });
      return;
    }
    const mapped: UploadedSheet = { ...sheet, columns: { ...sheet.columns, ...Object.fromEntries(chosen) } };
    if (missingColumns(mapped).length > 0) {
      await showWaiting(deps, req, res, { found, body, status: 422 });
      return;
    }
    const waiting = { ...found.waiting, sheet: mapped };
    const first = await preview(res, waiting, body);
    await countTries(res, body, first);
    const { shown } = first;
    if (!(await saveImport(db, { ...found, waiting: { ...waiting, shown }, secret: config.nissKey }))) throw notFound();
    await rememberHeaders(
      db,
      body.id,
      Object.fromEntries(chosen.map(([letters, key]) => [searchable(sheet.headers[letters] ?? ''), key])),
    );
    res.redirect(303, `${path}/${found.id}`);
  });

  router.post(`${path}/:id/mend`, async (req, res) => {
    const { found, body } = await findWaiting(req, res);
    const form = Mend.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form');
    if (form.data.version !== found.version) {
      await showWaiting(deps, req, res, { found, body, status: 409 });
      return;
    }
    const before = await preview(res, found.waiting, body);
    const mending = mend(form.data, found.waiting, before.faults);
    if (!mending) {
      await showWaiting(deps, req, res, { found, body, status: 422 });
      return;
    }
    const waiting = { ...found.waiting, mending };
    const after = await preview(res, waiting, body);
    const rewritten = numbersIn(found.waiting.mending) !== numbersIn(mending);
    await countTries(res, body, after, rewritten ? { ...before, faults: [] } : before);
    const { shown } = after;
    if (!(await saveImport(db, { ...found, waiting: { ...waiting, shown }, secret: config.nissKey }))) {
      await showWaiting(deps, req, res, { ...(await findWaiting(req, res)), status: 409 });
      return;
    }
    const view = viewIn(form.data.show);
    res.redirect(303, `${path}/${found.id}${view ? `?show=${view}` : ''}`);
  });

  router.get(`${path}/:id/file`, async (req, res) => {
    const { found, body } = await findWaiting(req, res);
    const { faults } = await preview(res, found.waiting, body);
    await sendWorkbook(
      res,
      `corrige-${found.waiting.fileName}`,
      returnedWorkbook(found.waiting, faults, body.facilities),
    );
  });

  router.post(`${path}/:id/confirm`, async (req, res) => {
    const { found, body } = await find(req, res);
    const form = Confirm.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form');
    const { nissPepper, nissKey } = config;
    const viewer = getViewer(res);
    const confirmed = await confirmImport(db, {
      id: found.id,
      viewer,
      body,
      ...form.data,
      nissPepper,
      nissKey,
      at: now(),
    });
    switch (confirmed.outcome) {
      case 'done':
        leaveFlash(req, { kind: 'done', text: "L'import est écrit." });
        res.redirect(303, `${path}/${found.id}`);
        return;
      case 'gone':
        throw notFound();
      case 'faulty':
      case 'changed':
        await showWaiting(deps, req, res, {
          ...(await findWaiting(req, res)),
          status: confirmed.outcome === 'faulty' ? 422 : 409,
        });
        return;
      default:
        confirmed satisfies never;
    }
  });

  router.post(`${path}/:id/abandon`, async (req, res) => {
    const { found } = await find(req, res);
    const { userId } = getViewer(res);
    const isDropped = (await dropImport(db, found.id, userId)) > 0;
    leaveFlash(
      req,
      isDropped
        ? { kind: 'done', text: "L'import est abandonné : rien n'a été écrit, et rien n'en est gardé." }
        : { kind: 'information', text: "Cet import était déjà écrit : il n'a pas pu être abandonné." },
    );
    res.redirect(303, isDropped ? path : `${path}/${found.id}`);
  });
  return router;
}
