/** « Calendrier scolaire »: the days on which no number is awaited anywhere, with where each is known from. Supervisors keep it. */
import type { Request, Response } from 'express';
import { Holiday, SchoolHoliday } from '../../db/models/holiday.ts';
import { addMonths, dayOf, daysBetween, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatPlainDate } from '../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';

const noPlace =
  "Aucun lieu d'accueil ne vous est ouvert : adressez-vous à l'administrateur de votre pouvoir organisateur.";

/** School years begin at the end of August (décret du 31 mars 2022); its first days are never before the 20th. */
const yearOf = (day: Day): number => Number(day.slice(0, 4)) - (day.slice(5) < '08-20' ? 1 : 0);
const sources: Readonly<Record<string, string>> = {
  document: 'document',
  public: 'calendrier publié',
  assumption: "hypothèse, à confirmer par l'ONE",
};

export async function showCalendar(deps: Dependencies, req: Request, res: Response): Promise<void> {
  if (!getViewer(res).ability.can('sheet', 'Facility')) throw forbidden(noPlace);
  const today = dayOf(deps.now());
  const first: Day = `${String(yearOf(today) - 1)}-08-20`;
  const last = addMonths(first, 36);
  const [school, holidays] = await Promise.all([
    SchoolHoliday.query(deps.db).where('to_on', '>=', first).where('from_on', '<', last).orderBy('from_on'),
    Holiday.query(deps.db).where('day', '>=', first).where('day', '<', last).whereNull('counts_until').orderBy('day'),
  ]);
  const years = [0, 1, 2]
    .map((index) => yearOf(first) + index)
    .map((year) => ({
      year: `${String(year)}-${String(year + 1)}`,
      isThis: year === yearOf(today),
      rows: [
        ...school
          .filter(({ from_on: from }) => yearOf(from) === year)
          .map(({ from_on: from, to_on: to, name, source, reference }) => ({
            from,
            cells: [
              { text: name, strong: true, sub: 'congé scolaire' },
              { text: `du ${formatPlainDate(from)} au ${formatPlainDate(to)}` },
              { text: `${String(daysBetween(from, to) + 1)} jours` },
              { text: sources[source] ?? source, sub: reference },
            ],
          })),
        ...holidays
          .filter(({ day }) => yearOf(day) === year)
          .map(({ day, name, kind, source, reference }) => ({
            from: day,
            cells: [
              {
                text: name,
                strong: true,
                sub: kind === 'legal' ? 'jour férié légal' : 'congé de la Communauté française',
              },
              { text: formatLongDate(day) },
              { text: '1 jour' },
              { text: sources[source] ?? source, sub: reference },
            ],
          })),
      ].sort((one, other) => (one.from < other.from ? -1 : 1)),
    }));
  renderPage(deps, req, res, 'after-school-places/calendar', {
    title: 'Calendrier scolaire',
    back: { href: '/pro/after-school', label: "aux lieux d'accueil" },
    line: "Ces jours-là, aucune présence n'est attendue, où que soit votre lieu. Le calendrier est tenu par l'ONE.",
    years: years
      .filter(({ rows }) => rows.length > 0)
      // The one that runs stands first; the others are folded.
      .sort((one, other) => Number(other.isThis) - Number(one.isThis))
      .map(({ year, isThis, rows }) => ({
        title: `Année scolaire ${year}${isThis ? ', en cours' : ''}`,
        isThis,
        missing: school.some(({ from_on: from }) => `${String(yearOf(from))}-${String(yearOf(from) + 1)}` === year)
          ? undefined
          : "Les congés scolaires de cette année ne sont pas encore connus de l'ONE.",
        table: {
          caption: `Congés et jours fériés de ${year}`,
          hideCaption: true,
          stack: true,
          columns: [{ label: 'Congé' }, { label: 'Quand' }, { label: 'Durée' }, { label: 'Source' }],
          rows: rows.map(({ cells }) => ({ cells })),
        },
      })),
  });
}
