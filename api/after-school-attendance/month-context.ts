/** The month of an after-school place that a page is about: to be seen, to be written in, and what its days are looked at with. */
import type { Request, Response } from 'express';
import { findCalendars } from '../../db/after-school/calendars.ts';
import { findCountedPlace, type CountedPlace } from '../../db/after-school/counted-places.ts';
import { findCounting, type Counting } from '../../db/after-school/counting.ts';
import { loadCounts } from '../../db/after-school/counts.ts';
import { findSendings, findSentMonths, lockedMonths, type Sending } from '../../db/after-school/locked.ts';
import { recordAudit } from '../../db/audit.ts';
import { budgetQuarterOf, budgetYearOf, monthsOfQuarter, quartersOf } from '../../domain/after-school/budget-year.ts';
import { firstCountedMonth, lastCountedMonth, type PlaceCounts } from '../../domain/after-school/counts.ts';
import type { RedOn } from '../../domain/after-school/month-standing.ts';
import type { PlaceCalendar } from '../../domain/after-school/required-days.ts';
import { asSent } from '../../domain/after-school/sent-month.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { firstDayOfMonth, isMonth, lastDayOfMonth, monthOf, monthsFurther, type Month } from '../../domain/quarter.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { forbidden, notFound, Problem } from '../problems.ts';

export interface MonthContext {
  place: CountedPlace;
  facilityId: string;
  month: Month;
  today: Day;
  /** Of each quarter of the budget year. */
  sendings: readonly Sending[];
  /** What locks the month; undefined: it is written in. */
  lockedBy: Sending | undefined;
  base: string;
}

export const firstMonth: Month = firstCountedMonth;

const noAccess =
  'Vos droits ne comprennent pas « Accueil Extrascolaire de type 1 ». La personne qui gère les utilisateurs de votre organisme peut l’ouvrir.';

/** @throws Problem 403 for whoever works on the attendance of no place */
export function requireCounting(res: Response): void {
  if (!getViewer(res).ability.can('aes-1', 'Facility')) throw forbidden(noAccess);
}

export const baseOf = (facilityId: string): string => `/pro/after-school/${facilityId}/attendance`;

/** @throws Problem 404 for a place or a month that is not there, or of others; 403 for whoever has no such file at all */
export async function getMonth({ db, now }: Dependencies, req: Request, res: Response): Promise<MonthContext> {
  requireCounting(res);
  const today = dayOf(now());
  const asked = req.params.month ?? req.query.month ?? monthOf(today);
  const month = typeof asked === 'string' && isMonth(asked) ? asked : '';
  const place = await findCountedPlace(db, getViewer(res).ability, idOf(req));
  if (!place || month < firstMonth || month > lastCountedMonth(today)) throw notFound();
  const sendings = (await findSendings(db, [place.id], quartersOf(budgetYearOf(month)))).get(place.id) ?? [];
  const lockedBy = lockedMonths(sendings).get(month);
  return { place, facilityId: place.id, month, today, sendings, lockedBy, base: `${baseOf(place.id)}/${month}` };
}

export interface Loaded {
  counts: PlaceCounts;
  calendar: PlaceCalendar;
  /** What each month is looked at with: the calendar, or what was sent of it. */
  redOn: (month: Month) => PlaceCalendar | RedOn;
  counting: Counting;
}
/** The quarter of the month, with its counts of a year ago; months that were sent stand there as they were sent. */
export async function loadQuarter({ db }: Dependencies, context: MonthContext): Promise<Loaded> {
  const { facilityId, month, sendings } = context;
  const quarter = budgetQuarterOf(month);
  const [first, , last] = monthsOfQuarter(quarter);
  const [from, to] = [firstDayOfMonth(first), lastDayOfMonth(last)];
  const [counts, calendars, counting, sent] = await Promise.all([
    loadCounts(db, facilityId, firstDayOfMonth(monthsFurther(first, -12)), to),
    findCalendars(db, [facilityId], from, to),
    findCounting(db, facilityId),
    findSentMonths(db, new Map([[facilityId, sendings]]), quarter),
  ]);
  const calendar = calendars.get(facilityId)!;
  return { ...asSent(counts, calendar, sent.get(facilityId) ?? []), calendar, counting };
}

/** Who reads what a place has counted is noted, as who changes it. */
export const noteReading = ({ db, now }: Dependencies, res: Response, { place }: MonthContext): Promise<void> => {
  const { userId: actorId, acr, portal } = getViewer(res);
  const onBehalfOf = portal === 'pro' ? place.organisingBodyId : null;
  return recordAudit(db, {
    ...{ at: now(), actorId, onBehalfOf, acr, event: 'consult' },
    ...{ subject: 'after-school-attendance', subjectId: place.id },
  });
};

/** A month that takes no more changes: what was typed is not written. */
export const lockedProblem = ({ base }: Pick<MonthContext, 'base'>): Problem =>
  new Problem(409, 'attendance-sent', {
    conflict: {
      title: 'Ce mois ne se modifie plus',
      what: "Ce mois a été envoyé à l'ONE : rien de ce que vous venez d'écrire n'est enregistré. Votre gestionnaire AES peut le rouvrir",
      possible: [{ label: 'Revoir le mois', href: base }],
    },
  });
