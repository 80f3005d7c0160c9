/** « Commission d'agrément » : the calendar of its sessions, their agendas and minutes. */
import { Router } from 'express';
import { getViewer, type Dependencies } from '../context.ts';
import { forbidden } from '../problems.ts';
import { agendaRoutes } from './agenda.ts';
import { closeRoutes } from './close.ts';
import { documentRoutes } from './document.ts';
import { exportRoutes } from './export.ts';
import { listRoutes } from './list.ts';
import { minutesRoutes } from './minutes.ts';
import { opinionRoutes } from './opinion.ts';
import { listPath } from './paths.ts';
import { planRoutes } from './plan.ts';
import { sessionRoutes } from './session.ts';
import { signRoutes } from './sign.ts';

export function commissionRoutes(deps: Dependencies): Router {
  const router = Router();
  router.use(listPath, (_req, res, next) => {
    if (!getViewer(res).ability.can('read', 'CommissionSession'))
      throw forbidden("La commission d'agrément est suivie par la direction de l'accueil temps libre.");
    next();
  });
  router.use(planRoutes(deps));
  router.use(exportRoutes(deps));
  router.use(documentRoutes(deps));
  router.use(agendaRoutes(deps));
  router.use(minutesRoutes(deps));
  router.use(opinionRoutes(deps));
  router.use(closeRoutes(deps));
  router.use(signRoutes(deps));
  router.use(listRoutes(deps));
  router.use(sessionRoutes(deps));
  return router;
}
