/** Facilities on the agents' side: the list, and one with its authorisations, its cases and its people. */
import { Router } from 'express';
import { z } from 'zod';
import { readScheduleNotices } from '../../db/after-school/schedule-changes.ts';
import { recordAudit } from '../../db/audit.ts';
import { facilityKinds, findFacilitySheet, listFacilities, type FacilityFilter } from '../../db/inbox/facilities.ts';
import { findLiveSheet } from '../../db/inbox/live-sheet.ts';
import { listProjects } from '../../db/presentation/projects.ts';
import { dayOf } from '../../domain/calendar.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { facilityKindLabel } from '../authorisation/words.ts';
import { id, oneOf } from '../forms/envelope.ts';
import { words } from '../forms/inputs.ts';
import { postcode } from '../forms/numbers.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { afterSchoolCard } from './after-school-card.ts';
import { presentLiveSheet } from './live-sheet.ts';
import { nearOnly } from './near.ts';
import { facilityProjectRoutes, presentProjects } from './facility-project.ts';
import { presentSheet } from './facility-sheet.ts';
import { facilityTable } from './facility-table.ts';

const noAccess = "Votre fonction ne donne pas accès aux milieux d'accueil.";
const known = {
  kind: z.enum(facilityKinds),
  administration: oneOf(administrationNames),
  text: words(),
  postcode: postcode,
};
const parameterOf: Record<keyof typeof known, string> = {
  kind: 'kind',
  administration: 'administration',
  text: 'q',
  postcode: 'postcode',
};

export function facilityRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/office/facilities', async (req, res) => {
    const viewer = getViewer(res);
    if (!viewer.ability.can('read', 'Facility')) throw forbidden(noAccess);
    const filter = Object.fromEntries(
      Object.entries(known).flatMap(([name, schema]) => {
        const result = schema.safeParse(req.query[parameterOf[name as keyof typeof known]]);
        return result.success ? [[name, result.data]] : [];
      }),
    ) as FacilityFilter;
    const page = await listFacilities(db, viewer, filter, cursorOf(req, id), dayOf(now()));
    const href = (cursor: Record<string, string> = {}): string =>
      `/office/facilities?${new URLSearchParams([...Object.entries(filter).map(([name, value]) => [parameterOf[name as keyof typeof known], value as string]), ...Object.entries(cursor)]).toString()}`;
    const all = { value: '', text: 'Tous' };
    renderPage(deps, req, res, 'inbox/facilities', {
      title: "Milieux d'accueil",
      wide: true,
      scripts: ['scripts/inbox.js'],
      filter: {
        action: '/office/facilities',
        label: "Filtrer les milieux d'accueil",
        ...(Object.keys(filter).length > 0 ? { resetHref: '/office/facilities' } : {}),
        fields: [
          { name: 'q', label: 'Nom, numéro', value: filter.text ?? '' },
          { name: 'postcode', label: 'Code postal', value: filter.postcode ?? '', placeholder: '5000' },
          {
            name: 'kind',
            label: 'Type',
            value: filter.kind ?? '',
            options: [all, ...Object.entries(facilityKindLabel).map(([value, text]) => ({ value, text }))],
          },
          {
            name: 'administration',
            label: 'Administration',
            value: filter.administration ?? '',
            options: [
              { value: '', text: 'Toutes' },
              ...Object.entries(administrationNames).map(([value, text]) => ({ value, text })),
            ],
          },
        ],
      },
      near: page.near && page.rows.length > 0 ? nearOnly : undefined,
      table: page.rows.length > 0 ? facilityTable(page.rows) : undefined,
      pager: pagerOf(page, href),
    });
  });

  router.get('/office/facilities/:id', async (req, res) => {
    const viewer = getViewer(res);
    const sheet = await findFacilitySheet(db, viewer, idOf(req), dayOf(deps.now()));
    if (!sheet) throw notFound();
    // A childminder's sheet is a person's: who looked at it is kept.
    await recordAudit(db, {
      at: now(),
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'consult',
      subject: 'facility',
      subjectId: sheet.facility.id,
    });
    const today = dayOf(now());
    const isAfterSchool = sheet.facility.kind.startsWith('after-school');
    const [live, projects, afterSchool] = await Promise.all([
      findLiveSheet(db, sheet.facility.id, today),
      listProjects(db, sheet.facility.id),
      isAfterSchool
        ? afterSchoolCard(db, {
            id: sheet.facility.id,
            today,
            seesCounts: sheet.facility.kind === 'after-school-1' && viewer.ability.can('aes-1', 'Facility'),
          })
        : undefined,
    ]);
    // Who looks at the place has read what was told of its hours.
    if (isAfterSchool)
      await readScheduleNotices(db, { userId: viewer.userId, facilityId: sheet.facility.id, until: now(), at: now() });
    renderPage(deps, req, res, 'inbox/facility', {
      ...presentSheet(deps.procedures, viewer, sheet, today),
      live: presentLiveSheet(live, { sentence: sheet.facility.opening_hours, today }),
      afterSchool,
      projects: presentProjects(projects, sheet.facility.id, today),
    });
  });

  router.use(facilityProjectRoutes(deps));
  return router;
}
