/** The sheet of a person: five sections on one page, one of them open to be changed, each row saved with its version. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { recordAudit } from '../../db/audit.ts';
import { findSheet, type Sheet } from '../../db/team/find-sheet.ts';
import { saveOnSheet } from '../../db/team/save-sheet.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id, version } from '../forms/envelope.ts';
import type { Faults } from '../forms/form.ts';
import { savedFrom } from '../forms/typed-fields.ts';
import { leaveFlash } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';
import { identification } from './identification.ts';
import { all, isRowOf, openOf, wayBack, type Open } from './open-row.ts';
import type { SectionContext } from './section.ts';
import { showSheet } from './sheet-page.ts';

const notYours = "L'équipe d'un pouvoir organisateur est tenue à jour par lui ; l'ONE la lit.";

/** What comes with the fields of a row. `key` names a row that is added: sent twice, it is added once. */
const Envelope = z.object({ key: id, version, then: z.enum(['save', 'remove']).default('save') });

export function sheetRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  for (const portal of ['pro', 'office'] as const)
    router.get(`/${portal}/team/:id`, async (req, res) => {
      const viewer = getViewer(res);
      const sheet = await findSheet(db, viewer.ability, idOf(req), dayOf(now()));
      if (!sheet) throw notFound();
      await recordAudit(db, {
        at: now(),
        actorId: viewer.userId,
        onBehalfOf: portal === 'pro' ? sheet.organisingBodyId : null,
        acr: viewer.acr,
        event: 'consult',
        subject: 'collaboration',
        subjectId: sheet.id,
      });
      await showSheet(deps, req, res, portal, sheet, openOf(req.query.edit, sheet));
    });

  router.post('/pro/team/:id/:section/:row', async (req, res) => {
    const viewer = getViewer(res);
    const context = await getContext(deps, req, res);
    const { sheet } = context;
    const section = all.find(({ key }) => key === req.params.section);
    const rowId = req.params.row;
    if (!section || !isRowOf(section, rowId)) throw notFound();
    const { key, version: seen, then, page, ...typed } = (req.body ?? {}) as Record<string, unknown>;
    const envelope = Envelope.safeParse({ key, version: seen, then });
    const isNew = rowId === 'new';
    const removes = envelope.data?.then === 'remove' && !isNew && section !== identification;
    if (!envelope.success || (envelope.data.then === 'remove' && !removes))
      throw new Problem(422, 'form', { backHref: pathOf(sheet) });
    const open: Open = { section, rowId, key: envelope.data.key, version: envelope.data.version, typed };
    const read = removes ? undefined : section.read(typed, context, rowId);
    if (read && !read.ok) {
      res.status(422);
      await showSheet(deps, req, res, 'pro', sheet, { ...open, faults: read.faults });
      return;
    }
    const saved = await saveOnSheet<Faults>(
      db,
      {
        sheet,
        table: section.table,
        rowId: section === identification ? sheet.personId : isNew ? open.key : rowId,
        version: isNew ? 0 : open.version,
        values: read ? read.columns : null,
        viewer,
        at: now(),
        from: isNew ? undefined : savedFrom(page),
      },
      read && ((trx) => read.checkStanding(trx)),
    );
    switch (saved.outcome) {
      case 'refused':
        res.status(422);
        await showSheet(deps, req, res, 'pro', sheet, { ...open, faults: saved.faults });
        return;
      case 'changed-elsewhere': {
        const fresh = (await findSheet(db, viewer.ability, sheet.id, context.today, 'change')) ?? sheet;
        res.status(409);
        await showSheet(deps, req, res, 'pro', fresh, {
          ...open,
          version: saved.current?.version ?? open.version,
          elsewhere: `Modifié par ${saved.by?.name ?? 'une autre personne'}${saved.at ? `, ${formatDateTime(saved.at)}` : ''}. Ce que vous avez encodé est conservé ici : validez pour le garder, annulez pour garder l'autre version.`,
        });
        return;
      }
      case 'saved':
        leaveFlash(req, { kind: 'done', text: removes ? 'La ligne est supprimée.' : 'Vos données sont enregistrées.' });
        res.redirect(303, wayBack(req) ?? `${pathOf(sheet)}#${section.key}`);
        return;
      default:
        saved satisfies never;
    }
  });
  return router;
}

/** @throws Problem 404 for a sheet that is not to be seen, 403 for one that is not to be changed */
async function getContext({ db, now }: Dependencies, req: Request, res: Response): Promise<SectionContext> {
  const { ability } = getViewer(res);
  const today = dayOf(now());
  const sheet = await findSheet(db, ability, idOf(req), today, 'change');
  if (sheet) return { sheet, today };
  if (await findSheet(db, ability, idOf(req), today)) throw forbidden(notYours);
  throw notFound();
}

const pathOf = ({ id: sheetId }: Pick<Sheet, 'id'>): string => `/pro/team/${sheetId}`;
