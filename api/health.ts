/** For whoever watches the process: is it alive, and can it serve? */
import { Router } from 'express';
import type { Dependencies } from './context.ts';

/** GET /health answers as long as the process does; GET /ready only while the database answers too, and until the process is told to leave. */
export function health({ db, isLeaving }: Pick<Dependencies, 'db' | 'isLeaving'>): Router {
  const router = Router();
  router.get('/health', (_req, res) => {
    res.json({ status: 'alive' });
  });
  router.get('/ready', async (_req, res) => {
    if (isLeaving?.()) {
      res.status(503).json({ status: 'leaving' });
      return;
    }
    const isReady = await db
      .raw('select 1')
      .timeout(2_000)
      .then(
        () => true,
        () => false,
      );
    res.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'waiting for the database' });
  });
  return router;
}
