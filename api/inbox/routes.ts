import { Router } from 'express';
import type { Dependencies } from '../context.ts';

export function inboxRoutes(_deps: Dependencies): Router {
  return Router();
}
