/** Nothing is sent while the clock of this web is wrong: an act bears the hour, and a complement sent in time must not come too late. */
import type { RequestHandler } from 'express';
import type { Dependencies } from '../context.ts';
import { Problem } from '../problems.ts';

export const requireTrueClock =
  ({ clock }: Pick<Dependencies, 'clock'>): RequestHandler =>
  (req, _res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || !clock || clock.isTrusted()) {
      next();
      return;
    }
    throw new Problem(503, 'clock', { wrongClock: true });
  };
