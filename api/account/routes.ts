/** « Mon utilisateur », and « Mes connexions »: where one is signed in, and ending it. */
import { Router } from 'express';
import type { ShellData } from '../../db/home/shell.ts';
import { endSessions, listSessions, type OwnSession } from '../../db/sessions.ts';
import { listViewsOf, putViewsAway } from '../../db/helpdesk/user-views.ts';
import { formatDateTime, formatTime } from '../../domain/french-dates.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { absoluteLimit, idleLimit } from '../middleware/session.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { addressRoutes } from './address.ts';
import { ownUserRoutes } from './own-user.ts';

const path = '/account/connections';

export function accountRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(ownUserRoutes(deps));
  router.use(addressRoutes(deps));

  router.get(path, async (req, res) => {
    const sessions = await listSessions(db, {
      userId: getViewer(res).userId,
      sid: req.sessionID,
      seenSince: now() - idleLimit,
      startedSince: now() - absoluteLimit,
    });
    const { previousSignInAt } = req.session;
    const { shell } = res.locals as { shell?: Partial<ShellData> & Pick<ShellData, 'counts'> };
    renderPage(deps, req, res, 'account/connections', {
      title: 'Mes connexions',
      back: { href: '/account', label: 'à mon utilisateur' },
      line: previousSignInAt
        ? `Votre connexion précédente a commencé le ${formatDateTime(previousSignInAt)}.`
        : "C'est votre première connexion.",
      table: {
        caption: 'Connexions ouvertes',
        hideCaption: true,
        stack: true,
        columns: [
          { label: 'Appareil' },
          { label: 'Depuis' },
          { label: 'Dernière activité' },
          { label: 'Moyen' },
          { label: 'Mettre fin', hide: true },
        ],
        rows: sessions.map((session) => ({ selected: session.isCurrent, cells: cellsOf(session) })),
      },
      others: sessions.some(({ isCurrent }) => !isCurrent),
      views: (await listViewsOf(db, getViewer(res).userId, now())).map(({ startedAt, endedAt, reason }) => ({
        when: `${formatDateTime(startedAt)}${endedAt === null ? ', en cours' : ` – ${formatTime(endedAt)}`}`,
        reason,
      })),
      unread: (shell?.counts.seenByHelpdesk ?? 0) > 0,
    });
  });

  router.post(`${path}/views-read`, async (_req, res) => {
    await putViewsAway(db, getViewer(res).userId, now());
    res.redirect(303, path);
  });

  router.post(`${path}/end-others`, async (req, res) => {
    const { userId, acr } = getViewer(res);
    const ended = await endSessions(db, { userId, acr, sid: req.sessionID, at: now() });
    leaveFlash(req, { kind: 'done', text: ended > 0 ? 'Les autres connexions sont terminées.' : none });
    res.redirect(303, path);
  });

  // One that has ended by itself meanwhile, or in another tab, has ended.
  router.post(`${path}/:id/end`, async (req, res) => {
    const { userId, acr } = getViewer(res);
    const ended = await endSessions(db, { userId, acr, sid: req.sessionID, id: idOf(req), at: now() });
    leaveFlash(
      req,
      ended > 0 ? { kind: 'done', text: 'La connexion est terminée.' } : { kind: 'information', text: none },
    );
    res.redirect(303, path);
  });
  return router;
}
const none = "Cette connexion n'est plus ouverte.";

const cellsOf = ({ id, device, startedAt, lastSeenAt, acr, isCurrent }: OwnSession): object[] => [
  {
    text: device ?? 'Appareil inconnu',
    ...(isCurrent ? { badge: { kind: 'done', text: 'cette connexion-ci' } } : {}),
  },
  { text: formatDateTime(startedAt) },
  { text: formatDateTime(lastSeenAt) },
  { text: (acr ?? 0) >= 500 ? 'eID' : (acr ?? 0) >= 450 ? 'itsme' : 'mot de passe' },
  isCurrent ? { text: '' } : { buttons: [{ label: 'Mettre fin', action: `${path}/${id}/end`, kind: 'plain' }] },
];
