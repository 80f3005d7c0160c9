/** What may stand in the menu of each portal, by the person's rights and what the shell has counted: no entry leads to a refusal. */
import { openFor } from '../db/access/acts.ts';
import { activityDossiers } from '../db/access/dossiers.ts';
import type { Viewer } from '../db/access/viewer.ts';
import type { ShellData } from '../db/home/shell.ts';
import { slug as dataCorrection } from '../workflows/data-correction/contract.ts';
import { shownCount } from './shown-count.ts';
import { seesHistory } from './supervision/access.ts';

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
const preRequest = 'pre-request';
const review = 'functioning-review';
const projectCall = 'project-call';
/** A case, and what is done on it; a request that is being prepared. */
const uuid = '[0-9a-f]{8}-[0-9a-f-]{27}';
const ofACase = (portal: string): RegExp =>
  new RegExp(
    `^/${portal}/${portal === 'pro' ? `(?!(?:${training}|${account}|${doctor}|${quarter}|${preRequest}|${review}|${projectCall}|calls|reviews|applications|doctors|facilities|bodies)/)` : '(?!(?:calls|facilities|helpdesk|tickets|trainings|users)/)'}[a-z-]+/(?:${uuid}|new|drafts)(?:/|$)`,
  );

const ofAPlace = String.raw`presentation$|facilities/[^/]+/(?:data|presentation|correction)(?:/|$)`;
const ofABody = 'bodies/|body/correction$';
const sheetsOf = (...pages: string[]): RegExp => new RegExp(`^/pro/(?:${pages.join('|')})`);
const ofADoctor = new RegExp(`^/pro/(?:${doctor}/|facilities/[^/]+/doctors/)`);

export function operatorMenu(
  { ability, grants }: Viewer,
  { counts = {}, sectors = [], hasSubsidies }: Partial<ShellData>,
): MenuSection[] {
  const isEarly = sectors.length === 0 || sectors.includes('early-childhood');
  // Who is her own organising body has one sheet, as in her guide.
  const isChildminder = grants.length > 0 && grants.every(({ role }) => role === 'childminder');
  const trainings =
    sectors.includes('after-school') && ability.can(openFor(training), 'Facility')
      ? [item('Formation continue', '/pro/trainings', undefined, new RegExp(`^/pro/${training}/`))]
      : [];
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
        ...(isEarly && ability.can('reviews', 'Facility')
          ? [item('Mes bilans', '/pro/reviews', undefined, new RegExp(`^/pro/${review}/`))]
          : []),
        ...(isEarly && ability.can('pre-requests', 'Facility')
          ? [item('Pré-demandes', '/pro/pre-requests', counts.preRequests, new RegExp(`^/pro/${preRequest}/`))]
          : []),
        ...(isEarly && !isChildminder && ability.can(openFor(projectCall), 'Facility')
          ? [item('Appels à projets', '/pro/calls', undefined, new RegExp(`^/pro/${projectCall}/`))]
          : []),
        ...(isEarly ? [] : trainings),
        ...(ability.can('read', 'Facility') ? [item('Contacts ONE', '/pro/contacts')] : []),
      ],
    },
    { title: 'Accueil extrascolaire', items: isEarly ? trainings : [] },
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

export function officeMenu(viewer: Viewer, shell: Partial<ShellData>): MenuSection[] {
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
        ...(counts.handed ? [item('Tickets confiés', '/office/tickets', counts.handed)] : []),
      ],
    },
    {
      title: 'Helpdesk',
      items: ability.can('answer', 'Ticket')
        ? [
            item('Tickets ouverts', '/office/helpdesk', counts.tickets),
            item('Mes tickets', '/office/helpdesk?view=mine'),
            item('Phrases types', '/office/helpdesk/sentences'),
            item('Trouver un utilisateur', '/office/helpdesk/users'),
            item("Utilisateurs de l'ONE", '/office/users'),
            item(
              'Corrections de données',
              '/office/helpdesk/corrections',
              (counts.corrections ?? 0) + (counts.dataCorrections ?? 0) || undefined,
              new RegExp(`^/office/${dataCorrection}/`),
            ),
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
    about('office', viewer.ability.can('write', 'Communication'), counts.communications),
  ];
}

export function supervisionMenu(viewer: Viewer, { counts = {} }: Partial<ShellData>): MenuSection[] {
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
const about = (portal: 'pro' | 'office', invites: boolean, waiting?: number): MenuSection => ({
  title: 'Infos et aide',
  items: [
    item('Communications', `/${portal}/communications`, waiting),
    ...(invites ? [item('Séances et enquêtes', `/${portal}/invitations`)] : []),
    item('Mes questions', `/${portal}/questions`, undefined, /^\/pro\/correction(?:\/|$)/),
  ],
});

const casesAndFacilities = ({ ability }: Viewer): MenuSection => ({
  title: 'Dossiers',
  items: ability.can('read', 'Facility')
    ? [
        item("Milieux d'accueil", '/office/facilities'),
        ...(ability.can('read', 'Case') ? [item('Validation des équipes', '/office/team-validations')] : []),
        ...(ability.can('read', 'Case') ? [item('Bilans', '/office/reviews')] : []),
        ...(ability.can('read', 'ProjectCall') ? [item('Appels à projets', '/office/calls')] : []),
        ...(ability.can('read', 'LumpSumTable') ? [item('Tableaux des forfaits', '/office/lump-sums')] : []),
        ...(ability.can('read', 'PaymentFile') ? [item('Paiements', '/office/payments')] : []),
        ...(ability.can('read', 'Bonus') ? [item('Primes exceptionnelles', '/office/bonuses')] : []),
        item('Recherche', '/office/search', undefined, ofACase('office')),
      ]
    : [],
});
