/** What may stand in the menu of operators, by the person's rights and what the shell has counted: no entry leads to a refusal. Those of ONE: `office-menu.ts`. */
import { bodiesToOpenFor, openFor } from '../db/access/acts.ts';
import { activityDossiers } from '../db/access/dossiers.ts';
import type { Viewer } from '../db/access/viewer.ts';
import type { ShellData } from '../db/home/shell.ts';
import { shownCount } from './shown-count.ts';

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

export const item = (label: string, href: string, count?: number, covers?: RegExp): MenuItem => ({
  label,
  href,
  ...(count ? { count: shownCount(count) } : {}),
  ...(covers ? { covers } : {}),
});

/** Their cases are listed on pages of their own. */
const training = 'training-recognition';
const account = 'bank-account';
const doctor = 'doctor-validation';
const quarter = 'quarterly-subsidy';
const afterSchoolSubsidy = 'aes-subsidy';
const agreement = 'agreement-renewal';
const preRequest = 'pre-request';
const review = 'functioning-review';
const projectCall = 'project-call';
const project = 'preparatory-process';
/** A case, and what is done on it; a request that is being prepared. */
const uuid = '[0-9a-f]{8}-[0-9a-f-]{27}';
export const ofACase = (portal: string): RegExp =>
  new RegExp(
    `^/${portal}/${portal === 'pro' ? `(?!(?:${training}|${account}|${doctor}|${quarter}|${afterSchoolSubsidy}|${agreement}|${preRequest}|${review}|${projectCall}|${project}|calls|reviews|applications|after-school|doctors|facilities|bodies)/)` : '(?!(?:calls|commission|facilities|helpdesk|tickets|trainings|users)/)'}[a-z-]+/(?:${uuid}|new|drafts)(?:/|$)`,
  );

const ofAPlace = String.raw`presentation$|facilities/[^/]+/(?:data|presentation|correction)(?:/|$)`;
const ofABody = 'bodies/|body/correction$';
const sheetsOf = (...pages: string[]): RegExp => new RegExp(`^/pro/(?:${pages.join('|')})`);
/** Its schedule, leader and history; the calendar. */
const ofAnAfterSchoolPlace = new RegExp(`^/pro/after-school/(?:calendar$|${uuid}(?:$|/(?:leader|history|schedule)$))`);
/** The months of a place, and the files that are read into them. */
const ofAfterSchoolAttendance = new RegExp(
  `^/pro/after-school/(?:imports?(?:/|$)|${uuid}/(?:attendance|import)(?:/|$))`,
);
const ofADoctor = new RegExp(`^/pro/(?:${doctor}/|facilities/[^/]+/doctors/)`);

export function operatorMenu(
  viewer: Viewer,
  { counts = {}, sectors = [], hasSubsidies }: Partial<ShellData>,
): MenuSection[] {
  const { ability, grants } = viewer;
  const isEarly = sectors.length === 0 || sectors.includes('early-childhood');
  // Who is her own organising body has one sheet, as in her guide.
  const isChildminder = grants.length > 0 && grants.every(({ role }) => role === 'childminder');
  const hasAfterSchool = sectors.includes('after-school');
  const afterSchool = [
    ...(hasAfterSchool && ability.can('sheet', 'Facility')
      ? [item('Lieux', '/pro/after-school', undefined, ofAnAfterSchoolPlace)]
      : []),
    ...(hasAfterSchool && ability.can('aes-1', 'Facility')
      ? [item('Présences', '/pro/after-school/attendance', undefined, ofAfterSchoolAttendance)]
      : []),
    ...(hasAfterSchool && ability.can('aes-1', 'Facility') && ability.can('read', 'Case')
      ? [item('Subsides', '/pro/aes-subsidies', undefined, new RegExp(`^/pro/${afterSchoolSubsidy}/`))]
      : []),
    ...(hasAfterSchool && bodiesToOpenFor(viewer, { slug: agreement, action: 'open-request' }).length > 0
      ? [item('Agrément', '/pro/agreement', undefined, new RegExp(`^/pro/(?:${agreement}|agreement)/`))]
      : []),
    ...(hasAfterSchool && ability.can(openFor(training), 'Facility')
      ? [item('Formation continue', '/pro/trainings', undefined, new RegExp(`^/pro/${training}/`))]
      : []),
  ];
  return [
    { items: [item('Accueil', '/pro'), item('Notifications', '/pro/notices', counts.notices)] },
    {
      title: isEarly ? 'Petite enfance' : 'Accueil extrascolaire',
      items: [
        ...(ability.can('sheet', 'Facility')
          ? [
              isChildminder
                ? item('Signalétique', '/pro/facilities', undefined, sheetsOf(ofAPlace, ofABody))
                : item("Mes milieux d'accueil", '/pro/facilities', undefined, sheetsOf(ofAPlace)),
            ]
          : []),
        ...(isEarly && ability.can('authorisation', 'Facility')
          ? [
              item(
                'Mon autorisation',
                '/pro/authorisation',
                undefined,
                /^\/pro\/facilities\/(?![^/]+\/(?:attendance|consultations|doctors|data|presentation|correction))/,
              ),
            ]
          : []),
        ...(ability.can('read', 'Case') ? [item('Mes demandes', '/pro/cases', counts.openCases, ofACase('pro'))] : []),
        ...(isEarly && bodiesToOpenFor(viewer, { slug: project, action: 'introduce' }).length > 0
          ? [item("Mon projet d'accueil", `/pro/${project}/new`, undefined, new RegExp(`^/pro/${project}/`))]
          : []),
        ...(isEarly && ability.can('reviews', 'Facility')
          ? [item('Mes bilans', '/pro/reviews', undefined, new RegExp(`^/pro/${review}/`))]
          : []),
        ...(isEarly && ability.can('pre-requests', 'Facility')
          ? [item('Pré-demandes', '/pro/pre-requests', counts.preRequests, new RegExp(`^/pro/${preRequest}/`))]
          : []),
        ...(isEarly && !isChildminder && ability.can(openFor(projectCall), 'Facility')
          ? [item('Appels à projets', '/pro/calls', undefined, new RegExp(`^/pro/${projectCall}/`))]
          : []),
        ...(isEarly ? [] : afterSchool),
        ...(ability.can('read', 'Facility') ? [item('Contacts ONE', '/pro/contacts')] : []),
      ],
    },
    { title: 'Accueil extrascolaire', items: isEarly ? afterSchool : [] },
    {
      title: 'Autres activités',
      items: activityDossiers.some((dossier) => ability.can(dossier, 'Facility'))
        ? [item('Mes activités', '/pro/activities')]
        : [],
    },
    {
      title: 'Subsides',
      items: [
        ...(hasSubsidies ? subsidies : []),
        ...(isEarly && ability.can('read', 'Payment')
          ? [item('Récapitulatif', '/pro/subsidies'), item('Communications subsides', '/pro/subsidies/scales')]
          : []),
      ],
    },
    {
      title: 'Administration',
      items: [
        ...(ability.can('read', 'Membership') ? [item('Utilisateurs', '/pro/users')] : []),
        ...(ability.can('read', 'Application') ? [item('Applications externes', '/pro/applications')] : []),
        ...(ability.can(openFor(account), 'Facility')
          ? [item('Comptes bancaires', '/pro/accounts', undefined, new RegExp(`^/pro/${account}/`))]
          : []),
        ...(ability.can('read', 'HistoryLine') ? [item('Historique', '/pro/history')] : []),
      ],
    },
    {
      title: 'Pouvoir organisateur',
      items: [
        ...(ability.can('sheet', 'OrganisingBody') && !isChildminder
          ? [item('Signalétique', '/pro/body/data', undefined, sheetsOf(ofABody))]
          : []),
        ...(ability.can('change', 'Collaboration') ? [item('Mon Équipe', '/pro/team')] : []),
      ],
    },
    about('pro', true),
  ];
}

/** What a subsidised crèche declares, in the order in which it is done. */
const subsidies: MenuItem[] = [
  item('Trimestre', '/pro/quarters', undefined, new RegExp(`^/pro/${quarter}/`)),
  item('Présences', '/pro/attendance', undefined, /^\/pro\/facilities\/[^/]+\/attendance\//),
  item('Consultations', '/pro/consultations', undefined, /^\/pro\/facilities\/[^/]+\/consultations\//),
  item('Mes médecins', '/pro/doctors', undefined, ofADoctor),
];

/** What one is told, and what one has asked. */
export const about = (
  portal: 'pro' | 'office',
  invites: boolean,
  { communications, newsletters }: { communications?: number; newsletters?: number } = {},
): MenuSection => ({
  title: 'Infos et aide',
  items: [
    item('Communications', `/${portal}/communications`, communications),
    item('Flash Accueil et PRO.DIG.E', `/${portal}/newsletters`, newsletters),
    ...(invites ? [item('Séances et enquêtes', `/${portal}/invitations`)] : []),
    item('Mes questions', `/${portal}/questions`, undefined, /^\/pro\/correction(?:\/|$)/),
  ],
});
