/** Who enters which room of supervision. */
import type { RequestHandler } from 'express';
import type { Viewer } from '../../db/access/viewer.ts';
import { getViewer } from '../context.ts';
import { forbidden } from '../problems.ts';

const supervisorsOnly = 'Cette partie est réservée à la supervision.';

/** The history: the data protection officer sees all of it, a supervisor what concerns the cases of their administration. */
export const seesHistory = ({ portal, ability }: Viewer): boolean =>
  portal === 'office' && (ability.can('read', 'Audit') || ability.can('supervise', 'Case'));

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
