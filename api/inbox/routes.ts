/** The agents' side that belongs to no single procedure: tasks, search, facilities. */
import { Router } from 'express';
import { listAbsencesAround } from '../../db/absences.ts';
import { findAgentName } from '../../db/inbox/colleagues.ts';
import { countTasks, listTasks } from '../../db/inbox/list-tasks.ts';
import { findColumns } from '../../db/inbox/preferences.ts';
import type { ShellData } from '../../db/home/shell.ts';
import { absenceBanner } from '../absences/routes.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { countLimit } from '../shown-count.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { facilityRoutes } from './facilities.ts';
import { handOverRoutes } from './hand-over.ts';
import { parseListQuery } from './list-query.ts';
import { preferenceRoutes } from './preferences.ts';
import { searchRoutes } from './search.ts';
import { presentTaskList } from './task-list.ts';

export function inboxRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/office/tasks', async (req, res) => {
    const viewer = getViewer(res);
    if (!viewer.ability.can('read', 'Task'))
      throw forbidden('Votre fonction ne donne pas accès aux tâches des dossiers.');
    const { filter, cursor } = parseListQuery(req.query, viewer.ability.can('claim', 'Task') ? 'mine' : 'all');
    const { view, sort: _sort, descending: _descending, ...narrowed } = filter;
    const { shell } = res.locals as { shell?: ShellData };
    const counted = Object.keys(narrowed).length === 0 ? shell?.counts[view] : undefined;
    const at = now();
    const [page, columns, count, assignee, absences] = await Promise.all([
      listTasks(db, viewer, filter, cursor, at),
      findColumns(db, viewer.userId),
      counted ?? countTasks(db, viewer, filter, at, countLimit + 1),
      filter.assignee ? findAgentName(db, filter.assignee) : undefined,
      listAbsencesAround(db, viewer.userId, at),
    ]);
    renderPage(deps, req, res, 'inbox/tasks', {
      title: '',
      absences: absences.map((absence) => absenceBanner(absence, viewer)),
      ...presentTaskList(viewer, {
        procedures: deps.procedures,
        page,
        filter,
        columns,
        count,
        counts: shell?.counts,
        now: at,
        ...(assignee ? { assignee } : {}),
      }),
    });
  });

  router.use(handOverRoutes(deps));
  router.use(preferenceRoutes(deps));
  router.use(searchRoutes(deps));
  router.use(facilityRoutes(deps));
  return router;
}
