/** The inbox as its view needs it. */
import { asSubject } from '../../db/access/subjects.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { type Sort, type TaskFilter, type TaskRow } from '../../db/inbox/list-tasks.ts';
import { views, type View } from '../../db/inbox/scopes.ts';
import type { Page } from '../../db/keyset.ts';
import { dayOf, noDueDay, type Day, type Instant } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { dueBadge } from '../../views/helpers.ts';
import { shownCount } from '../shown-count.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { wordsOfAction } from '../procedure-words.ts';
import { chosen } from './columns.ts';
import { filterBar } from './filter-bar.ts';
import { listHref, listQueryOf } from './list-query.ts';
import { nearOnly } from './near.ts';

const titles: Record<View, string> = {
  mine: 'Mes tâches',
  team: 'Les tâches de mon équipe',
  unassigned: 'Tâches non attribuées',
  all: 'Toutes les tâches que je peux voir',
};
const lists: Record<View, string> = {
  mine: 'Les miennes',
  team: 'Mon équipe',
  unassigned: 'Non attribuées',
  all: 'Tout',
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

export interface TaskList {
  procedures: readonly AnyProcedurePages[];
  page: Page<TaskRow> & { near: boolean };
  filter: TaskFilter;
  columns: readonly string[] | undefined;
  count: number;
  now: Instant;
  assignee?: string;
  /** How many tasks each list holds. */
  counts?: Partial<Record<View, number>> | undefined;
}

export function presentTaskList(
  viewer: Viewer,
  { procedures, page, filter, columns, count, now, assignee, counts = {} }: TaskList,
): Record<string, unknown> {
  const today = dayOf(now);
  const shown = chosen(columns);
  const showsCase = shown.some(([name]) => name === 'procedure');
  const heading = (label: string, sort: Sort | undefined, rest: object = {}): object => ({
    label,
    ...rest,
    ...(sort ? sortOf(filter, sort) : {}),
  });
  return {
    title: titles[filter.view],
    line: assignee,
    lists: views
      .filter((view) => view !== 'mine' || viewer.ability.can('claim', 'Task'))
      .map((view) => {
        const { [view]: held } = counts;
        return {
          label: lists[view],
          href: listHref({ view, sort: 'due', descending: false }),
          active: view === filter.view,
          ...(held ? { count: shownCount(held) } : {}),
        };
      }),
    links: [
      { label: 'Colonnes', href: `/office/tasks/columns?${listQueryOf(filter)}` },
      { label: 'Mes vues', href: `/office/tasks/views?${listQueryOf(filter)}` },
    ],
    filter: filterBar(procedures, viewer, filter),
    bulk: bulkOf(viewer, filter, count),
    near: page.near && page.rows.length > 0 ? nearOnly : undefined,
    table:
      page.rows.length > 0
        ? {
            caption: titles[filter.view],
            hideCaption: true,
            stack: true,
            rows40: true,
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
                  ...(showsCase ? {} : newsOf(row)),
                },
                ...shown.map(([name, { cell }]) => ({
                  ...cell(row, now, procedures),
                  ...(name === 'procedure' ? { href: caseHref(row, filter), ...newsOf(row) } : {}),
                  // What is about a body, or a person who works at several of its places, is at none.
                  ...(name === 'facility' && row.facility_id !== null
                    ? { href: `/office/facilities/${row.facility_id}` }
                    : {}),
                })),
              ],
            })),
          }
        : undefined,
    empty: emptyState(filter, counts.unassigned ?? 0),
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

const newsOf = (row: TaskRow): object => (row.is_new ? { note: { kind: 'news', text: 'nouveau' } } : {});

const listOf = (row: TaskRow, filter: TaskFilter): string =>
  new URLSearchParams({ task: row.id, list: listQueryOf(filter) }).toString();
const caseHref = (row: TaskRow, filter: TaskFilter): string =>
  `/office/${row.slug}/${row.case_id}?${listOf(row, filter)}`;

/** The form of the act where the person may do it, the case otherwise; both know the list one comes from. */
export function hrefOf({ ability }: Viewer, row: TaskRow, filter: TaskFilter): string {
  const page = `/office/${row.slug}/${row.case_id}`;
  const does = ability.can('claim', asSubject('Task', row));
  if (row.action === 'retry-effect')
    return ability.can('supervise', 'Case') ? `/supervision/cases/${row.case_id}` : caseHref(row, filter);
  return does ? `${page}/${row.action}?${listOf(row, filter)}` : caseHref(row, filter);
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
    total: counted,
    help: "j / k pour avancer, Entrée pour ouvrir, ? pour l'aide",
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
