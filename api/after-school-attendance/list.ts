/** « Présences »: the places one encodes for, each with where today's month stands; straight to the month of the only one. */
import type { Request, Response } from 'express';
import { findCalendars } from '../../db/after-school/calendars.ts';
import { listCountedPlaces } from '../../db/after-school/counted-places.ts';
import { listCounts } from '../../db/after-school/counts.ts';
import { findSendings } from '../../db/after-school/locked.ts';
import { budgetQuarterOf, budgetQuarterInWords, monthsOfQuarter } from '../../domain/after-school/budget-year.ts';
import { standingOf } from '../../domain/after-school/month-standing.ts';
import { dayOf } from '../../domain/calendar.ts';
import { firstDayOfMonth, lastDayOfMonth, monthInWords, monthOf } from '../../domain/quarter.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { baseOf, requireCounting } from './month-context.ts';
import { badgeOf } from './month-page.ts';

export async function showPlaces(deps: Dependencies, req: Request, res: Response): Promise<void> {
  requireCounting(res);
  const { db, now } = deps;
  const today = dayOf(now());
  const places = await listCountedPlaces(db, getViewer(res).ability);
  const [only] = places;
  if (only && places.length === 1) {
    res.redirect(302, baseOf(only.id));
    return;
  }
  const quarter = budgetQuarterOf(monthOf(today));
  const months = monthsOfQuarter(quarter).filter((month) => month <= monthOf(today));
  const [from, to] = [firstDayOfMonth(months[0]!), lastDayOfMonth(months.at(-1)!)];
  const ids = places.map(({ id }) => id);
  const [calendars, counts, sendings] = await Promise.all([
    findCalendars(db, ids, from, to),
    listCounts(db, ids, from, to),
    findSendings(db, ids, [quarter]),
  ]);
  renderPage(deps, req, res, 'after-school-attendance/list', {
    title: 'Présences',
    line: `Accueil extrascolaire de type 1 · ${budgetQuarterInWords(quarter)}`,
    back: { href: '/pro', label: "à l'accueil" },
    columns: [{ label: "Lieu d'accueil" }, ...months.map((month) => ({ label: monthInWords(month) }))],
    rows: places.map(({ id, name, street, locality }) => ({
      cells: [
        { text: name, href: baseOf(id), strong: true, sub: [street, locality].filter(Boolean).join(', ') },
        ...months.map((month) => {
          const standing = standingOf(month, counts.get(id)!, calendars.get(id)!, today);
          const badge = badgeOf(standing, { sendings: sendings.get(id) ?? [], today });
          const left = standing.required.length - standing.given.length;
          return badge
            ? { text: '', badge }
            : { text: left === 0 ? 'à jour' : `à jour, ${String(left)} ${left < 2 ? 'jour' : 'jours'} à venir` };
        }),
      ],
    })),
  });
}
