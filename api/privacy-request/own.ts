/** « Mes données personnelles », of any portal: what the portal holds, in a file; what one asks of the officer, and where it stands. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { recordAudit } from '../../db/audit.ts';
import { User } from '../../db/models/user.ts';
import { readErasureDelays } from '../../db/privacy-request/erasure-delays.ts';
import { readHoldings } from '../../db/privacy-request/holdings.ts';
import { askAsUser, findOwn, listOwn, type Followed } from '../../db/privacy-request/askers.ts';
import { newToken } from '../../db/record-act.ts';
import { dayOf } from '../../domain/calendar.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { slug } from '../../workflows/privacy-request/contract.ts';
import { words } from '../../views/privacy-request/words.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { sendWorkbook } from '../documents/send-workbook.ts';
import { errorLinks, type Faults } from '../forms/form.ts';
import { incomplete } from '../forms/sentences.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import { actOfAsker, type After } from './asker-act.ts';
import { readWanted, rightFields, rightOptions } from './form.ts';
import { holdingsWorkbook } from './holdings-file.ts';
import { sendOwnDocument } from './own-document.ts';
import { termsOn } from './terms.ts';
import { presentFollowed, presentOwn } from './told.ts';

const path = '/account/privacy';

export function ownRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  const show = async (req: Request, res: Response, typed: Record<string, unknown> = {}, faults: Faults = {}) => {
    if (Object.values(faults).some(Boolean)) res.status(422);
    const requests = await listOwn(db, getViewer(res).userId);
    renderPage(deps, req, res, 'privacy-request/own', {
      title: 'Mes données personnelles',
      back: { href: '/account', label: 'à mon utilisateur' },
      requests: requests.map(presentOwn),
      terms: await termsOn(db, dayOf(now())),
      options: rightOptions,
      typed,
      error: faults,
      errors: errorLinks(faults, rightFields),
      token: isUuid(typed.token) ? typed.token : randomUUID(),
    });
  };

  router.get(path, (req, res) => show(req, res));

  router.post(path, async (req, res) => {
    const typed = (req.body ?? {}) as Record<string, unknown>;
    const read = readWanted(typed);
    if (!read.ok) return show(req, res, typed, read.faults);
    if (!isUuid(typed.token)) return show(req, res, typed, { form: incomplete });
    const { userId, firstName, familyName } = getViewer(res);
    const { email } = await User.query(db).findById(userId).select('email').throwIfNotFound();
    const { caseId, reference, ring } = await askAsUser(
      db,
      userId,
      { ...read.values, token: typed.token, at: arrivedAt(res), name: `${firstName} ${familyName}`, email },
      words.kinds[read.values.kind],
    );
    if (ring) deps.bell.ring(slug, caseId, reference);
    leaveFlash(req, {
      kind: 'done',
      text: `Votre demande ${reference} est chez le délégué à la protection des données.`,
    });
    res.redirect(303, `${path}/${caseId}`);
  });

  router.get(`${path}/data.xlsx`, async (_req, res) => {
    const { userId, acr } = getViewer(res);
    const at = now();
    const told = {
      held: await readHoldings(db, { userId }),
      delays: await readErasureDelays(db, dayOf(at)),
      procedures: deps.procedures,
    };
    await recordAudit(db, { at, actorId: userId, acr, event: 'export', subject: 'user', subjectId: userId });
    await sendWorkbook(res, `mes-donnees-${dayOf(at)}.xlsx`, holdingsWorkbook(told));
  });

  router.get(`${path}/:id`, async (req, res) => showOne(req, res, await getOwn(req, res), {}));
  router.post(`${path}/:id`, async (req, res) => {
    const followed = await getOwn(req, res);
    const after = await actOfAsker(deps, followed, (req.body ?? {}) as Record<string, unknown>, arrivedAt(res));
    if (after.status) {
      showOne(req, res, await getOwn(req, res), after);
      return;
    }
    if (after.flash) leaveFlash(req, after.flash);
    res.redirect(303, `${path}/${followed.id}`);
  });
  router.get(`${path}/:id/documents/:document`, async (req, res) => {
    const { id } = await getOwn(req, res);
    const { document } = req.params;
    if (!isUuid(document)) throw notFound();
    await sendOwnDocument(deps, res, { caseId: id, documentId: document, userId: getViewer(res).userId });
  });

  async function getOwn(req: Request, res: Response): Promise<Followed> {
    const found = await findOwn(db, getViewer(res).userId, idOf(req));
    if (!found) throw notFound();
    return found;
  }
  function showOne(req: Request, res: Response, followed: Followed, after: After): void {
    res.status(after.status ?? 200);
    renderPage(deps, req, res, 'privacy-request/own-one', {
      title: words.kinds[followed.kind],
      back: { href: path, label: 'à mes données personnelles' },
      action: `${path}/${followed.id}`,
      one: presentFollowed(followed),
      token: newToken(),
      ...after,
    });
  }
  return router;
}
