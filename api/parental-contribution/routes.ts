/** « Simuler ma participation financière »: the result stands on the page that the form is sent to. Nothing is stored, no session is opened. */
import { Router, type Request, type Response } from 'express';
import { publicKindOf, sheetPath } from '../../domain/premiers-pas/public-place.ts';
import type { Dependencies } from '../context.ts';
import { readPublicForms } from '../middleware/public-forms.ts';
import { simulateFor, simulatePath as path } from '../premiers-pas/ways.ts';
import { renderAway, renderPublic } from '../premiers-pas/render-public.ts';
import { findOpen } from '../premiers-pas/open-places.ts';
import type { PublicPlaces } from '../premiers-pas/snapshot.ts';
import { readSituation, type Typed } from './form.ts';
import { aboutGrid, presentSimulation } from './steps.ts';

export function parentalContributionRoutes(deps: Dependencies, places: PublicPlaces): Router {
  const router = Router();
  router.use(path, readPublicForms(deps));

  const show = async (req: Request, res: Response, typed?: Typed): Promise<void> => {
    const snapshot = await places.current();
    if (!snapshot) {
      renderAway(deps, res);
      return;
    }
    const { index, grid: standing } = snapshot;
    const [place] = findOpen(index, typeof req.query.lieu === 'string' ? [req.query.lieu] : []);
    const read = typed && readSituation(typed);
    if (read && !read.ok) res.status(422);
    renderPublic(deps, res, 'parental-contribution/simulation', {
      title: 'Simuler ma participation financière',
      description:
        "Ce que vous paierez par jour dans un milieu d'accueil subventionné par l'ONE : chaque étape du calcul avec vos chiffres, à titre indicatif.",
      here: 'simulate',
      styles: ['styles/parental-contribution.css'],
      action: place ? simulateFor(place.number) : path,
      ...(place
        ? {
            back: { href: sheetPath(place), label: `à ${place.name}` },
            free: publicKindOf(place.kind) === 'subventionne' ? undefined : place.name,
          }
        : {}),
      typed: typed ?? { fullDays: '20', halfDays: '0' },
      ...(standing ? { grid: aboutGrid(standing.grid, standing.nextOn) } : {}),
      ...(read && !read.ok ? { error: read.error, errors: read.errors } : {}),
      ...(read?.ok && standing ? { result: presentSimulation(read.situation, standing.grid) } : {}),
    });
  };

  router.get(path, (req, res) => show(req, res));
  router.post(path, (req, res) => show(req, res, (req.body ?? {}) as Typed));
  return router;
}
