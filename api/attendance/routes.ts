/** « Présences »: the months of a subsidised crèche, encoded day by day. */
import { Router } from 'express';
import type { Dependencies } from '../context.ts';
import { cellRoutes } from './cells.ts';
import { childRoutes } from './child.ts';
import { showCreches } from './list.ts';
import { lineRoutes } from './lines.ts';
import { officeRoutes } from './office.ts';
import { proposingRoutes } from './proposing.ts';
import { weekRoutes } from './week.ts';

export function attendanceRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/attendance', (req, res) => showCreches(deps, req, res));
  router.use(weekRoutes(deps));
  router.use(lineRoutes(deps));
  router.use(proposingRoutes(deps));
  router.use(childRoutes(deps));
  router.use(cellRoutes(deps));
  router.use(officeRoutes(deps));
  return router;
}
