/** « Mes activités »: what the portal knows of the activities that no procedure covers, and what can be done for them already. */
import { Router, type Request, type Response } from 'express';
import { openFor } from '../../db/access/acts.ts';
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
  const { ability } = getViewer(res);
  const today = dayOf(now());
  const facilities = await facilitiesOf(deps, ability, activity);
  const ids = facilities.map(({ id }) => id);
  const [contacts, teams] = await Promise.all([listContacts(db, ids, today), countTeams(db, ability, ids, today)]);
  renderPage(deps, req, res, 'activities/activity', {
    title: activity.name,
    line: sectors[activity.sector],
    back: { href: home, label: 'à mes activités' },
    about: activity.about,
    law: activity.law,
    elsewhere: activity.elsewhere,
    none: activity.none,
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
    links: linksFor(ability, activity),
  });
}

/** Open ones, of the kinds that such a file is given for. */
async function facilitiesOf({ db }: Dependencies, ability: Ability, { dossiers: codes }: Activity) {
  const found: FacilityRow[] = [];
  for (const code of codes) {
    const { kinds } = dossiers[code];
    if (kinds.length === 0) continue;
    const rows = await listFacilities(db, ability, code);
    found.push(...rows.filter((row) => row.closed_on === null && (kinds as readonly string[]).includes(row.kind)));
  }
  return found;
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
  email: contact.email,
});

/** Only what the reader may open: none of them leads to a refusal. */
function linksFor(ability: Ability, { sector }: Activity): object[] {
  return [
    ...(ability.can('change', 'Collaboration')
      ? [{ title: 'Mon Équipe', href: '/pro/team', text: 'personnes, contrats, titres et documents' }]
      : []),
    ...(sector === 'atl' && ability.can(openFor('training-recognition'), 'Facility')
      ? [{ title: 'Formation continue', href: '/pro/trainings', text: 'les heures de formation et leurs attestations' }]
      : []),
    ...(ability.can(openFor('bank-account'), 'Facility')
      ? [{ title: 'Comptes bancaires', href: '/pro/accounts', text: "où l'ONE verse ce qui vous revient" }]
      : []),
    ...(ability.can('sheet', 'Facility')
      ? [{ title: 'Données signalétiques', href: '/pro/facilities', text: 'coordonnées, urgence, adresse postale' }]
      : []),
    ...(ability.can('read', 'Facility')
      ? [{ title: 'Contacts ONE', href: '/pro/contacts', text: "qui suit vos milieux d'accueil" }]
      : []),
    ...(ability.can('read', 'Membership')
      ? [{ title: 'Utilisateurs', href: '/pro/users', text: 'qui a accès à cette activité' }]
      : []),
  ];
}
