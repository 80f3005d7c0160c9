/** When a request reached the portal: the hour of what is sent, however long its body, its checks and its turn at the database take. */
import type { RequestHandler, Response } from 'express';
import type { Instant } from '../../domain/calendar.ts';
import type { Dependencies } from '../context.ts';

export const noteArrival =
  ({ now }: Pick<Dependencies, 'now'>): RequestHandler =>
  (_req, res, next) => {
    res.locals.arrivedAt = now();
    next();
  };

export const arrivedAt = (res: Response): Instant => (res.locals as { arrivedAt: Instant }).arrivedAt;
