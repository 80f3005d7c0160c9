/** Named views and columns: what an agent keeps of their inbox. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  keepColumns,
  findColumns,
  listViews,
  removeView,
  savedViewsLimit,
  saveView,
} from '../../db/inbox/preferences.ts';
import { findRhythm, keepRhythm, rhythms, type Rhythm } from '../../db/list-mails.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { code, several } from '../forms/envelope.ts';
import { requiredLine } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound, Problem } from '../problems.ts';
import { chosen, columns } from './columns.ts';
import { listHref, listQueryOf, parseListQuery } from './list-query.ts';

const nameMissing = 'Encodez un nom pour la vue';
const noTasks = 'Votre fonction ne donne pas accès aux tâches des dossiers.';
const tooManyViews = `Vous avez déjà ${String(savedViewsLimit)} vues : supprimez-en une`;

const View = z.strictObject({ name: requiredLine(nameMissing, 60) });
const Columns = z.strictObject({
  columns: several(code).optional().default([]),
});

const Wish = z.strictObject({ rhythm: z.enum(rhythms) });
const rhythmWords: Record<Rhythm, string> = {
  daily: 'Chaque jour ouvrable, à 7 h 30',
  weekly: 'Le premier jour ouvrable de la semaine, à 7 h 30',
  never: 'Jamais',
};

export function preferenceRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.use(['/office/tasks/views', '/office/tasks/columns', '/office/tasks/mail'], (_req, res, next) => {
    if (!getViewer(res).ability.can('read', 'Task')) throw forbidden(noTasks);
    next();
  });

  const showViews = async (req: Request, res: Response, error?: string): Promise<void> => {
    const { filter } = parseListQuery(req.query);
    const { name } = (req.body ?? {}) as { name?: unknown };
    if (error) res.status(422);
    renderPage(deps, req, res, 'inbox/views', {
      title: 'Mes vues',
      back: { href: listHref(filter), label: 'aux tâches' },
      action: `/office/tasks/views?${listQueryOf(filter)}`,
      views: (await listViews(db, getViewer(res).userId)).map((view) => ({
        name: view.name,
        href: `/office/tasks?${view.query}`,
        removeAction: `/office/tasks/views/${view.id}/remove?${listQueryOf(filter)}`,
      })),
      value: typeof name === 'string' ? name : '',
      error,
      errors: error ? [{ href: '#name', text: error }] : undefined,
    });
  };
  router.get('/office/tasks/views', (req, res) => showViews(req, res));

  router.post('/office/tasks/views', async (req, res) => {
    const form = View.safeParse(req.body ?? {});
    if (!form.success) {
      await showViews(req, res, form.error.issues[0]?.message ?? nameMissing);
      return;
    }
    const { filter } = parseListQuery(req.query);
    const kept = await saveView(db, getViewer(res).userId, { name: form.data.name, query: listQueryOf(filter) }, now());
    if (!kept) {
      await showViews(req, res, tooManyViews);
      return;
    }
    leaveFlash(req, { kind: 'done', text: `La vue « ${form.data.name} » est enregistrée. Elle est dans le menu.` });
    res.redirect(303, listHref(filter));
  });

  router.post('/office/tasks/views/:id/remove', async (req, res) => {
    const removed = await removeView(db, getViewer(res).userId, idOf(req));
    if (removed === 0) throw notFound();
    leaveFlash(req, { kind: 'done', text: 'La vue est supprimée.' });
    res.redirect(303, `/office/tasks/views?${listQueryOf(parseListQuery(req.query).filter)}`);
  });

  router.get('/office/tasks/mail', async (req, res) => {
    const { userId } = getViewer(res);
    const rhythm = await findRhythm(db, userId);
    renderPage(deps, req, res, 'inbox/mail', {
      title: 'Ma liste par courriel',
      back: { href: '/office/tasks', label: 'aux tâches' },
      options: rhythms.map((value) => ({ value, text: rhythmWords[value] })),
      value: rhythm,
    });
  });

  router.post('/office/tasks/mail', async (req, res) => {
    const form = Wish.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form');
    await keepRhythm(db, getViewer(res).userId, form.data.rhythm);
    leaveFlash(req, {
      kind: 'done',
      text: `Votre choix est enregistré : ${rhythmWords[form.data.rhythm].toLowerCase()}.`,
    });
    res.redirect(303, '/office/tasks/mail');
  });

  router.get('/office/tasks/columns', async (req, res) => {
    const { filter } = parseListQuery(req.query);
    const kept = await findColumns(db, getViewer(res).userId);
    renderPage(deps, req, res, 'inbox/columns', {
      title: 'Colonnes de la liste',
      back: { href: listHref(filter), label: 'aux tâches' },
      action: `/office/tasks/columns?${listQueryOf(filter)}`,
      list: listHref(filter),
      options: Object.entries(columns).map(([value, { label }]) => ({ value, text: label })),
      value: chosen(kept).map(([name]) => name),
    });
  });

  router.post('/office/tasks/columns', async (req, res) => {
    const form = Columns.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form');
    await keepColumns(
      db,
      getViewer(res).userId,
      chosen(form.data.columns).map(([name]) => name),
    );
    leaveFlash(req, { kind: 'done', text: 'Les colonnes sont enregistrées.' });
    res.redirect(303, listHref(parseListQuery(req.query).filter));
  });
  return router;
}
