/** Facilities on the agents' side: the list, and one with its authorisations, its cases and its people. */
import { Router } from 'express';
import { z } from 'zod';
import { asOpening } from '../../db/access/subjects.ts';
import { recordAudit } from '../../db/audit.ts';
import {
  facilityKinds,
  findFacilitySheet,
  listFacilities,
  type FacilityFilter,
  type FacilitySheet,
} from '../../db/inbox/facilities.ts';
import { findLiveSheet } from '../../db/inbox/live-sheet.ts';
import { listProjects } from '../../db/presentation/projects.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatAddress } from '../../domain/address.ts';
import { formatEnterpriseNumber } from '../../domain/enterprise-number.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { dueBadge } from '../../views/helpers.ts';
import { roleNames } from '../../workflows/roles.ts';
import { replacing } from '../contact.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { facilityKindLabel, statusLabel } from '../authorisation/words.ts';
import { casePath } from '../cases/case-context.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { id, oneOf } from '../forms/envelope.ts';
import { words } from '../forms/inputs.ts';
import { postcode } from '../forms/numbers.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { getProcedure, nameOfCase } from '../procedure-words.ts';
import { presentLiveSheet } from './live-sheet.ts';
import { nearOnly } from './near.ts';
import { facilityProjectRoutes, presentProjects } from './facility-project.ts';
import { facilityTable, statusOf } from './facility-table.ts';

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
    const [after, before] = [id.safeParse(req.query.after), id.safeParse(req.query.before)];
    const page = await listFacilities(
      db,
      viewer,
      filter,
      { ...(before.success ? { before: before.data } : {}), ...(after.success ? { after: after.data } : {}) },
      dayOf(now()),
    );
    const href = (cursor: object = {}): string =>
      `/office/facilities?${new URLSearchParams([...Object.entries(filter).map(([name, value]) => [parameterOf[name as keyof typeof known], value as string]), ...(Object.entries(cursor) as [string, string][])]).toString()}`;
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
      pager: {
        firstHref: page.previous ? href() : undefined,
        previousHref: page.previous && href({ before: page.previous }),
        nextHref: page.next && href({ after: page.next }),
      },
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
    const [live, projects] = await Promise.all([
      findLiveSheet(db, sheet.facility.id, today),
      listProjects(db, sheet.facility.id),
    ]);
    renderPage(deps, req, res, 'inbox/facility', {
      ...presentSheet(deps.procedures, viewer, sheet, today),
      live: presentLiveSheet(live, { sentence: sheet.facility.opening_hours, today }),
      projects: presentProjects(projects, sheet.facility.id, today),
    });
  });

  router.use(facilityProjectRoutes(deps));
  return router;
}

function presentSheet(
  procedures: readonly AnyProcedurePages[],
  viewer: Viewer,
  { facility, versions, cases, agents }: FacilitySheet,
  today: Day,
) {
  const current = versions.find(({ valid_from: from }) => from <= today);
  const openings = procedures.flatMap(({ process: { slug }, opensAtOne = [] }) =>
    opensAtOne.filter(
      ({ action, kinds }) =>
        (kinds?.includes(facility.kind) ?? true) && viewer.ability.can(action, asOpening(slug, facility)),
    ),
  );
  return {
    title: facility.name,
    back: { href: '/office/facilities', label: "aux milieux d'accueil" },
    line: [
      facilityKindLabel[facility.kind],
      `n° ${facility.number}`,
      current ? `${current.postcode} ${current.locality}` : undefined,
    ]
      .filter(Boolean)
      .join(' · '),
    badge: facility.closed_on
      ? { kind: 'neutral', text: `fermé depuis le ${formatShortDate(facility.closed_on)}` }
      : current && statusOf(current.status),
    openings: facility.closed_on
      ? []
      : openings.map(({ label, href }) => ({ label, href: href(facility), kind: 'plain' })),
    identification: [
      { label: 'Type', value: facilityKindLabel[facility.kind] },
      { label: 'Numéro', value: facility.number },
      { label: 'Adresse', value: current ? formatAddress(current) : undefined },
      { label: 'Capacité autorisée', value: current ? `${String(current.capacity)} places` : undefined },
      ...(current?.conditions ? [{ label: 'Conditions', value: current.conditions }] : []),
      { label: 'Téléphone', value: facility.phone },
      { label: 'Courriel', value: facility.email },
      { label: 'Administration', value: administrationNames[facility.administration as Administration] },
    ],
    body: [
      { label: 'Nom', value: facility.body_name },
      {
        label: 'Numéro BCE',
        value: facility.enterprise_number ? formatEnterpriseNumber(facility.enterprise_number) : undefined,
      },
      {
        label: 'Adresse',
        value: formatAddress({
          street: facility.body_street,
          number: facility.body_number,
          box: facility.body_box,
          postcode: facility.body_postcode,
          locality: facility.body_locality,
        }),
      },
      { label: 'Téléphone', value: facility.body_phone },
      { label: 'Courriel', value: facility.body_email },
    ],
    contacts: agents.map((agent) => ({
      label: roleNames[agent.role as keyof typeof roleNames],
      values: [`${agent.name}${replacing(agent)}`, agent.email],
    })),
    // What is asked about the sheet itself stands beside it.
    corrections: cases
      .filter((row) => row.slug === 'data-correction' && row.closed_at === null)
      .map((row) => ({
        what: nameOfCase(procedures, row),
        href: `/office/${row.slug}/${row.id}`,
        where: `${row.reference}, demandée le ${formatShortDate(dayOf(row.opened_at))}`,
        badge: { kind: 'at-one', text: rowOf(getProcedure(procedures, row.slug).process, row.status).label },
      })),
    cases:
      cases.length > 0
        ? {
            caption: 'Dossiers',
            hideCaption: true,
            stack: true,
            dense: true,
            columns: [
              { label: 'Dossier' },
              { label: 'Où en est-il ?' },
              { label: 'Prochaine date' },
              { label: 'Ouvert le', nowrap: true },
            ],
            rows: cases.map((row) => ({
              cells: [
                {
                  text: nameOfCase(procedures, row),
                  sub: row.reference,
                  href: `/office/${row.slug}/${row.id}`,
                },
                { text: rowOf(getProcedure(procedures, row.slug).process, row.status).label },
                row.closed_at === null && row.due_on ? { badge: dueBadge(row.due_on, today) } : { text: '–' },
                { text: formatShortDate(dayOf(row.opened_at)) },
              ],
            })),
          }
        : undefined,
    versions: versions.map((version) => ({
      kind: version.valid_from > today ? 'next' : undefined,
      when: `${version.valid_from > today ? 'à partir du' : 'depuis le'} ${formatLongDate(version.valid_from)}`,
      what: statusLabel[version.status],
      text: `${formatAddress(version)} · ${String(version.capacity)} places${version.planned_end_on ? ` · fin prévue le ${formatShortDate(version.planned_end_on)}` : ''}`,
      ...linkTo(cases.find(({ id: caseId }) => caseId === version.case_id)),
    })),
  };
}
const linkTo = (row: { slug: string; id: string } | undefined): object =>
  row ? { href: casePath('office', row), linkText: 'Voir le dossier' } : {};
