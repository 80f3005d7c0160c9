/** « Disponibilité des places et présentation »: which places a person answers for, and the page of each. */
import { Router, type Request, type Response } from 'express';
import { findFacility, type FacilityRow } from '../../db/authorisations.ts';
import { listWords } from '../../db/presentation/find-places.ts';
import { placesLimitsOn } from '../../db/presentation/limits.ts';
import { dayOf } from '../../domain/calendar.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { openOf, presentationPath } from './open.ts';
import { showPresentation } from './page.ts';
import { badgeOf } from './places-card.ts';
import { savePlacesRoutes } from './save-places.ts';
import { projectRoutes } from './save-project.ts';
import { saveQualitiesRoutes } from './save-qualities.ts';

const notYours =
  "Ce que les parents voient d'un milieu d'accueil est tenu à jour par les personnes qui ont accès au dossier « Prepacc / Autorisation ».";

export function presentationRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/presentation', (req, res) => showList(deps, req, res));
  router.get('/pro/facilities/:id/presentation', async (req, res) => {
    const facility = await getFacility(deps, req, res);
    await showPresentation(deps, req, res, facility, facility.closed_on === null ? openOf(req) : undefined);
  });
  const change = async (req: Request, res: Response): Promise<FacilityRow> => {
    const facility = await getFacility(deps, req, res);
    if (facility.closed_on !== null) throw forbidden("L'activité de ce milieu d'accueil a pris fin.");
    return facility;
  };
  router.use(savePlacesRoutes(deps, change));
  router.use(saveQualitiesRoutes(deps, change));
  router.use(projectRoutes(deps, { change, read: (req, res) => getFacility(deps, req, res) }));
  return router;
}

/** @throws Problem 404 for a place that is not to be seen or that parents are not shown, 403 for one that is in other hands */
async function getFacility({ db }: Dependencies, req: Request, res: Response): Promise<FacilityRow> {
  const { ability } = getViewer(res);
  const facility = await findFacility(db, ability, 'authorisation', idOf(req));
  if (facility && !facility.kind.startsWith('after-school')) return facility;
  if (!facility && (await findFacility(db, ability, 'read', idOf(req)))) throw forbidden(notYours);
  throw notFound();
}

async function showList(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const today = dayOf(deps.now());
  const [facilities, { staleAfter }] = await Promise.all([
    listWords(deps.db, getViewer(res).ability, today),
    placesLimitsOn(deps.db, today),
  ]);
  const [only] = facilities;
  if (only && facilities.length === 1) {
    res.redirect(302, presentationPath(only.id));
    return;
  }
  renderPage(deps, req, res, 'drafts/subjects', {
    title: 'Places et présentation',
    back: { href: '/pro', label: "à l'accueil" },
    facilities: facilities.map(({ id, name, locality, confirmed_at: confirmedAt }) => ({
      what: name,
      href: presentationPath(id),
      where: locality,
      badge:
        confirmedAt === null
          ? { kind: 'neutral', text: 'places non communiquées' }
          : badgeOf(dayOf(confirmedAt), today, staleAfter),
    })),
  });
}
