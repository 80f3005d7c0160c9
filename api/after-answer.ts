/** Work that nobody waits for: begun once the answer is out. What fails is logged, and harms no page. */
import type { Response } from 'express';
import type { Dependencies } from './context.ts';

export function afterAnswer({ log }: Pick<Dependencies, 'log'>, res: Response, work: () => Promise<unknown>): void {
  res.once('finish', () => {
    work().catch((error: unknown) => {
      log.warn({ code: error instanceof Error ? error.name : 'failed' }, 'what follows an answer was not done');
    });
  });
}
