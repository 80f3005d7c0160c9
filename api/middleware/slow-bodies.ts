/** A body may take long, as long as it comes: ten files over a slow line are welcome, a connection that is only held open is not. */
import type { Request, RequestHandler } from 'express';
import { Problem } from '../problems.ts';

/** Hypothèse: one kilobyte in a second, looked at over twenty seconds. A line of 100 kB/s brings a hundred times that. */
const least = { bytes: 20_000, within: 20_000 };
/** What comes is still read for so long; then the connection ends, and the browser, which was still sending, reads the page. */
const grace = 2_000;

const hasBody = (req: Request): boolean =>
  Number(req.headers['content-length'] ?? 0) > 0 || req.headers['transfer-encoding'] !== undefined;

/** Answers 408, with a page, to whoever sends less. */
export const refuseSlowBodies =
  ({ bytes, within } = least): RequestHandler =>
  (req, res, next) => {
    if (!hasBody(req)) {
      next();
      return;
    }
    let seen = req.socket.bytesRead;
    const stop = (): void => {
      clearInterval(look);
    };
    const look = setInterval(() => {
      const now = req.socket.bytesRead;
      const came = now - seen;
      seen = now;
      if (came >= bytes || req.complete || res.headersSent) return;
      stop();
      // Whoever reads the body gets no more of it: nothing of a form cut off is done.
      req.unpipe();
      req.pause();
      // Not at once: a connection that ends with something unread takes the page along.
      res.once('finish', () => {
        setTimeout(() => req.destroy(), grace);
      });
      next(new Problem(408, 'too-slow'));
    }, within);
    look.unref();
    req.once('end', stop);
    res.once('close', stop);
    next();
  };
