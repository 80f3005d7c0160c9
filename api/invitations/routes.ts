/** « Séances et enquêtes »: what an operator is invited to, and putting one's name down for it. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { ShellData } from '../../db/home/shell.ts';
import { countInscriptions, putNameDown, ranksOf, withdrawName } from '../../db/invitations/inscriptions.ts';
import { audienceOf, findInvitation, listInvitations } from '../../db/invitations/invitations.ts';
import type { Invitation } from '../../db/models/invitation.ts';
import { isFor } from '../../domain/communications/audience.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { readerOf } from '../communications/reader.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import { kindWords, rankInWords, seatsInWords, standingOf, whenAndWhere } from './words.ts';
import { invitationWritingRoutes } from './write.ts';

const path = '/pro/invitations';
/** A button says nothing but that it was clicked. */
const Click = z.strictObject({});

export function invitationRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  const show = async (req: Request, res: Response): Promise<void> => {
    const { shell = {} } = res.locals as { shell?: Partial<ShellData> };
    const viewer = getViewer(res);
    const today = dayOf(now());
    const shown = await listInvitations(db, readerOf(viewer, shell), today);
    const ids = shown.map(({ id }) => id);
    const [ranks, counts] = await Promise.all([
      ranksOf(db, viewer.userId, ids, today),
      countInscriptions(db, ids, today),
    ]);
    renderPage(deps, req, res, 'invitations/read', {
      title: 'Séances et enquêtes',
      back: { href: '/pro', label: "à l'accueil" },
      invitations: shown.map((one) => {
        const [rank, many] = [ranks.get(one.id), counts.get(one.id) ?? 0];
        const open = one.cancelled_at === null && one.register_until >= today;
        return {
          title: one.title,
          kindWord: kindWords[one.kind],
          text: one.text,
          where: whenAndWhere(one),
          until: formatLongDate(one.register_until),
          cancelled: one.cancelled_reason,
          badge: rank === undefined ? standingOf(one, today, many) : rankInWords(one, rank),
          seats: open ? seatsInWords(one, many) : undefined,
          action: open ? `${path}/${one.id}/${rank === undefined ? 'register' : 'withdraw'}` : undefined,
          registered: rank !== undefined,
        };
      }),
    });
  };
  router.get(path, show);

  router.post(`${path}/:id/register`, async (req, res) => {
    const one = await getInvitation(deps, req, res);
    if (!Click.safeParse(req.body ?? {}).success) return show(req, res.status(422));
    const rank = await putNameDown(db, getViewer(res), one.id, arrivedAt(res));
    leaveFlash(
      req,
      rank === 'over'
        ? { kind: 'warning', text: `« ${one.title} » : les inscriptions sont closes.` }
        : one.seats !== null && rank > one.seats
          ? {
              kind: 'information',
              text: `« ${one.title} » est complet : vous êtes sur la liste d'attente. Un courriel vous dira si une place se libère.`,
            }
          : { kind: 'done', text: `Vous êtes inscrit·e : « ${one.title} ».` },
    );
    res.redirect(303, path);
  });
  router.post(`${path}/:id/withdraw`, async (req, res) => {
    const one = await getInvitation(deps, req, res);
    if (!Click.safeParse(req.body ?? {}).success) return show(req, res.status(422));
    leaveFlash(
      req,
      (await withdrawName(db, getViewer(res), one.id, arrivedAt(res)))
        ? { kind: 'done', text: `Vous n'êtes plus inscrit·e : « ${one.title} ».` }
        : { kind: 'warning', text: `« ${one.title} » : les inscriptions sont closes, prévenez le helpdesk.` },
    );
    res.redirect(303, path);
  });

  router.use(invitationWritingRoutes(deps));
  return router;
}

/** Nobody puts their name down for what they are not invited to. The shell is not read on a click: it is asked here. */
async function getInvitation({ db }: Dependencies, req: Request, res: Response): Promise<Invitation> {
  const { loadShell } = res.locals as { loadShell?: () => Promise<void> };
  const [found] = await Promise.all([findInvitation(db, idOf(req)), loadShell?.()]);
  const { shell = {} } = res.locals as { shell?: Partial<ShellData> };
  if (!found || !isFor(audienceOf(found), readerOf(getViewer(res), shell))) throw notFound();
  return found;
}
