/** The menu on the left, drawn from the person's rights and from what the shell has counted: no entry leads to a refusal. */
import { openFor } from '../db/access/acts.ts';
import type { Viewer } from '../db/access/viewer.ts';
import type { ShellData } from '../db/home/shell.ts';
import { administrationNames, type Administration } from '../domain/postcodes.ts';
import { roleNames } from '../workflows/roles.ts';

export interface MenuItem {
  label: string;
  href: string;
  /** Pages below no entry's address that belong to this one: a case, a draft, the photos of a facility. */
  covers?: RegExp;
  /** `page`: this very page; `true`: one that belongs to it. */
  active?: 'page' | 'true';
  count?: string | number;
}
export interface MenuSection {
  title?: string;
  items: MenuItem[];
}

/** @param currentUrl path and query of the request; the entry that leads there (or nearest above) is marked */
export function menuOf(
  viewer: Viewer,
  portal: string,
  currentUrl: string,
  shell: Partial<ShellData> = {},
): MenuSection[] {
  const sections = (portal === 'supervision' ? supervisionMenu : portal === 'office' ? officeMenu : operatorMenu)(
    viewer,
    shell,
  ).filter(({ items }) => items.length > 0);
  const active = linksOf(viewer, currentUrl).some((link) => link.active)
    ? undefined
    : findActive(
        sections.flatMap(({ items }) => items),
        currentUrl,
      );
  return sections.map((section) => ({
    ...section,
    items: section.items.map((entry) =>
      entry === active ? { ...entry, active: isThisPage(entry, currentUrl) ? 'page' : 'true' } : entry,
    ),
  }));
}

const item = (label: string, href: string, count?: number, covers?: RegExp): MenuItem => ({
  label,
  href,
  ...(count ? { count: shownCount(count) } : {}),
  ...(covers ? { covers } : {}),
});
/** Its lines are listed on a page of their own. */
const training = 'training-recognition';
/** A case, and what is done on it; a request that is being prepared. */
const uuid = '[0-9a-f]{8}-[0-9a-f-]{27}';
const ofACase = (portal: string): RegExp =>
  new RegExp(`^/${portal}/${portal === 'pro' ? `(?!${training}/)` : ''}[a-z-]+/(?:${uuid}|new|drafts)(?:/|$)`);

/** Counting stops at a thousand: more is said, not counted. */
export const countLimit = 1000;
export const shownCount = (count: number): string | number => (count > countLimit ? '1 000+' : count);

function operatorMenu({ ability }: Viewer, { counts = {}, sectors = [] }: Partial<ShellData>): MenuSection[] {
  const isEarly = sectors.length === 0 || sectors.includes('early-childhood');
  const trainings =
    sectors.includes('after-school') && ability.can(openFor(training), 'Facility')
      ? [item('Formation continue', '/pro/trainings', undefined, new RegExp(`^/pro/${training}/`))]
      : [];
  return [
    { items: [item('Accueil', '/pro'), item('Notifications', '/pro/notices', counts.notices)] },
    {
      title: isEarly ? 'Petite enfance' : 'Accueil extrascolaire',
      items: [
        ...(isEarly && ability.can('authorisation', 'Facility')
          ? [item('Mon autorisation', '/pro/authorisation', undefined, /^\/pro\/(?:facilities\/|photos$)/)]
          : []),
        ...(ability.can('read', 'Case') ? [item('Mes demandes', '/pro/cases', counts.openCases, ofACase('pro'))] : []),
        ...(isEarly ? [] : trainings),
        ...(ability.can('read', 'Facility') ? [item('Contacts ONE', '/pro/contacts')] : []),
      ],
    },
    { title: 'Accueil extrascolaire', items: isEarly ? trainings : [] },
    {
      title: 'Administration',
      items: [
        ...(ability.can('read', 'Membership') ? [item('Utilisateurs', '/pro/users')] : []),
        ...(ability.can('read', 'HistoryLine') ? [item('Historique', '/pro/history')] : []),
      ],
    },
    {
      title: 'Pouvoir organisateur',
      items: ability.can('change', 'Collaboration') ? [item('Mon Équipe', '/pro/team')] : [],
    },
    about('pro'),
  ];
}

function officeMenu(viewer: Viewer, shell: Partial<ShellData>): MenuSection[] {
  const { ability } = viewer;
  const { counts = {}, savedViews = [] } = shell;
  const works = ability.can('claim', 'Task');
  return [
    {
      title: 'Mes tâches',
      items: [
        ...(ability.can('read', 'Task')
          ? [
              ...(works ? [item('Les miennes', '/office/tasks?view=mine', counts.mine)] : []),
              item('Mon équipe', '/office/tasks?view=team', counts.team),
              item('Non attribuées', '/office/tasks?view=unassigned', counts.unassigned),
              item('Tout ce que je peux voir', '/office/tasks?view=all', counts.all, ofACase('office')),
            ]
          : []),
        ...(ability.can('read', 'TrainingGroup') ? [item('Modules à valider', '/office/trainings')] : []),
        item('Notifications', '/office/notices', counts.notices),
      ],
    },
    {
      title: 'Helpdesk',
      items: ability.can('answer', 'Ticket')
        ? [
            item('Tickets ouverts', '/office/helpdesk', counts.tickets),
            item('Mes tickets', '/office/helpdesk?view=mine'),
            item('Trouver un utilisateur', '/office/helpdesk/users'),
            item("Utilisateurs de l'ONE", '/office/users'),
            item('Corrections de données', '/office/helpdesk/corrections', counts.corrections),
            item('Sans administrateur', '/office/helpdesk/bodies', undefined, /^\/office\/helpdesk\/recoveries\//),
          ]
        : [],
    },
    { title: 'Mes vues', items: savedViews.map(({ name, query }) => item(name, `/office/tasks?${query}`)) },
    casesAndFacilities(viewer),
    {
      title: 'Supervision',
      items: ability.can('supervise', 'Case')
        ? [
            item('Lundi', '/supervision'),
            item('Bloquées', '/supervision/stuck', counts.stuck),
            ...(ability.can('answer', 'Ticket') ? [] : [item("Utilisateurs de l'ONE", '/office/users')]),
          ]
        : [],
    },
    { title: 'Contrôle', items: ability.can('read', 'Audit') ? [item('Historique', '/supervision/audit')] : [] },
    about('office'),
  ];
}

function supervisionMenu(viewer: Viewer, { counts = {} }: Partial<ShellData>): MenuSection[] {
  const supervises = viewer.ability.can('supervise', 'Case');
  return [
    {
      items: supervises
        ? [
            item('Lundi', '/supervision', undefined, /^\/supervision\/(?:reassign|cases)(?:\/|$)/),
            item('Échéances', '/supervision/deadlines'),
            item('Charge', '/supervision/load'),
            item('Bloquées', '/supervision/stuck', counts.stuck),
            item('Absences', '/office/absences'),
            item("Utilisateurs de l'ONE", '/office/users'),
            item('Travaux', '/supervision/batches'),
          ]
        : [],
    },
    {
      title: 'Règles',
      items: supervises
        ? [
            item('Paramètres', '/supervision/parameters', counts.ruleChanges),
            item('Jours fériés', '/supervision/parameters/calendar'),
            item('Procédures', '/supervision/procedures'),
          ]
        : [],
    },
    { title: 'Contrôle', items: seesHistory(viewer) ? [item('Historique', '/supervision/audit')] : [] },
    {
      title: 'Office',
      items: viewer.ability.can('read', 'Task')
        ? [item('Toutes les tâches', '/office/tasks?view=all', counts.all)]
        : [],
    },
    casesAndFacilities(viewer),
  ];
}

/** What one is told, and what one has asked. */
const about = (portal: 'pro' | 'office'): MenuSection => ({
  title: 'Infos et aide',
  items: [
    item('Communications', `/${portal}/communications`),
    item('Mes questions', `/${portal}/questions`, undefined, /^\/pro\/correction(?:\/|$)/),
  ],
});

const casesAndFacilities = ({ ability }: Viewer): MenuSection => ({
  title: 'Dossiers',
  items: ability.can('read', 'Facility')
    ? [
        item("Milieux d'accueil", '/office/facilities'),
        ...(ability.can('read', 'Case') ? [item('Validation des équipes', '/office/team-validations')] : []),
        item('Recherche', '/office/search', undefined, ofACase('office')),
      ]
    : [],
});

/** The history: the data protection officer sees all of it, a supervisor what concerns the cases of their administration. */
export const seesHistory = ({ portal, ability }: Viewer): boolean =>
  portal === 'office' && (ability.can('read', 'Audit') || ability.can('supervise', 'Case'));

/**
 * The entry whose path is the longest beginning of the current one; a query, where the entry has one, must be there too.
 * Where none is, the entry that covers the page.
 */
function findActive(items: MenuItem[], currentUrl: string): MenuItem | undefined {
  const current = new URL(currentUrl, 'http://menu.invalid');
  const scored = items.flatMap((entry) => {
    const target = new URL(entry.href, current);
    const isHere =
      current.pathname === target.pathname ||
      (homes.has(target.pathname) ? false : current.pathname.startsWith(`${target.pathname}/`));
    const asked = [...target.searchParams];
    const has = asked.every(
      ([name, value]) =>
        current.searchParams.getAll(name).includes(value) || (current.searchParams.size === 0 && value === 'mine'),
    );
    return isHere && has ? [{ entry, length: target.pathname.length * 100 + asked.length }] : [];
  });
  return (
    scored.sort((a, b) => b.length - a.length)[0]?.entry ?? items.find(({ covers }) => covers?.test(current.pathname))
  );
}
const isThisPage = ({ href }: MenuItem, currentUrl: string): boolean =>
  new URL(href, 'http://menu.invalid').pathname === new URL(currentUrl, 'http://menu.invalid').pathname;
const homes = new Set(['/pro', '/office', '/supervision']);

/** Under the name of the user: what is about oneself. */
export const linksOf = ({ portal, ability }: Viewer, currentUrl: string): MenuItem[] =>
  [
    ...(portal === 'office' && ability.can('read', 'Task')
      ? [item('Absences et remplacements', '/office/absences'), item('Ma liste par courriel', '/office/tasks/mail')]
      : []),
    item('Mon utilisateur', '/account', undefined, /^\/account\/(?:email|preferences)(?:\/|$)/),
    item('Mes connexions', '/account/connections'),
  ].map((entry) =>
    isThisPage(entry, currentUrl)
      ? { ...entry, active: 'page' }
      : entry.covers?.test(currentUrl.split('?')[0] ?? '')
        ? { ...entry, active: 'true' }
        : entry,
  );

/** For whom the person acts: bottom left, and under the name of the user. */
export function ownerOf(viewer: Viewer): { name: string; line: string; href?: string } {
  const roles = [...new Set(viewer.grants.map(({ role }) => roleNames[role]))].join(', ');
  if (viewer.portal === 'office') {
    const places = [...new Set(viewer.grants.map(({ administration }) => administration))];
    const [only] = places;
    const name =
      places.length === 1 && only
        ? administrationNames[only as Administration]
        : places.includes(null) || places.length === 0
          ? "Office de la Naissance et de l'Enfance"
          : `${String(places.length)} administrations subrégionales`;
    return { name, line: roles || 'Aucun droit configuré' };
  }
  const bodies = [...new Set(viewer.grants.flatMap(({ organisingBodyName }) => organisingBodyName ?? []))];
  const [first] = bodies;
  if (!first) return { name: 'Aucun droit configuré', line: 'Adressez-vous à votre pouvoir organisateur' };
  return {
    name: bodies.length === 1 ? first : `${first} et ${String(bodies.length - 1)} autre${bodies.length > 2 ? 's' : ''}`,
    line: roles,
    href: '/pro/organising-body',
  };
}
