/** The pages on which a family tells what it asks: what is not asked on one travels along, hidden. */
import type { Response } from 'express';
import type { Day } from '../../domain/calendar.ts';
import type { PublicPlace } from '../../domain/premiers-pas/public-place.ts';
import { parameterOf, type Parameters } from '../../workflows/procedure.ts';
import type { Dependencies } from '../context.ts';
import { errorLinks, type Faults } from '../forms/form.ts';
import { renderPublic } from '../premiers-pas/render-public.ts';
import { consent, contactFields, wishFields, type Contact, type Typed, type Wishes } from './ask-form.ts';
import { kindsOfPlaces, summaryOf } from './ask-rows.ts';

export const askRoot = '/premiers-pas/pre-demande';

export interface Asked {
  today: Day;
  parameters: Parameters;
  typed: Typed;
  numbers: string[];
  places: PublicPlace[];
  faultOfPlaces: string | undefined;
  token: string;
  begun: string;
}

/** What every page of the form has; what is not asked on it travels along. */
function common({ typed, token, begun, places }: Asked, asks: readonly string[], faults: Faults) {
  const shown = asks.includes('childOn') ? ['places', ...asks] : asks;
  const hidden = carriedAlong(
    typed,
    [...wishFields, ...contactFields].filter((name) => !asks.includes(name)),
  );
  return {
    noindex: true,
    styles: ['styles/pre-request.css'],
    action: askRoot,
    typed,
    token,
    begun,
    places: kindsOfPlaces(places),
    hidden: [
      ...hidden,
      ...(asks.includes('childOn') ? [] : places.map(({ number }) => ({ name: 'place', value: number }))),
    ],
    error: faults,
    errors: errorLinks(faults, shown),
    site: typed.site,
  };
}

const carriedAlong = (typed: Typed, names: readonly string[]): { name: string; value: string }[] =>
  names.flatMap((name) =>
    [typed[name]].flat().flatMap((value) => (typeof value === 'string' ? [{ name, value }] : [])),
  );

/** While the database is away, where the page that was sent cannot be drawn again: everything travels along, and may be sent once more. */
export function showAway(
  deps: Dependencies,
  res: Response,
  action: string,
  typed: Typed,
  names: readonly string[],
): void {
  res.status(503).set('Retry-After', '60');
  renderPublic(deps, res, 'pre-request/away', {
    title: 'Premiers Pas est momentanément indisponible',
    noindex: true,
    styles: ['styles/pre-request.css'],
    action,
    hidden: carriedAlong(typed, names),
  });
}

export function showWishes(
  deps: Dependencies,
  res: Response,
  asked: Asked,
  faults: Faults,
  search?: { words: string | undefined; found: PublicPlace[] },
): void {
  if (Object.values(faults).some(Boolean)) res.status(422);
  const most = parameterOf('most-places', asked.parameters).value;
  const gone = asked.numbers.filter((number) => !asked.places.some((place) => place.number === number));
  renderPublic(deps, res, 'pre-request/wishes', {
    title: 'Faire une pré-demande',
    ...common(asked, wishFields, faults),
    gone,
    most,
    mayAdd: asked.numbers.length < most,
    ...(search ? { search: { words: search.words, found: kindsOfPlaces(search.found) } } : {}),
  });
}

export function showContact(deps: Dependencies, res: Response, asked: Asked, faults: Faults): void {
  if (Object.values(faults).some(Boolean)) res.status(422);
  renderPublic(deps, res, 'pre-request/contact', {
    title: 'Pré-demande : vos coordonnées',
    consent,
    ...common(asked, contactFields, faults),
  });
}

export function showCheck(
  deps: Dependencies,
  res: Response,
  asked: Asked,
  wishes: Wishes,
  contact: Contact,
  fault: { status: number; text: string } | undefined,
): void {
  if (fault) res.status(fault.status);
  if (fault?.status === 503) res.set('Retry-After', '60');
  renderPublic(deps, res, 'pre-request/check', {
    title: 'Pré-demande : vérifiez avant d’envoyer',
    ...common(asked, [], {}),
    ...(fault
      ? { isHeld: fault.status !== 503, errors: [{ text: fault.text, ...(asked.typed.site ? { href: '#site' } : {}) }] }
      : {}),
    ...summaryOf(wishes, contact, asked.today),
  });
}
