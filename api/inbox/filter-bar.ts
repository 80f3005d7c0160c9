/** The filters of the inbox, as chips. */
import type { Viewer } from '../../db/access/viewer.ts';
import type { TaskFilter } from '../../db/inbox/list-tasks.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { rowOf } from '../../workflows/procedure.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';
import { kindsOf, wordsOfAction } from '../procedure-words.ts';
import { listHref } from './list-query.ts';

const dueOptions = [
  { value: '', text: 'Toutes' },
  { value: 'late', text: 'Dépassée' },
  { value: 'today', text: "Aujourd'hui" },
  { value: 'week', text: "D'ici dimanche" },
];

export function filterBar(procedures: readonly AnyProcedurePages[], viewer: Viewer, filter: TaskFilter): object {
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
      { name: 'locality', label: 'Localité', value: locality ?? '', placeholder: '5000' },
      { name: 'q', label: 'Nom ou référence', value: text ?? '' },
    ],
    ...(kind || action || due || administration || assignee || locality || text
      ? { resetHref: listHref({ view, sort, descending }) }
      : {}),
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
