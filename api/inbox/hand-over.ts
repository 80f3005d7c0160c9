/** Taking tasks, giving them back, giving them to a colleague: one or many at once, and what to say when a colleague was quicker. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Viewer } from '../../db/access/viewer.ts';
import { findColleague, listColleagues } from '../../db/inbox/colleagues.ts';
import { assignTasks, claimTasks, releaseTasks, type HandedOver } from '../../db/inbox/hand-over.ts';
import { listPicked } from '../../db/inbox/list-tasks.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, several } from '../forms/envelope.ts';
import { errorLinks, faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { requiredText } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import { roleNames } from '../../workflows/roles.ts';
import { wordOfKind, wordsOfAction } from '../procedure-words.ts';
import { listHref, parseListQuery } from './list-query.ts';

export const nothingPicked = "Cochez d'abord au moins une tâche.";
const chooseColleague = 'Choisissez à qui attribuer';
const giveReason = 'Encodez le motif';

export const pickedIds = several(id).optional().default([]).pipe(z.array(id).max(500));
const Picked = z.strictObject({ action: z.enum(['claim', 'release', 'assign']).optional(), tasks: pickedIds });
export const Assignment = z.strictObject({
  tasks: pickedIds,
  assignee: z.union([id, z.literal('nobody')], { error: chooseColleague }),
  reason: requiredText(giveReason, 500),
});

type Act = 'claim' | 'release' | 'assign';
const words: Record<Act, [one: string, many: string]> = {
  claim: ['prise', 'prises'],
  release: ['rendue', 'rendues'],
  assign: ['attribuée', 'attribuées'],
};

export function handOverRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  const settle = async (req: Request, res: Response, action: Act | undefined): Promise<void> => {
    const viewer = getViewer(res);
    const form = Picked.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form');
    const chosen = action ?? form.data.action ?? 'claim';
    const { tasks } = form.data;
    if (tasks.length === 0) {
      leaveFlash(req, { kind: 'warning', text: nothingPicked });
      backToList(req, res);
      return;
    }
    if (chosen === 'assign') {
      await showAssignment(deps, req, res, tasks);
      return;
    }
    const outcome = await (chosen === 'claim' ? claimTasks : releaseTasks)(db, viewer, tasks, now());
    tell(req, chosen, outcome);
    backToList(req, res);
  };
  router.post('/office/tasks/picked', (req, res) => settle(req, res, undefined));
  router.post('/office/tasks/claim', (req, res) => settle(req, res, 'claim'));
  router.post('/office/tasks/release', (req, res) => settle(req, res, 'release'));

  router.post('/office/tasks/assign', async (req, res) => {
    const viewer = getViewer(res);
    const form = Assignment.safeParse(req.body ?? {});
    if (!form.success) {
      await showAssignment(deps, req, res, idsIn(req.body), faultsIn(form.error));
      return;
    }
    const { tasks, assignee, reason } = form.data;
    const colleague = await colleagueOf(deps, viewer, assignee);
    if (colleague === undefined) {
      await showAssignment(deps, req, res, tasks, { assignee: chooseColleague });
      return;
    }
    tell(
      req,
      'assign',
      await assignTasks(db, viewer, tasks, colleague ? [colleague] : [], reason, now()),
      colleague ? ` à ${colleague.firstName} ${colleague.familyName}` : '',
    );
    backToList(req, res);
  });
  return router;
}

/** Null gives to nobody; undefined: not one the viewer may choose. */
export async function colleagueOf(
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  viewer: Viewer,
  assignee: string,
): Promise<Viewer | null | undefined> {
  if (assignee === 'nobody') return null;
  const choice = await listColleagues(db, viewer, now());
  return choice.some((one) => one.id === assignee) ? findColleague(db, assignee, now()) : undefined;
}

/** What became of them, as a sentence on the next page. @throws Problem 404 (one was not for these eyes), 403 (none could be done) */
export function tell(req: Request, action: Act, outcome: HandedOver | undefined, to = ''): void {
  if (!outcome) throw notFound();
  const { done, taken, closed, refused } = outcome;
  if (refused.length > 0 && done.length + taken.length + closed.length === 0) throw forbidden(refused[0]?.reason);
  const [one, many] = words[action];
  const by = [...new Set(taken.flatMap(({ by: name }) => name ?? []))].join(', ');
  const sentences = [
    done.length > 0 ? `${counted(done.length)} ${done.length === 1 ? one : many}${to}.` : '',
    taken.length > 0
      ? `${counted(taken.length)} ${taken.length === 1 ? 'est déjà chez' : 'sont déjà chez'} ${by} : rien n'a été changé.`
      : '',
    closed.length > 0
      ? `${counted(closed.length)} ${closed.length === 1 ? 'a été traitée' : 'ont été traitées'} entre-temps.`
      : '',
    refused.length > 0
      ? `${counted(refused.length)} ${refused.length === 1 ? "n'a pas pu l'être" : "n'ont pas pu l'être"}${refused[0]?.reason ? ` : ${refused[0].reason}` : '.'}`
      : '',
  ];
  leaveFlash(req, {
    kind: done.length === 0 || taken.length + refused.length > 0 ? 'warning' : 'done',
    text: sentences.filter(Boolean).join(' '),
  });
}
const counted = (count: number): string => `${String(count)} ${count === 1 ? 'tâche' : 'tâches'}`;

function backToList(req: Request, res: Response): void {
  const { filter, cursor } = parseListQuery(req.query);
  res.redirect(303, listHref(filter, cursor));
}

async function showAssignment(
  deps: Dependencies,
  req: Request,
  res: Response,
  ids: string[],
  error: Faults = {},
): Promise<void> {
  const viewer = getViewer(res);
  if (!viewer.ability.can('assign', 'Task'))
    throw forbidden('Seules les personnes qui dirigent une équipe attribuent des tâches.');
  const [tasks, colleagues] = await Promise.all([
    listPicked(deps.db, viewer, ids),
    listColleagues(deps.db, viewer, deps.now()),
  ]);
  if (tasks.length < new Set(ids).size) throw notFound();
  const { filter, cursor } = parseListQuery(req.query);
  const { assignee, reason } = (req.body ?? {}) as { assignee?: unknown; reason?: unknown };
  const list = listHref(filter, cursor);
  if (isFaulty(error)) res.status(422);
  renderPage(deps, req, res, 'inbox/assign', {
    title: 'Attribuer des tâches',
    drafted: '/office/tasks/assign',
    back: { href: list, label: 'aux tâches' },
    action: `/office/tasks/assign?${list.split('?')[1] ?? ''}`,
    error,
    errors: errorLinks(error, ['assignee', 'reason']),
    values: {
      assignee: typeof assignee === 'string' ? assignee : '',
      reason: typeof reason === 'string' ? reason : '',
    },
    colleagues: [
      ...colleagues.map((one) => ({
        value: one.id,
        text: `${one.familyName} ${one.firstName} – ${one.roles.map((role) => roleNames[role]).join(', ')} (${one.administrations.map((place) => (place ? administrationNames[place as Administration] : 'ONE')).join(', ')})`,
      })),
      { value: 'nobody', text: 'Personne (non attribuée)' },
    ],
    tasks: tasks.map((task) => ({
      id: task.id,
      what: wordsOfAction(deps.procedures, task.slug, task.action).task,
      where: `${wordOfKind(deps.procedures, task.slug, task.kind)} · ${task.reference} · ${task.facility_name}`,
      who: task.assignee ?? 'non attribuée',
    })),
    list,
  });
}
const idsIn = (body: unknown): string[] => {
  const result = pickedIds.safeParse((body as { tasks?: unknown } | undefined)?.tasks);
  return result.success ? result.data : [];
};
