/** « Applications externes »: the software that the operator has let in. */
import type { Request, Response } from 'express';
import { listApplications, type ApplicationRow } from '../../db/applications/list.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { bodyOf, listPath, pathOf } from './body.ts';
import { currentToken, lastUsed, stateOf } from './words.ts';

export async function showApplications(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const viewer = getViewer(res);
  const body = bodyOf(req, viewer);
  const applications = await listApplications(deps.db, viewer, body.id);
  const addHref =
    body.among.length > 1 ? `${listPath}/new?${new URLSearchParams({ body: body.id }).toString()}` : `${listPath}/new`;
  renderPage(deps, req, res, 'applications/list', {
    title: 'Applications externes',
    back: { href: '/pro', label: "à l'accueil" },
    wide: true,
    line: `${body.name} · les logiciels qui peuvent encoder des présences pour vous`,
    buttons: [{ label: 'Ajouter une application', kind: 'go', href: addHref }],
    addHref,
    bodies:
      body.among.length > 1 &&
      body.among.map(({ id, name }) => ({
        name,
        isThis: id === body.id,
        href: `${listPath}?${new URLSearchParams({ body: id }).toString()}`,
      })),
    table: applications.length > 0 && {
      caption: 'Applications externes',
      hideCaption: true,
      stack: true,
      columns: [
        { label: 'Application' },
        { label: 'État', card: 'corner' },
        { label: "Milieux d'accueil" },
        { label: 'Fin du jeton' },
        { label: 'Dernier usage' },
      ],
      rows: applications.map((application) => rowOf(application, deps.now())),
    },
  });
}

function rowOf(application: ApplicationRow, now: Instant): object {
  const token = currentToken(application);
  return {
    cells: [
      { text: application.name, href: pathOf(application.id), strong: true, sub: application.vendor },
      { text: '', badge: stateOf(application, now) },
      { text: application.places.map(({ name }) => name).join(', ') },
      { text: token ? formatShortDate(dayOf(token.expiresAt)) : '–' },
      { text: lastUsed(application) },
    ],
  };
}
