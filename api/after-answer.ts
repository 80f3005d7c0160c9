/** Work that nobody waits for: begun once the answer is out. What fails is logged, and harms no page. */
import type { Response } from 'express';
import type { Dependencies } from './context.ts';
import { findSeeing } from './seeing.ts';

const underWay = new Set<Promise<void>>();

export function afterAnswer({ log }: Pick<Dependencies, 'log'>, res: Response, work: () => Promise<unknown>): void {
  // Somebody only looks, as another person sees: nothing follows in that person's name.
  if (findSeeing(res)) return;
  res.once('finish', () => {
    const following: Promise<void> = work()
      .then(() => undefined)
      .catch((error: unknown) => {
        log.warn({ code: error instanceof Error ? error.name : 'failed' }, 'what follows an answer was not done');
      })
      .finally(() => underWay.delete(following));
    underWay.add(following);
  });
}

/** Resolves when nothing is under way: before the database is left. */
export async function answersFollowed(): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay);
}
