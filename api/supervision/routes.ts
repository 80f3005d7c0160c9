import { Router } from 'express';
import type { Dependencies } from '../context.ts';

export function supervisionRoutes(_deps: Dependencies): Router {
  return Router();
}
