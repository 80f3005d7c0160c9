/** « Mon pouvoir organisateur »: who one acts for, as ONE knows it, and its facilities. */
import { Router } from 'express';
import { asSubject } from '../../db/access/subjects.ts';
import { listOrganisingBodies } from '../../db/organising-bodies.ts';
import { formatAddress } from '../../domain/address.ts';
import { formatEnterpriseNumber } from '../../domain/enterprise-number.ts';
import { slug as correction } from '../../workflows/data-correction/contract.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { bodyKindLabel, facilityKindLabel } from './words.ts';

export function organisingBodyRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/organising-body', async (req, res) => {
    const viewer = getViewer(res);
    const { ability } = viewer;
    const bodies = await listOrganisingBodies(deps.db, viewer);
    renderPage(deps, req, res, 'authorisation/organising-body', {
      title: bodies.length > 1 ? 'Mes pouvoirs organisateurs' : 'Mon pouvoir organisateur',
      back: { href: '/pro', label: "à l'accueil" },
      bodies: bodies.map(({ body, facilities }) => ({
        name: body.name,
        sheetHref: ability.can('sheet', asSubject('OrganisingBody', body)) ? `/pro/bodies/${body.id}/data` : undefined,
        correctionHref: ability.can(
          'ask',
          asSubject('Draft', {
            slug: correction,
            facility_id: null,
            organising_body_id: body.id,
            administration: facilities[0]?.administration ?? null,
          }),
        )
          ? `/pro/body/correction?${new URLSearchParams({ body: body.id }).toString()}`
          : undefined,
        rows: [
          { label: 'Nature', value: bodyKindLabel[body.kind], locked: true },
          {
            label: "Numéro d'entreprise",
            value: body.enterprise_number ? formatEnterpriseNumber(body.enterprise_number) : 'aucun',
            locked: true,
          },
          { label: 'Siège', value: formatAddress(body), locked: true },
          ...(body.email ? [{ label: 'Courriel', value: body.email, locked: true }] : []),
          ...(body.phone ? [{ label: 'Téléphone', value: body.phone, locked: true }] : []),
        ],
        facilities: facilities.map((facility) => ({
          cells: [
            {
              text: facility.name,
              strong: true,
              ...(ability.can('authorisation', asSubject('Facility', facility))
                ? { href: `/pro/facilities/${facility.id}/authorisation` }
                : {}),
            },
            { text: facilityKindLabel[facility.kind] },
          ],
        })),
      })),
    });
  });
  return router;
}
