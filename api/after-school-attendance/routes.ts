/** « Présences » after school: the months of a place, as its operator encodes them and as ONE reads them. */
import { Router } from 'express';
import type { Dependencies } from '../context.ts';
import { cellRoutes } from './cells.ts';
import { showPlaces } from './list.ts';
import { getMonth, noteReading } from './month-context.ts';
import { showMonth } from './month-page.ts';
import { saveRoutes } from './save.ts';

export function afterSchoolAttendanceRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/after-school/attendance', (req, res) => showPlaces(deps, req, res));
  // Without a month, that of today: nobody has to know its budget year.
  for (const path of [
    '/pro/after-school/:id/attendance',
    '/pro/after-school/:id/attendance/:month',
    '/office/after-school/:id/attendance/:month',
  ])
    router.get(path, async (req, res) => {
      const context = await getMonth(deps, req, res);
      await noteReading(deps, res, context);
      await showMonth(deps, req, res, context);
    });
  router.use(saveRoutes(deps));
  router.use(cellRoutes(deps));
  return router;
}
