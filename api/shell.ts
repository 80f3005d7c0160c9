/** Loads what stands around every page of a portal: counts for the menu, banners. At most two queries, and banners are shared for half a minute. */
import type { RequestHandler } from 'express';
import { listBanners, loadShellData } from '../db/home/shell.ts';
import { readerOf } from './communications/reader.ts';
import { isFor } from '../domain/communications/audience.ts';
import type { Instant } from '../domain/calendar.ts';
import { getViewer, type Dependencies } from './context.ts';

const bannersAge = 30_000;

/** Behind `requirePortal`: leaves the data of the layout in `res.locals.shell`. */
export function loadShell(deps: Dependencies): RequestHandler {
  const findBanners = keepFor(bannersAge, (now) => listBanners(deps.db, now));
  return async (req, res, next) => {
    const load = async (): Promise<void> => {
      const viewer = getViewer(res);
      const now = deps.now();
      const [data, banners] = await Promise.all([loadShellData(deps.db, viewer, now), findBanners(now)]);
      const { shell: given } = res.locals as { shell?: object };
      res.locals.shell = {
        ...given,
        ...data,
        banners: banners.filter((banner) => !data.putAway.includes(banner.id) && isFor(banner, readerOf(viewer, data))),
      };
    };
    // A click mostly ends in a redirect: what surrounds a page is read only when one is drawn after all.
    if (req.method === 'POST') res.locals.loadShell = load;
    else await load();
    next();
  };
}

/** The answer is kept for a time; while it is being fetched, whoever asks waits for the same one. A failure is not kept. */
function keepFor<T>(age: number, fetchIt: (now: Instant) => Promise<T>): (now: Instant) => Promise<T> {
  let kept: { answer: Promise<T>; at: Instant } | undefined;
  return (now) => {
    if (!kept || now - kept.at > age || now < kept.at) {
      const answer = fetchIt(now);
      const mine = { answer, at: now };
      kept = mine;
      answer.catch(() => {
        if (kept === mine) kept = undefined;
      });
    }
    return kept.answer;
  };
}
