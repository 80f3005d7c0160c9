/** « Mes activités »: what the portal knows of the activities that no procedure covers, and what can be done for them already. */
import { Router, type Request, type Response } from 'express';
import { dossiers, sectors } from '../../db/access/dossiers.ts';
import type { Ability } from '../../db/access/subjects.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { listFacilities, type FacilityRow } from '../../db/authorisations.ts';
import { listContacts, type ContactRow } from '../../db/contacts.ts';
import { countTeams } from '../../db/team/count-teams.ts';
import { dayOf } from '../../domain/calendar.ts';
import { roleNames } from '../../workflows/roles.ts';
import { facilityKindLabel } from '../authorisation/words.ts';
import { replacing } from '../contact.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { activities, type Activity } from './activities.ts';
import { linksFor } from './links.ts';

const home = '/pro/activities';
const holds = (ability: Ability, { dossiers: codes }: Activity): boolean =>
  codes.some((dossier) => ability.can(dossier, 'Facility'));

export function activityRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(home, (req, res) => {
    const { ability } = getViewer(res);
    const held = activities.filter((activity) => holds(ability, activity));
    if (held.length === 0) throw forbidden();
    renderPage(deps, req, res, 'activities/list', {
      title: 'Mes activités',
      back: { href: '/pro', label: "à l'accueil" },
      groups: (['atl', 'pse'] as const)
        .map((sector) => ({
          title: sectors[sector],
          tiles: held
            .filter((activity) => activity.sector === sector)
            .map(({ slug, name, short }) => ({ title: name, href: `${home}/${slug}`, text: short })),
        }))
        .filter(({ tiles }) => tiles.length > 0),
    });
  });
  router.get(`${home}/:activity`, async (req, res) => {
    const activity = activities.find(({ slug }) => slug === req.params.activity);
    if (!activity || !holds(getViewer(res).ability, activity)) throw notFound();
    await showActivity(deps, req, res, activity);
  });
  return router;
}

async function showActivity(deps: Dependencies, req: Request, res: Response, activity: Activity): Promise<void> {
  const { db, now } = deps;
  const viewer = getViewer(res);
  const { ability } = viewer;
  const today = dayOf(now());
  const facilities = await facilitiesOf(deps, ability, activity);
  const ids = facilities.map(({ id }) => id);
  const [contacts, teams, links] = await Promise.all([
    listContacts(db, ids, today),
    countTeams(db, ability, ids, today),
    linksFor(db, viewer, activity, today),
  ]);
  renderPage(deps, req, res, 'activities/activity', {
    title: activity.name,
    line: sectors[activity.sector],
    back: { href: home, label: 'à mes activités' },
    about: activity.about,
    law: activity.law,
    elsewhere: activity.elsewhere,
    none: activity.none,
    knows: activity.coordinates ? 'Les accueils extrascolaires de votre pouvoir organisateur' : undefined,
    table:
      facilities.length > 0
        ? {
            caption: 'Ce que le portail connaît',
            hideCaption: true,
            stack: true,
            columns: [{ label: "Milieu d'accueil" }, { label: 'Pouvoir organisateur' }, { label: 'Équipe' }],
            rows: facilities.map((facility) => ({ cells: cellsOf(ability, facility, teams.get(facility.id) ?? 0) })),
          }
        : undefined,
    contacts: facilities
      .map(({ id, name }) => ({
        name,
        rows: contacts.filter(({ facility_id: of }) => of === id).map(contactOf),
      }))
      .filter(({ rows }) => rows.length > 0),
    service: activity.service,
    links,
  });
}

/** Open ones: of the kind of the activity, or those that it coordinates. */
async function facilitiesOf({ db }: Dependencies, ability: Ability, { dossiers: codes, coordinates }: Activity) {
  const code = codes.find((one) => dossiers[one].kinds.length > 0);
  const kinds: readonly string[] = code ? dossiers[code].kinds : (coordinates ?? []);
  if (kinds.length === 0) return [];
  const rows = await listFacilities(db, ability, code ?? 'read');
  return rows.filter((row) => row.closed_on === null && kinds.includes(row.kind));
}

function cellsOf(ability: Ability, facility: FacilityRow, people: number): object[] {
  const subject = asSubject('Facility', facility);
  const teamHref = `/pro/team?${new URLSearchParams({ body: facility.organising_body_id, facility: facility.id }).toString()}`;
  return [
    {
      text: facility.name,
      sub: facilityKindLabel[facility.kind],
      ...(ability.can('sheet', subject) ? { href: `/pro/facilities/${facility.id}/data` } : {}),
    },
    { text: facility.body_name },
    ability.can('staff', subject)
      ? { text: people === 1 ? '1 personne' : `${String(people)} personnes`, href: teamHref }
      : { text: 'réservée à qui a le droit « Mon équipe »' },
  ];
}

const contactOf = (contact: ContactRow): object => ({
  label: roleNames[contact.role as keyof typeof roleNames],
  value: `${contact.name}${replacing(contact)}`,
  phone: contact.phone,
  email: contact.email,
});
