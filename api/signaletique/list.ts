/** « Mes milieux d'accueil », and the way to the sheet of the organising body. Where there is one, its sheet is the page. */
import { Router } from 'express';
import { listFacilities, versionsOn } from '../../db/authorisations.ts';
import { listBodies } from '../../db/signaletique/list-bodies.ts';
import { formatAddress } from '../../domain/address.ts';
import { dayOf } from '../../domain/calendar.ts';
import { facilityKinds } from '../../domain/kinds.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';

const noPlace =
  "Aucun milieu d'accueil ne vous est ouvert : adressez-vous à l'administrateur de votre pouvoir organisateur.";
const noBody =
  'La signalétique est celle d’un pouvoir organisateur dont vous tenez des données : adressez-vous à son administrateur.';
const back = { href: '/pro', label: "à l'accueil" };

export function listRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/pro/facilities', async (req, res) => {
    const { ability } = getViewer(res);
    if (!ability.can('sheet', 'Facility')) throw forbidden(noPlace);
    const facilities = await listFacilities(db, ability, 'sheet');
    const [only] = facilities;
    if (only && facilities.length === 1) {
      res.redirect(302, `/pro/facilities/${only.id}/data`);
      return;
    }
    const versions = await versionsOn(
      db,
      facilities.map(({ id }) => id),
      dayOf(now()),
    );
    renderPage(deps, req, res, 'signaletique/list', {
      title: "Mes milieux d'accueil",
      back,
      line: 'Ouvrez un milieu pour voir et compléter ses données, dont celles que les parents lisent sur Premiers Pas.',
      rows: facilities.map((facility) => {
        const version = versions.get(facility.id);
        return {
          cells: [
            {
              text: facility.name,
              href: `/pro/facilities/${facility.id}/data`,
              strong: true,
              sub: `n° ${facility.number}`,
            },
            { text: facilityKinds[facility.kind as keyof typeof facilityKinds] },
            { text: version ? formatAddress(version) : '–' },
            { text: facility.opening_hours || 'non communiquées' },
          ],
        };
      }),
      columns: [
        { label: "Milieu d'accueil" },
        { label: 'Type' },
        { label: 'Adresse' },
        { label: "Heures d'ouverture" },
      ],
    });
  });

  router.get('/pro/body/data', async (req, res) => {
    const { ability } = getViewer(res);
    if (!ability.can('sheet', 'OrganisingBody')) throw forbidden(noBody);
    const bodies = await listBodies(db, ability);
    const [only] = bodies;
    if (only && bodies.length === 1) {
      res.redirect(
        302,
        only.facilityId === null ? `/pro/bodies/${only.id}/data` : `/pro/facilities/${only.facilityId}/data`,
      );
      return;
    }
    renderPage(deps, req, res, 'signaletique/list', {
      title: 'Signalétique',
      back,
      line: 'Ouvrez un pouvoir organisateur pour voir et compléter ses données.',
      rows: bodies.map(({ id, name, facilityId, ...address }) => ({
        cells: [
          {
            text: name,
            href: facilityId === null ? `/pro/bodies/${id}/data` : `/pro/facilities/${facilityId}/data`,
            strong: true,
          },
          { text: formatAddress(address) },
        ],
      })),
      columns: [{ label: 'Pouvoir organisateur' }, { label: 'Siège' }],
    });
  });
  return router;
}
