/** What may stand in the menus of ONE (office, supervision), by the person's rights and what the shell has counted: no entry leads to a refusal. */
import type { Viewer } from '../db/access/viewer.ts';
import type { ShellData } from '../db/home/shell.ts';
import { slug as dataCorrection } from '../workflows/data-correction/contract.ts';
import { about, item, ofACase, type MenuSection } from './menu-entries.ts';
import { seesHistory } from './supervision/access.ts';

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
        ...(ability.can('read', 'CommissionSession') ? [item("Commission d'agrément", '/office/commission')] : []),
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
    about('office', viewer.ability.can('write', 'Communication'), counts),
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

const casesAndFacilities = ({ ability }: Viewer): MenuSection => ({
  title: 'Dossiers',
  items: ability.can('read', 'Facility')
    ? [
        item("Milieux d'accueil", '/office/facilities'),
        ...(ability.can('read', 'Case') ? [item('Validation des équipes', '/office/team-validations')] : []),
        ...(ability.can('read', 'Case') ? [item('Bilans', '/office/reviews')] : []),
        ...(ability.can('aes-1', 'Facility') ? [item('Subsides AES 1', '/office/aes-subsidies')] : []),
        ...(ability.can('read', 'ProjectCall') ? [item('Appels à projets', '/office/calls')] : []),
        ...(ability.can('read', 'LumpSumTable') ? [item('Tableaux des forfaits', '/office/lump-sums')] : []),
        ...(ability.can('read', 'PaymentFile') ? [item('Paiements', '/office/payments')] : []),
        ...(ability.can('read', 'Bonus') ? [item('Primes exceptionnelles', '/office/bonuses')] : []),
        item('Recherche', '/office/search', undefined, ofACase('office')),
      ]
    : [],
});
