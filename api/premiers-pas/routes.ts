/** Premiers Pas: for parents, without session, cookie or script. What is asked of it stands in memory; no click asks the database. */
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import type { PlaceIndex } from '../../domain/premiers-pas/place-index.ts';
import type { Dependencies } from '../context.ts';
import { answerWith, prepare, type Answer } from './answer.ts';
import { queryOf, readCriteria, type Asked } from './criteria.ts';
import { keepAnswers } from './kept-answers.ts';
import { refinePage, resultsPage, startPage } from './search-page.ts';
import { awayPage, findIn, gonePage, missingPage, sheetHref, sheetPage } from './sheet-page.ts';
import { contentPaths, robotsOf, sitemapOf, sitemapPath } from './sitemap.ts';
import type { PublicPlaces } from './snapshot.ts';
import { refinePath, searchPath } from './ways.ts';

export function premiersPasRoutes(deps: Dependencies, places: PublicPlaces): Router {
  const { config, views, blobs } = deps;
  const { origin } = new URL(config.publicUrl);
  const kept = keepAnswers(config.nodeEnv !== 'development');
  const router = Router();

  const draw = async (view: string, page: Record<string, unknown>, status = 200): Promise<Answer> =>
    prepare(
      await views.renderPartialHtml(`premiers-pas/${view}`, {
        layout: 'public',
        demonstration: config.mode === 'demonstration',
        ...page,
      }),
      { status },
    );
  const missing = async (req: Request, res: Response): Promise<void> =>
    answerWith(req, res, await draw('gone', missingPage, 404));

  /** The places as they stand, or a page that says that they cannot be read. */
  const withPlaces =
    (answer: (index: PlaceIndex, req: Request, res: Response) => Promise<void>) =>
    async (req: Request, res: Response): Promise<void> => {
      const snapshot = await places.current();
      if (snapshot) return answer(snapshot.index, req, res);
      res.set('Retry-After', '10');
      const away = await draw('gone', awayPage, 503);
      await answerWith(req, res, away);
      return undefined;
    };

  router.get(
    searchPath,
    withPlaces(async (index, req, res) => {
      const asked = readCriteria(req.query);
      const { criteria, faults } = asked;
      const status = faults.length > 0 ? 422 : 200;
      const page = (): Promise<Answer> =>
        criteria.text
          ? draw('search', resultsPage(index, asked), status)
          : draw(
              'start',
              { ...startPage(index, asked, queryOf(criteria) !== ''), canonical: `${origin}${searchPath}` },
              status,
            );
      const key = `search ${queryOf(criteria, { page: criteria.page })}`;
      await answerWith(req, res, await (faults.length > 0 ? page() : kept.of(index, key, page)));
    }),
  );
  router.get(
    refinePath,
    withPlaces(async (index, req, res) => {
      const asked = readCriteria(req.query);
      await answerWith(req, res, await draw('refine', refinePage(index, asked), asked.faults.length > 0 ? 422 : 200));
    }),
  );

  router.get(
    '/premiers-pas/lieux/:place',
    withPlaces(async (index, req, res) => {
      const segment = String(req.params.place);
      const found = findIn(index.byNumber, segment);
      if (!found) {
        const ended = findIn(index.ended, segment);
        await (ended ? answerWith(req, res, await draw('gone', gonePage(ended, index), 410)) : missing(req, res));
        return;
      }
      const asked: Asked = readCriteria(req.query);
      if (`/premiers-pas/lieux/${segment}` !== found.path) {
        res.set('Cache-Control', 'public, max-age=15').redirect(301, sheetHref(found, asked));
        return;
      }
      const answer = asked.criteria.text
        ? await draw('place', sheetPage(found, index, origin, asked))
        : await kept.ofPlace(index, found, () => draw('place', sheetPage(found, index, origin)));
      await answerWith(req, res, answer);
    }),
  );

  router.get(
    '/premiers-pas/lieux/:place/projet.pdf',
    withPlaces(async (index, req, res) => {
      const project = findIn(index.byNumber, String(req.params.place))?.place.project;
      if (!project) return missing(req, res);
      res.set({
        'Content-Type': 'application/pdf',
        'Content-Disposition': 'inline; filename="projet-pedagogique.pdf"',
        // A sandbox would keep browsers from drawing a PDF.
        'Content-Security-Policy': "frame-ancestors 'none'",
        'Cache-Control': 'public, max-age=15, must-revalidate',
        'ETag': `"${project.digest}"`,
      });
      if (req.fresh) {
        res.status(304).end();
        return undefined;
      }
      await pipeline(await blobs.get(project.digest), res).catch((error: unknown) => {
        if (!res.destroyed) throw error;
      });
      return undefined;
    }),
  );

  router.get(contentPaths.choose, async (req, res) => {
    const page = {
      title: "Comment choisir son milieu d'accueil",
      here: 'choose',
      canonical: origin + contentPaths.choose,
    };
    await answerWith(req, res, await kept.ofText('choose', () => draw('choose', page)));
  });
  router.get(contentPaths.role, async (req, res) => {
    const page = { title: "Quel est le rôle de l'ONE", here: 'role', canonical: origin + contentPaths.role };
    await answerWith(req, res, await kept.ofText('role', () => draw('role', page)));
  });
  router.get(
    sitemapPath,
    withPlaces(async (index, req, res) => {
      const type = 'application/xml; charset=utf-8';
      await answerWith(req, res, await kept.of(index, 'sitemap', () => prepare(sitemapOf(index, origin), { type })));
    }),
  );
  router.get('/robots.txt', async (req, res) => {
    const type = 'text/plain; charset=utf-8';
    await answerWith(req, res, await kept.ofText('robots', () => prepare(robotsOf(origin), { type })));
  });
  return router;
}
