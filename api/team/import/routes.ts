/** « Importer une équipe »: a sheet is read, mended on the page, and written by one confirmation, or not at all. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { confirmImport } from '../../../db/team/import/confirm.ts';
import {
  dropImport,
  findImport,
  keepImport,
  keptFor,
  listWaiting,
  saveImport,
  type TeamImport,
  type WaitingSheet,
} from '../../../db/team/import/imports.ts';
import { listStaffedBodies, type StaffedBody } from '../../../db/team/import/known.ts';
import { previewImport, type ImportPreview } from '../../../db/team/import/preview.ts';
import { headersOf, rememberHeaders } from '../../../db/team/import/sheet-headers.ts';
import { dayOf } from '../../../domain/calendar.ts';
import { formatShortDateTime } from '../../../domain/french-dates.ts';
import { searchable } from '../../../domain/searchable.ts';
import type { CellFault } from '../../../domain/staff/sheet/line.ts';
import { sheetColumns, sheetName, type ColumnKey } from '../../../domain/staff/sheet/columns.ts';
import {
  missingColumns,
  recognise,
  unknownColumns,
  type UploadedSheet,
} from '../../../domain/staff/sheet/recognise.ts';
import type { ReadWorkbook } from '../../../domain/workbook.ts';
import { getViewer, idOf, type Dependencies } from '../../context.ts';
import { acceptWorkbook, workbookAccept } from '../../documents/accept-workbook.ts';
import { receivedIn } from '../../documents/receive-files.ts';
import { sendWorkbook } from '../../documents/send-workbook.ts';
import { noteRefusal, faultStatusOf } from '../../documents/file-fields.ts';
import { id, version } from '../../forms/envelope.ts';
import { answer } from '../../forms/inputs.ts';
import { leaveFlash, renderPage } from '../../page.ts';
import { forbidden, notFound, Problem, tooMany } from '../../problems.ts';
import { createCounter } from '../../sign-in/throttle.ts';
import { modelWorkbook, returnedWorkbook } from './files.ts';
import { Mend, mend } from './mend.ts';
import { previewPage, viewIn } from './preview-page.ts';
import { outcomeInWords } from './words.ts';

const path = '/pro/team/import';
/**
 * How many numbers one person, and all of a body, may send in an hour (hypothèse): nobody learns so whose a number is. `mismatches` do not go with
 * their name; the others are those of nobody in the team: four times a team of 800, for its sheet is sent again once it is mended.
 */
const most = { mismatches: 200, perUser: 3_200, perBody: 6_400 };
const hour = 3_600;
const notYours =
  'Vos droits ne donnent accès à aucune équipe : votre pouvoir organisateur peut vous ouvrir « Mon Équipe ».';
const Confirm = z.strictObject({ version, digest: answer('') });

type Waiting = TeamImport & { waiting: WaitingSheet };
type Tried = Pick<ImportPreview, 'faults' | 'outside'>;
const isMismatch = ({ kind }: CellFault): boolean => kind === 'not-the-person';
const numbersIn = ({ cells }: WaitingSheet['mending']): string =>
  JSON.stringify(cells.filter(({ column }) => column === 'niss'));

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
  const mismatches = createCounter(deps, 'niss-import', hour);
  const perUser = createCounter(deps, 'niss-import-user', hour);
  const perBody = createCounter(deps, 'niss-import-body', hour);
  /**
   * @param before what was counted already
   * @throws Problem 429
   */
  const countTries = async (res: Response, body: StaffedBody, after: Tried, before?: Tried): Promise<void> => {
    const { userId } = getViewer(res);
    const told = new Set(before?.faults.filter(isMismatch).map(({ row }) => row));
    const wrong = after.faults.filter((fault) => isMismatch(fault) && !told.has(fault.row)).length;
    const tried = [...after.outside].filter((niss) => !before?.outside.has(niss)).length;
    const isTooMany = [
      wrong > 0 && (await mismatches(userId, wrong)) > most.mismatches,
      tried > 0 && (await perUser(userId, tried)) > most.perUser,
      tried > 0 && (await perBody(body.id, tried)) > most.perBody,
    ];
    if (isTooMany.includes(true)) throw tooMany(hour);
  };
  const preview = (res: Response, waiting: WaitingSheet, body: StaffedBody): Promise<ImportPreview> =>
    previewImport(db, waiting, {
      body,
      ability: getViewer(res).ability,
      today: dayOf(now()),
      nissPepper: config.nissPepper,
    });

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
    await show(deps, req, res, { found: found as Waiting, body });
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
      await show(deps, req, res, { found, body, status: 409 });
      return;
    }
    const mapped: UploadedSheet = { ...sheet, columns: { ...sheet.columns, ...Object.fromEntries(chosen) } };
    if (missingColumns(mapped).length > 0) {
      await show(deps, req, res, { found, body, status: 422 });
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
      await show(deps, req, res, { found, body, status: 409 });
      return;
    }
    const before = await preview(res, found.waiting, body);
    const mending = mend(form.data, found.waiting, before.faults);
    if (!mending) {
      await show(deps, req, res, { found, body, status: 422 });
      return;
    }
    const waiting = { ...found.waiting, mending };
    const after = await preview(res, waiting, body);
    const rewritten = numbersIn(found.waiting.mending) !== numbersIn(mending);
    await countTries(res, body, after, rewritten ? { ...before, faults: [] } : before);
    const { shown } = after;
    if (!(await saveImport(db, { ...found, waiting: { ...waiting, shown }, secret: config.nissKey }))) {
      await show(deps, req, res, { ...(await findWaiting(req, res)), status: 409 });
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
        await show(deps, req, res, {
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

  async function show(
    _deps: Dependencies,
    req: Request,
    res: Response,
    { found, body, status }: { found: Waiting; body: StaffedBody; status?: 409 | 422 },
  ): Promise<void> {
    if (status) res.status(status);
    const { waiting } = found;
    const missing = missingColumns(waiting.sheet);
    if (missing.length > 0) {
      renderPage(deps, req, res, 'team/import/columns', {
        title: 'Colonnes de votre fichier',
        back: { href: path, label: "à l'import" },
        line: `${body.name} · fichier « ${waiting.fileName} »`,
        action: `${path}/${found.id}/columns`,
        abandon: `${path}/${found.id}/abandon`,
        version: found.version,
        isRefused: status === 422,
        errors:
          status === 422
            ? [{ href: `#${missing[0]!}`, text: 'Choisissez une colonne de votre fichier pour chacune' }]
            : undefined,
        missing: missing.map((key) => ({ name: key, label: sheetColumns[key].header, hint: sheetColumns[key].write })),
        options: unknownColumns(waiting.sheet).map(({ letters, header, samples }) => ({
          value: letters,
          text: `${letters} : ${header || 'sans titre'}${samples.length > 0 ? ` (${samples.join(', ')})` : ''}`,
        })),
      });
      return;
    }
    const { show: asked, after } = req.query;
    renderPage(deps, req, res, 'team/import/preview', {
      ...previewPage({
        found,
        body,
        preview: await preview(res, waiting, body),
        view: status ? undefined : viewIn(asked),
        after: typeof after === 'string' && /^\d{1,7}$/.test(after) ? Number(after) : 0,
        keptUntil: found.createdAt + (await keptFor(db, now())),
      }),
      isStale: status === 409,
      isRefused: status === 422,
    });
  }
}

const noHeaders = (name: string, { sheet, others }: Pick<ReadWorkbook, 'sheet' | 'others'>): string =>
  `Aucune ligne de titres n'est reconnue dans la feuille « ${sheet} » de « ${name} » : la première ligne doit nommer les colonnes, comme dans le modèle.${
    others.some(({ isHidden }) => !isHidden)
      ? ` Si l'équipe est sur une autre feuille, appelez celle-ci « ${sheetName} ».`
      : ''
  }`;
const noRows = (name: string): string => `« ${name} » n'a aucune ligne sous les titres : rien à importer.`;

async function showUpload(
  deps: Dependencies,
  req: Request,
  res: Response,
  bodies: readonly StaffedBody[],
  faults: { body?: string; file?: string } = {},
): Promise<void> {
  const { db, now } = deps;
  if (faults.body || faults.file) res.status(faultStatusOf(res));
  const waiting = await listWaiting(db, { userId: getViewer(res).userId, now: now() });
  const asked = id.safeParse(((req.body ?? {}) as { body?: unknown }).body ?? req.query.body).data;
  renderPage(deps, req, res, 'team/import/upload', {
    title: 'Importer une équipe',
    back: { href: '/pro/team', label: 'à Mon Équipe' },
    line: bodies.length === 1 ? bodies[0]!.name : undefined,
    action: path,
    model: `${path}/modele.xlsx`,
    accept: workbookAccept,
    bodies: bodies.length > 1 ? bodies.map(({ id: value, name: text }) => ({ value, text })) : undefined,
    body: asked,
    error: faults,
    errors: (['body', 'file'] as const).flatMap((name) =>
      faults[name] ? [{ href: `#${name}`, text: faults[name] }] : [],
    ),
    waiting: waiting.map(({ id: importId, createdAt, bodyName }) => ({
      href: `${path}/${importId}`,
      text: `Import du ${formatShortDateTime(createdAt)}`,
      where: bodyName,
    })),
  });
}
