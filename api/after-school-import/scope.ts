/** What an import of days is about: the place, where it is known, and the places of its body, among those that a person counts the children of. */
import type { Request, Response } from 'express';
import { findCountedPlace, listCountedPlaces, type CountedPlace } from '../../db/after-school/counted-places.ts';
import { monthsOfQuarter, isBudgetQuarter } from '../../domain/after-school/budget-year.ts';
import { firstCountedMonth } from '../../domain/after-school/counts.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { isMonth, monthInWords, monthOf, monthsFurther, type Month } from '../../domain/quarter.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { forbidden, notFound } from '../problems.ts';

/** Where imports that wait stand. */
export const path = '/pro/after-school/imports';
/** Where files of several places are sent. */
export const ofBody = '/pro/after-school/import';
export const ofPlace = '/pro/after-school/:id';

export interface DaysScope {
  /** Of the place; where that is not known, the only one it can be. Null: several. */
  bodyId: string | null;
  /** All those whose children this person counts, by name. */
  places: readonly CountedPlace[];
  /** Undefined: nobody has said yet. */
  place: CountedPlace | undefined;
  today: Day;
}

export const noAccess =
  "Vos droits ne comprennent pas « Accueil Extrascolaire de type 1 » pour ce lieu. La personne qui gère les utilisateurs de votre organisme peut l'ouvrir.";
/** @throws Problem 403 for whoever counts the children of no place */
export function requireCounting(res: Response): void {
  if (!getViewer(res).ability.can('aes-1', 'Facility')) throw forbidden(noAccess);
}
/** @throws Problem 404 for a place that is not there or not theirs, 403 for whoever counts the children of none */
export async function getPlace({ db }: Dependencies, req: Request, res: Response): Promise<CountedPlace> {
  requireCounting(res);
  const place = await findCountedPlace(db, getViewer(res).ability, idOf(req));
  if (!place) throw notFound();
  return place;
}

export async function scopeOf(
  { db, now }: Dependencies,
  res: Response,
  { organisingBodyId, facilityId }: { organisingBodyId: string | null; facilityId: string | null },
): Promise<DaysScope | undefined> {
  const places = await listCountedPlaces(db, getViewer(res).ability);
  const place = places.find(({ id }) => id === facilityId);
  if (places.length === 0 || (facilityId !== null && !place)) return undefined;
  // Of a body where this person counts no place any more, nothing is read or kept.
  const isTheirs = places.some((one) => one.organisingBodyId === organisingBodyId);
  return {
    bodyId: place?.organisingBodyId ?? (isTheirs ? organisingBodyId : null),
    places,
    place,
    today: dayOf(now()),
  };
}

/** `?month=2026-11`, or the three months of `?quarter=2026-10`; this month where nothing is asked. */
export function monthsAsked(req: Request, today: Day): readonly [Month, ...Month[]] {
  const { month, quarter } = req.query;
  const last = monthsFurther(monthOf(today), 12);
  const isIn = (text: unknown): text is Month =>
    typeof text === 'string' && isMonth(text) && text >= firstCountedMonth && text <= last;
  if (isIn(quarter) && isBudgetQuarter(quarter)) return monthsOfQuarter(quarter);
  return [isIn(month) ? month : monthOf(today)];
}
/** Of the page from which somebody comes; undefined: none. */
export const monthAsked = (req: Request): Month | undefined => {
  const { month } = req.query;
  return typeof month === 'string' && isMonth(month) ? month : undefined;
};

export const attendanceHref = ({ id }: Pick<CountedPlace, 'id'>, month?: Month): string =>
  `/pro/after-school/${id}/attendance${month ? `/${month}` : ''}`;
/** « de novembre 2026 », « d'octobre 2026 » */
export const ofMonth = (month: Month): string =>
  `${/^[ao]/.test(monthInWords(month)) ? "d'" : 'de '}${monthInWords(month)}`;
/** « L'Envol, école du Bois, Jambes » */
export const placeInWords = ({ name, locality }: Pick<CountedPlace, 'name' | 'locality'>): string =>
  [name, locality].filter(Boolean).join(', ');
