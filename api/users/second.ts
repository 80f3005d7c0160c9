/** « Désigner un deuxième administrateur »: who it might be. */
import type { Request, Response } from 'express';
import { listColleaguesOf } from '../../db/users/list-members.ts';
import { listPlaces } from '../../db/users/places.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { bodyOf, usersPath } from './body.ts';
import { rolesOf } from './words.ts';

export async function showSecond(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const viewer = getViewer(res);
  const body = bodyOf(req, viewer);
  const [colleagues, places] = await Promise.all([
    listColleaguesOf(db, viewer, { userId: viewer.userId, bodyId: body.id }, now()),
    listPlaces(db, viewer, body.id),
  ]);
  const names = new Map(places.map(({ id, name }) => [id, name]));
  renderPage(deps, req, res, 'users/second', {
    title: 'Désigner un deuxième administrateur',
    back: { href: usersPath(body), label: 'aux utilisateurs' },
    line: body.name,
    addHref: usersPath(body, '/new'),
    people: colleagues
      .filter(
        ({ deactivatedAt, held }) => deactivatedAt === null && !held.some(({ right }) => right === 'administrator'),
      )
      .map((one) => ({
        cells: [
          {
            text: `${one.familyName} ${one.firstName}`,
            href: usersPath(body, `/${one.id}/rights`, { propose: 'administrator' }),
            strong: true,
          },
          rolesOf(one, names),
        ],
      })),
  });
}
