/** « Consultations »: the sessions of doctors at a subsidised crèche, month by month. */
import { Router } from 'express';
import type { Dependencies } from '../context.ts';
import { exportPeriod } from './export.ts';
import { showCreches } from './list.ts';
import { getMonth } from './month-context.ts';
import { showMonth } from './month-page.ts';
import { saveMonth } from './save.ts';

export function consultationRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/consultations', (req, res) => showCreches(deps, req, res));
  router.get('/pro/facilities/:id/consultations/:month', async (req, res) => {
    await showMonth(deps, req, res, await getMonth(deps, req, res));
  });
  router.post('/pro/facilities/:id/consultations/:month', (req, res) => saveMonth(deps, req, res));
  router.get('/pro/facilities/:id/consultations/:period/export', (req, res) => exportPeriod(deps, req, res));
  return router;
}
