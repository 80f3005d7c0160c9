/** An import that waits, whatever its sheet is about: it is mended on its page, and written by one confirmation, or not at all. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { confirmImport, type Confirmed, type Writing } from '../../db/sheet-imports/confirm.ts';
import {
  dropImport,
  findImport,
  saveImport,
  type Counts,
  type ImportKind,
  type SheetImport,
  type WaitingSheet,
} from '../../db/sheet-imports/imports.ts';
import type { SheetFault } from '../../domain/sheet/read-cells.ts';
import type { UploadedSheet } from '../../domain/sheet/recognise.ts';
import type { DrawnWorkbook } from '../../domain/workbook.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { sendWorkbook } from '../documents/send-workbook.ts';
import { version } from '../forms/envelope.ts';
import { answer } from '../forms/inputs.ts';
import { leaveFlash } from '../page.ts';
import { notFound, Problem } from '../problems.ts';
import type { Gathering } from './groups.ts';
import { inTurn } from './in-turn.ts';
import { Mend, mend, type MendedElsewhere, type MendForm } from './mend.ts';

/** What every preview says; a kind of import says more. */
export interface Previewed<Key extends string, Fault extends SheetFault<Key>> {
  faults: readonly Fault[];
  shown: Readonly<Record<string, string>>;
  digest: string;
}
export type Status = 409 | 422;
/** An import, and what it is about. */
export interface About<Waiting, Scope, Outcome = Counts> {
  found: SheetImport<Waiting, Outcome>;
  scope: Scope;
}
export interface Waits<Waiting, Scope> extends About<Waiting, Scope, never> {
  found: SheetImport<Waiting, never> & { waiting: Waiting };
}

/** What is peculiar to a kind of import. */
export interface SheetImportPages<
  Key extends string,
  Fault extends SheetFault<Key> & MendedElsewhere<Key>,
  Waiting extends WaitingSheet<Key>,
  Scope,
  Preview extends Previewed<Key, Fault>,
  Outcome extends Counts,
> {
  kind: ImportKind;
  /** Where those that wait stand. */
  path: string;
  /** What it is about, where this person may write there. */
  scopeOf: (res: Response, found: SheetImport<Waiting, Outcome>) => Promise<Scope | undefined>;
  preview: (res: Response, found: SheetImport<Waiting, never>, waiting: Waiting, scope: Scope) => Promise<Preview>;
  gathering: Gathering<Fault>;
  /** What else its page may ask for. @returns undefined where it is none of its own */
  rework?: (form: MendForm, waiting: Waiting, preview: Preview) => Waiting | undefined;
  /** Looks at what would be kept, before it is. @param before the preview that was shown */
  judge?: (
    res: Response,
    scope: Scope,
    after: { preview: Preview; waiting: Waiting },
    before?: { preview: Preview; waiting: Waiting },
  ) => Promise<void>;
  /** The columns as a form says them; undefined: not all of them are told. */
  readColumns: (typed: Readonly<Record<string, unknown>>, waiting: Waiting) => UploadedSheet<Key> | undefined;
  /** For the next sheet. */
  rememberColumns: (
    res: Response,
    sheet: UploadedSheet<Key>,
    before: UploadedSheet<Key>,
    scope: Scope,
  ) => Promise<void>;
  showWaiting: (req: Request, res: Response, waits: Waits<Waiting, Scope>, status?: Status) => Promise<void>;
  /** The columns again, where they may be told otherwise. */
  showColumns?: (req: Request, res: Response, waits: Waits<Waiting, Scope>) => void;
  showDone: (req: Request, res: Response, about: About<Waiting, Scope, Outcome> & { outcome: Outcome }) => void;
  returned: (waiting: Waiting, preview: Preview, scope: Scope) => DrawnWorkbook;
  writing: (res: Response, about: About<Waiting, Scope, Outcome>) => Writing<Waiting, Preview, Outcome>;
  /** What may be shown of the preview: « faulty ». */
  views: readonly string[];
  /** Where one goes after giving up. */
  home: (about: About<Waiting, Scope, Outcome>) => string;
}

const Confirm = z.strictObject({ version, digest: answer('') });

export function sheetImportRoutes<
  Key extends string,
  Fault extends SheetFault<Key> & MendedElsewhere<Key>,
  Waiting extends WaitingSheet<Key>,
  Scope,
  Preview extends Previewed<Key, Fault>,
  Outcome extends Counts,
>({ db, now, config }: Dependencies, pages: SheetImportPages<Key, Fault, Waiting, Scope, Preview, Outcome>): Router {
  const { kind, path, gathering } = pages;
  const router = Router();
  const find = async (req: Request, res: Response): Promise<About<Waiting, Scope, Outcome>> => {
    const { userId } = getViewer(res);
    const asked = { kind, id: idOf(req), userId, secret: config.nissKey, now: now() };
    const found: SheetImport<Waiting, Outcome> | undefined = await findImport(db, asked);
    const scope = found && (await pages.scopeOf(res, found));
    if (!found || scope === undefined) throw notFound();
    return { found, scope };
  };
  const waitingOf = ({ found, scope }: About<Waiting, Scope, Outcome>): Waits<Waiting, Scope> => {
    const { outcome: _none, waiting, ...rest } = found;
    if (!waiting) throw notFound();
    return { found: { ...rest, waiting }, scope };
  };
  const findWaiting = async (req: Request, res: Response): Promise<Waits<Waiting, Scope>> =>
    waitingOf(await find(req, res));
  /** What is shown to who comes too late, or asks for what cannot be. */
  const again = async (req: Request, res: Response, status: Status): Promise<void> =>
    pages.showWaiting(req, res, await findWaiting(req, res), status);
  const save = (id: string, seen: number, waiting: Waiting): Promise<boolean> =>
    saveImport(db, { kind, id, version: seen, waiting, secret: config.nissKey });

  /** Whatever looks at all of a sheet. */
  const turn =
    (handler: (req: Request, res: Response) => Promise<void>) =>
    (req: Request, res: Response): Promise<void> =>
      inTurn(() => handler(req, res));

  router.get(
    `${path}/:id`,
    turn(async (req, res) => {
      const about = await find(req, res);
      const { outcome } = about.found;
      if (outcome) pages.showDone(req, res, { ...about, outcome });
      else await pages.showWaiting(req, res, waitingOf(about));
    }),
  );

  const { showColumns } = pages;
  if (showColumns)
    router.get(
      `${path}/:id/columns`,
      turn(async (req, res) => {
        showColumns(req, res, await findWaiting(req, res));
      }),
    );

  // Which of their columns is which of ours, once: the next sheet is read so.
  router.post(
    `${path}/:id/columns`,
    turn(async (req, res) => {
      const { found, scope } = await findWaiting(req, res);
      const typed = (req.body ?? {}) as Record<string, unknown>;
      if (version.safeParse(typed.version).data !== found.version) return again(req, res, 409);
      const sheet = pages.readColumns(typed, found.waiting);
      if (!sheet) return again(req, res, 422);
      const waiting = { ...found.waiting, sheet };
      const preview = await pages.preview(res, found, waiting, scope);
      await pages.judge?.(res, scope, { preview, waiting });
      if (!(await save(found.id, found.version, { ...waiting, shown: preview.shown }))) throw notFound();
      await pages.rememberColumns(res, sheet, found.waiting.sheet, scope);
      res.redirect(303, `${path}/${found.id}`);
    }),
  );

  router.post(
    `${path}/:id/mend`,
    turn(async (req, res) => {
      const { found, scope } = await findWaiting(req, res);
      const form = Mend.safeParse(req.body ?? {});
      if (!form.success) throw new Problem(422, 'form');
      if (form.data.version !== found.version) return again(req, res, 409);
      const before = { preview: await pages.preview(res, found, found.waiting, scope), waiting: found.waiting };
      const mending = mend(form.data, found.waiting, before.preview.faults, gathering);
      const waiting = mending
        ? { ...found.waiting, mending }
        : pages.rework?.(form.data, found.waiting, before.preview);
      if (!waiting) return again(req, res, 422);
      const preview = await pages.preview(res, found, waiting, scope);
      await pages.judge?.(res, scope, { preview, waiting }, before);
      if (!(await save(found.id, found.version, { ...waiting, shown: preview.shown }))) return again(req, res, 409);
      const view = pages.views.find((each) => each === form.data.show);
      res.redirect(303, `${path}/${found.id}${view ? `?show=${view}` : ''}`);
    }),
  );

  router.get(`${path}/:id/file`, async (req, res) => {
    const { found, scope } = await findWaiting(req, res);
    const preview = await inTurn(() => pages.preview(res, found, found.waiting, scope));
    // An older workbook is given back as one of today.
    const name = `corrige-${found.waiting.fileName.replace(/\.xls$/i, '.xlsx')}`;
    await sendWorkbook(res, name, pages.returned(found.waiting, preview, scope));
  });

  router.post(
    `${path}/:id/confirm`,
    turn(async (req, res) => {
      const about = await find(req, res);
      const form = Confirm.safeParse(req.body ?? {});
      if (!form.success) throw new Problem(422, 'form');
      const given = {
        kind,
        id: about.found.id,
        viewer: getViewer(res),
        ...form.data,
        secret: config.nissKey,
        at: now(),
      };
      const confirmed: Confirmed = await confirmImport(db, given, pages.writing(res, about));
      switch (confirmed) {
        case 'done':
          leaveFlash(req, { kind: 'done', text: "L'import est écrit." });
          res.redirect(303, `${path}/${about.found.id}`);
          return;
        case 'gone':
          throw notFound();
        case 'faulty':
          return again(req, res, 422);
        // Sent meanwhile, or the month or team moved: the page says which.
        case 'locked':
        case 'changed':
          return again(req, res, 409);
        default:
          confirmed satisfies never;
      }
    }),
  );

  router.post(`${path}/:id/abandon`, async (req, res) => {
    const about = await find(req, res);
    const isDropped = (await dropImport(db, kind, about.found.id, getViewer(res).userId)) > 0;
    leaveFlash(
      req,
      isDropped
        ? { kind: 'done', text: "L'import est abandonné : rien n'a été écrit, et rien n'en est gardé." }
        : { kind: 'information', text: "Cet import était déjà écrit : il n'a pas pu être abandonné." },
    );
    res.redirect(303, isDropped ? pages.home(about) : `${path}/${about.found.id}`);
  });
  return router;
}
