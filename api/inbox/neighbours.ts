/** The task before and the one after, in the list one comes from: for the links of a case page. */
import { findFirstTask, findNeighbours, type Neighbour } from '../../db/inbox/list-tasks.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { isUuid } from '../../domain/identifiers.ts';
import type { Dependencies } from '../context.ts';
import { wordsOfAction } from '../procedure-words.ts';
import { listHref, listQueryOf, parseListQuery } from './list-query.ts';

export interface Neighbours {
  back: { href: string; label: string };
  neighbours: { previous?: string; next?: string };
  scripts: string[];
}

/**
 * For the layout's `back` and `neighbours`.
 * @param query the list's own query, as `?list=…` gives it back; @param taskId as `?task=…` does. Anything odd gives the plain list, without neighbours.
 */
export async function neighboursOf(
  deps: Pick<Dependencies, 'db' | 'now'>,
  viewer: Viewer,
  query: unknown,
  taskId: unknown,
): Promise<Neighbours> {
  const { filter } = parseListQuery(new URLSearchParams(typeof query === 'string' ? query : ''));
  const { previous, next } = isUuid(taskId) ? await findNeighbours(deps.db, viewer, filter, taskId, deps.now()) : {};
  const href = (task: Neighbour): string =>
    `/office/${task.slug}/${task.caseId}?${new URLSearchParams({ task: task.id, list: listQueryOf(filter) }).toString()}`;
  return {
    // Who has no tasks came by the search.
    back: viewer.ability.can('read', 'Task')
      ? { href: listHref(filter), label: filter.view === 'mine' ? 'à mes tâches' : 'aux tâches' }
      : { href: '/office/search', label: 'à la recherche' },
    // The keys j and k.
    scripts: (previous ?? next) ? ['scripts/inbox.js'] : [],
    neighbours: { ...(previous ? { previous: href(previous) } : {}), ...(next ? { next: href(next) } : {}) },
  };
}

/**
 * Where an agent goes on after an act: the task after the one that was done in the list they came from, else the first of that list; without
 * a list, the first of their own.
 */
export async function nextTaskOf(
  deps: Pick<Dependencies, 'db' | 'now' | 'procedures'>,
  viewer: Viewer,
  query: unknown,
  taskId: unknown,
): Promise<{ href: string; linkText: string }> {
  const { filter } = parseListQuery(new URLSearchParams(typeof query === 'string' ? query : ''));
  const { next } = isUuid(taskId) ? await findNeighbours(deps.db, viewer, filter, taskId, deps.now()) : {};
  const task = next ?? (await findFirstTask(deps.db, viewer, filter, deps.now()));
  if (!task) return { href: listHref(filter), linkText: "C'était la dernière tâche de cette liste." };
  const { task: what } = wordsOfAction(deps.procedures, task.slug, task.action);
  return {
    href: `/office/${task.slug}/${task.caseId}/${task.action}?${new URLSearchParams({ task: task.id, list: listQueryOf(filter) }).toString()}`,
    linkText: `Tâche suivante : ${what.toLowerCase()} (${task.facilityName})`,
  };
}
