/** « Accueil extrascolaire › Lieux »: the places, each with its schedule, its leader and its history; and the school calendar. */
import { Router } from 'express';
import type { Dependencies } from '../context.ts';
import { showCalendar } from './calendar.ts';
import { showHistory } from './history.ts';
import { postLeader, showLeader } from './leader.ts';
import { showPlaces } from './list.ts';
import { showSchedule } from './schedule-page.ts';
import { postSchedule } from './schedule.ts';

export function afterSchoolPlaceRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/after-school', (req, res) => showPlaces(deps, req, res));
  router.get('/pro/after-school/calendar', (req, res) => showCalendar(deps, req, res));
  router.get('/pro/after-school/:id', (req, res) => showSchedule(deps, req, res));
  router.post('/pro/after-school/:id/schedule', (req, res) => postSchedule(deps, req, res));
  router.get('/pro/after-school/:id/leader', (req, res) => showLeader(deps, req, res));
  router.post('/pro/after-school/:id/leader', (req, res) => postLeader(deps, req, res));
  router.get('/pro/after-school/:id/history', (req, res) => showHistory(deps, req, res));
  return router;
}
