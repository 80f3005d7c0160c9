import { Router } from 'express';
import type { Dependencies } from '../context.ts';

export function homeRoutes(_deps: Dependencies): Router {
  return Router();
}
