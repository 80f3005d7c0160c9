/** « Mon Équipe »: who works for the organising body. */
import { Router } from 'express';
import type { Dependencies } from '../context.ts';
import { addRoutes } from './add.ts';
import { showTeam } from './list.ts';
import { sheetRoutes } from './sheet.ts';

export function teamRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/team', (req, res) => showTeam(deps, req, res));
  router.use(addRoutes(deps));
  router.use(sheetRoutes(deps));
  return router;
}
