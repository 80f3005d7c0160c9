/** « Mon autorisation », « Contacts ONE », « Mon pouvoir organisateur »: what an operator looks up. */
import { Router, type Request, type Response } from 'express';
import { listFacilities, versionsOn } from '../../db/authorisations.ts';
import { formatAddress } from '../../domain/address.ts';
import { dayOf } from '../../domain/calendar.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { showContacts } from './contacts.ts';
import { organisingBodyRoutes } from './organising-body.ts';
import { showAuthorisation } from './show.ts';
import { facilityKindLabel, statusBadge, statusLabel } from './words.ts';

const pagePath = (id: string): string => `/pro/facilities/${id}/authorisation`;

export function authorisationRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/authorisation', (req, res) => showFacilities(deps, req, res));
  router.get('/pro/facilities/:id/authorisation', (req, res) => showAuthorisation(deps, req, res));
  router.get('/pro/contacts', (req, res) => showContacts(deps, req, res));
  router.use(organisingBodyRoutes(deps));
  return router;
}

async function showFacilities(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const facilities = await listFacilities(deps.db, getViewer(res).ability, 'authorisation');
  const [only] = facilities;
  if (only && facilities.length === 1) {
    res.redirect(302, pagePath(only.id));
    return;
  }
  const versions = await versionsOn(
    deps.db,
    facilities.map(({ id }) => id),
    dayOf(deps.now()),
  );
  renderPage(deps, req, res, 'authorisation/facilities', {
    title: 'Mon autorisation',
    back: { href: '/pro', label: "à l'accueil" },
    rows: facilities.map((facility) => {
      const version = versions.get(facility.id);
      return {
        cells: [
          { text: facility.name, href: pagePath(facility.id), strong: true, sub: facilityKindLabel[facility.kind] },
          version
            ? { badge: { kind: statusBadge[version.status], text: statusLabel[version.status] }, text: '' }
            : { text: 'sans autorisation' },
          { text: version ? formatAddress(version) : '–' },
          { text: version ? String(version.capacity) : '–', numeric: true },
        ],
      };
    }),
  });
}
