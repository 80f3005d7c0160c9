/** The inbox as its view needs it. */
import { asSubject } from '../../db/access/subjects.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { pageSize, type Sort, type TaskFilter, type TaskRow } from '../../db/inbox/list-tasks.ts';
import type { View } from '../../db/inbox/scopes.ts';
import type { Page } from '../../db/keyset.ts';
import { dayOf, noDueDay, type Day, type Instant } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { dueBadge } from '../../views/helpers.ts';
import { shownCount } from '../menu.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { kindsOf, wordsOfAction } from '../procedure-words.ts';
import { chosen } from './columns.ts';
import { listHref, listQueryOf } from './list-query.ts';

const titles: Record<View, string> = {
  mine: 'Mes tâches',
  team: 'Les tâches de mon équipe',
  unassigned: 'Tâches non attribuées',
  all: 'Toutes les tâches que je peux voir',
};
const empty: Record<View, { title: string; text: string; view: View; linkText: string }> = {
  mine: {
    title: 'Aucune tâche pour vous',
    text: "Aucune tâche ouverte ne vous est attribuée. Vous pouvez en prendre une parmi celles que personne n'a.",
    view: 'unassigned',
    linkText: 'Voir les tâches non attribuées',
  },
  team: {
    title: 'Aucune tâche dans votre équipe',
    text: 'Rien ne demande l’intervention de votre équipe pour le moment.',
    view: 'all',
    linkText: 'Voir tout ce que je peux voir',
  },
  unassigned: {
    title: 'Toutes les tâches sont attribuées',
    text: "Chaque tâche ouverte de votre équipe a quelqu'un qui s'en occupe.",
    view: 'team',
    linkText: 'Voir les tâches de mon équipe',
  },
  all: {
    title: 'Aucune tâche ouverte',
    text: 'Aucun dossier que vous pouvez voir n’attend d’intervention.',
    view: 'all',
    linkText: '',
  },
};
const oneMayTake = (count: number): (typeof empty)[View] => ({
  title: 'Aucune tâche ne vous est attribuée, mais il y en a à prendre',
  text: `${count === 1 ? "Une tâche de votre équipe n'a" : `${shownCount(count).toLocaleString('fr-BE')} tâches de votre équipe n'ont`} encore personne.`,
  view: 'unassigned',
  linkText: 'Voir les tâches non attribuées',
});
const dueOptions = [
  { value: '', text: 'Toutes' },
  { value: 'late', text: 'Dépassée' },
  { value: 'today', text: "Aujourd'hui" },
  { value: 'week', text: "D'ici dimanche" },
];

export interface TaskList {
  procedures: readonly AnyProcedurePages[];
  page: Page<TaskRow>;
  filter: TaskFilter;
  columns: readonly string[] | undefined;
  count: number;
  now: Instant;
  assignee?: string;
  /** How many tasks of the team nobody has. */
  unassigned?: number | undefined;
}

export function presentTaskList(
  viewer: Viewer,
  { procedures, page, filter, columns, count, now, assignee, unassigned = 0 }: TaskList,
): Record<string, unknown> {
  const today = dayOf(now);
  const shown = chosen(columns);
  const heading = (label: string, sort: Sort | undefined, rest: object = {}): object => ({
    label,
    ...rest,
    ...(sort ? sortOf(filter, sort) : {}),
  });
  return {
    title: titles[filter.view],
    line:
      [assignee, ...(filter.due === 'week' ? ['échéance d’ici dimanche'] : [])].filter(Boolean).join(' · ') ||
      undefined,
    filter: filterBar(procedures, viewer, filter),
    bulk: bulkOf(viewer, filter, count),
    table:
      page.rows.length > 0
        ? {
            caption: titles[filter.view],
            hideCaption: true,
            stack: true,
            dense: true,
            shortcuts: true,
            pickLabel: 'Sélection',
            columns: [
              heading('Échéance', 'due', { nowrap: true }),
              { label: 'Tâche' },
              ...shown.map(([, { label, sort, numeric, nowrap }]) => heading(label, sort, { numeric, nowrap })),
            ],
            rows: page.rows.map((row) => ({
              pick: { name: 'tasks', value: row.id, label: `Sélectionner ${row.reference}`, form: 'bulk' },
              cells: [
                dueCell(row.due_on, today),
                {
                  text: wordsOfAction(procedures, row.slug, row.action).task,
                  href: hrefOf(viewer, row, filter),
                  strong: true,
                },
                ...shown.map(([name, { cell }]) => ({
                  ...cell(row, now, procedures),
                  ...(name === 'facility' ? { href: `/office/facilities/${row.facility_id}` } : {}),
                })),
              ],
            })),
          }
        : undefined,
    empty: emptyState(filter, unassigned),
    pager: {
      text:
        count > page.rows.length
          ? `${String(page.rows.length)} tâches affichées sur ${shownCount(count).toLocaleString('fr-BE')}`
          : undefined,
      firstHref: page.previous ? listHref(filter) : undefined,
      previousHref: page.previous && listHref(filter, { before: page.previous }),
      nextHref: page.next && listHref(filter, { after: page.next }),
    },
    wide: true,
    scripts: ['scripts/inbox.js'],
  };
}

/** The form of the act where the person may do it, the case otherwise; both know the list one comes from. */
export function hrefOf({ ability }: Viewer, row: TaskRow, filter: TaskFilter): string {
  const page = `/office/${row.slug}/${row.case_id}`;
  const list = new URLSearchParams({ task: row.id, list: listQueryOf(filter) }).toString();
  const does = ability.can('claim', asSubject('Task', row));
  if (row.action === 'retry-effect')
    return ability.can('supervise', 'Case') ? `/supervision/cases/${row.case_id}` : `${page}?${list}`;
  return `${page}${does ? `/${row.action}` : ''}?${list}`;
}

export const dueCell = (dueOn: Day, today: Day): object =>
  dueOn === noDueDay
    ? { text: 'sans échéance' }
    : { badge: dueBadge(dueOn, today), text: '', title: formatLongDate(dueOn) };

function sortOf(filter: TaskFilter, sort: Sort): object {
  const isSorted = filter.sort === sort;
  return {
    sortHref: listHref({ ...filter, sort, descending: isSorted && !filter.descending }),
    ...(isSorted ? { sort: filter.descending ? 'descending' : 'ascending' } : {}),
  };
}

function filterBar(procedures: readonly AnyProcedurePages[], viewer: Viewer, filter: TaskFilter): object {
  const { view, sort, descending, slug, kind, action, due, administration, assignee, locality, text } = filter;
  const slugs = slug ? [slug] : procedures.map(({ process }) => process.slug);
  const all = { value: '', text: 'Toutes' };
  return {
    action: '/office/tasks',
    label: 'Filtrer les tâches',
    hidden: [
      { name: 'view', value: view },
      ...(sort !== 'due' || descending ? [{ name: 'sort', value: `${descending ? '-' : ''}${sort}` }] : []),
      ...(assignee ? [{ name: 'who', value: assignee }] : []),
    ],
    fields: [
      {
        name: 'kind',
        label: 'Procédure',
        value: kind ?? '',
        options: [
          all,
          ...slugs.flatMap((each) => kindsOf(procedures, each)).map(([value, label]) => ({ value, text: label })),
        ],
      },
      { name: 'task', label: 'Tâche', value: action ?? '', options: [all, ...taskActions(procedures)] },
      { name: 'due', label: 'Échéance', value: due ?? '', options: dueOptions },
      ...(seesSeveral(viewer)
        ? [
            {
              name: 'administration',
              label: 'Administration',
              value: administration ?? '',
              options: [
                all,
                ...Object.entries(administrationNames).map(([value, name]) => ({
                  value,
                  text: name.replace(/^Administration subrégionale (de la |de |du |d['’])/, ''),
                })),
              ],
            },
          ]
        : []),
      { name: 'locality', label: 'Localité', value: locality ?? '', placeholder: 'Namur, 5000' },
      { name: 'q', label: 'Milieu ou référence', value: text ?? '' },
    ],
    ...(kind || action || due || administration || assignee || locality || text
      ? { resetHref: listHref({ view, sort, descending }) }
      : {}),
    links: [
      { label: 'Colonnes', href: `/office/tasks/columns?${listQueryOf(filter)}` },
      { label: 'Mes vues', href: `/office/tasks/views?${listQueryOf(filter)}` },
    ],
  };
}

function taskActions(procedures: readonly AnyProcedurePages[]): { value: string; text: string }[] {
  const actions = procedures.flatMap(({ process }) =>
    Object.keys(process.statuses).flatMap((status) =>
      (rowOf(process, status).tasks ?? []).map(({ action }) => ({ slug: process.slug, action })),
    ),
  );
  const options = new Map(actions.map(({ slug, action }) => [action, wordsOfAction(procedures, slug, action).task]));
  return [...options].map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text, 'fr'));
}

const seesSeveral = ({ grants }: Viewer): boolean =>
  grants.some(({ administration }) => administration === null) ||
  new Set(grants.map(({ administration }) => administration)).size > 1;

function bulkOf({ ability }: Viewer, filter: TaskFilter, count: number): object | undefined {
  const buttons = [
    ...(ability.can('claim', 'Task') ? [{ label: 'Prendre', value: 'claim' }] : []),
    ...(ability.can('assign', 'Task') ? [{ label: 'Attribuer à…', value: 'assign' }] : []),
    ...(ability.can('release', 'Task') ? [{ label: 'Rendre', value: 'release' }] : []),
  ];
  if (buttons.length === 0 || count === 0) return undefined;
  const counted = `${shownCount(count).toLocaleString('fr-BE')} ${count === 1 ? 'tâche' : 'tâches'}`;
  return {
    id: 'bulk',
    action: `/office/tasks/picked?${listQueryOf(filter)}`,
    buttons,
    help: `${counted}${count > pageSize ? '' : ''} · j / k pour avancer, Entrée pour ouvrir, ? pour l'aide`,
  };
}

function emptyState(filter: TaskFilter, unassigned: number): object {
  const { view, sort, descending, ...narrowed } = filter;
  if (Object.values(narrowed).some((value) => value !== undefined)) {
    return {
      title: 'Aucune tâche ne répond à ces filtres',
      text: 'Les filtres choisis ne laissent rien dans cette liste.',
      href: listHref({ view, sort, descending }),
      linkText: 'Enlever les filtres',
    };
  }
  const { view: other, ...words } = view === 'mine' && unassigned > 0 ? oneMayTake(unassigned) : empty[view];
  return { ...words, ...(words.linkText ? { href: listHref({ view: other, sort: 'due', descending: false }) } : {}) };
}
