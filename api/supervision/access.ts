/** Who enters which room of supervision. */
import type { RequestHandler } from 'express';
import { getViewer } from '../context.ts';
import { seesHistory } from '../menu.ts';
import { forbidden } from '../problems.ts';

const supervisorsOnly = 'Cette partie est réservée à la supervision.';

export const requireSupervision: RequestHandler = (_req, res, next) => {
  if (!getViewer(res).ability.can('supervise', 'Case')) throw forbidden(supervisorsOnly);
  next();
};
export const requireHistoryExport: RequestHandler = (_req, res, next) => {
  if (!getViewer(res).ability.can('export', 'Audit'))
    throw forbidden("L'export de l'historique est réservé à la personne déléguée à la protection des données.");
  next();
};
export const requireHistory: RequestHandler = (_req, res, next) => {
  if (!seesHistory(getViewer(res)))
    throw forbidden("L'historique est réservé à la supervision et à la personne déléguée à la protection des données.");
  next();
};
