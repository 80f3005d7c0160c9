/** Users of an organising body, and their rights (guides de 2023, 6.1.1 et 6.1.2, et d'octobre 2025). */
import { Router } from 'express';
import type { Dependencies } from '../context.ts';
import { createThrottle } from '../sign-in/throttle.ts';
import { sendAdd, showAdd } from './add.ts';
import { exportUsers } from './export.ts';
import { showUsers } from './list.ts';
import { sendRights, showRights } from './rights.ts';
import { showSecond } from './second.ts';
import { sendState, showState, stateActs } from './states.ts';

const hour = 3_600;

export function userRoutes(deps: Dependencies): Router {
  const router = Router();
  const additions = createThrottle(deps, 'add-user', { points: 30, seconds: hour });
  router.get('/pro/users', (req, res) => showUsers(deps, req, res));
  router.get('/pro/users/export', (req, res) => exportUsers(deps, req, res));
  router.get('/pro/users/new', (req, res) => {
    showAdd(deps, req, res);
  });
  router.post('/pro/users', (req, res) => sendAdd(deps, req, res, additions));
  router.get('/pro/users/second', (req, res) => showSecond(deps, req, res));
  router.get('/pro/users/:id/rights', (req, res) => showRights(deps, req, res));
  router.post('/pro/users/:id/rights', (req, res) => sendRights(deps, req, res));
  for (const act of stateActs) {
    router.get(`/pro/users/:id/${act}`, (req, res) => showState(deps, req, res, act));
    router.post(`/pro/users/:id/${act}`, (req, res) => sendState(deps, req, res, act));
  }
  return router;
}
