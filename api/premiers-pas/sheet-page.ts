/** The sheet of a place, and what stands where there is none. */
import { distanceBetween, kilometresInWords, sameLocality } from '../../domain/premiers-pas/distance.ts';
import type { Found, PlaceIndex } from '../../domain/premiers-pas/place-index.ts';
import { whereOf, type EndedPlace } from '../../domain/premiers-pas/public-place.ts';
import { neighboursOf, search } from '../../domain/premiers-pas/search.ts';
import { queryOf, searchHref, type Asked } from './criteria.ts';
import { placeShown } from './place-shown.ts';
import { hitShown } from './search-page.ts';
import { structuredPlace } from './structured.ts';
import { askPath, searchPath, simulateFor } from './ways.ts';
import { whereInWords } from './words.ts';

/** `ma-20418-creche-les-petits-chenes`: the shortest beginning that is the number of a place. */
export function findIn<T>(byNumber: ReadonlyMap<string, T>, segment: string): T | undefined {
  const parts = segment.toLowerCase().split('-').slice(0, 6);
  for (let length = 1; length <= parts.length; length += 1) {
    const found = byNumber.get(parts.slice(0, length).join(' '));
    if (found) return found;
  }
  return undefined;
}

/** @param asked the search by which the place was found */
export function sheetPage(found: Found, index: PlaceIndex, origin: string, asked?: Asked): Record<string, unknown> {
  const { place } = found;
  const shown = placeShown(place, index.today, index.staleAfter);
  const context = asked?.criteria.text ? contextOf(found, index, asked) : undefined;
  return {
    title: `${place.name}, ${place.locality}`,
    description: [shown.kind, whereOf(place), shown.hours, shown.places.title].filter(Boolean).join(' · '),
    here: 'search',
    ...(place.status === 'open' ? toldToEngines(found, index, origin) : { noindex: true }),
    back: context?.back ?? { href: searchPath, text: 'Chercher un autre milieu d’accueil' },
    place: {
      ...shown,
      distance: context?.distance,
      ask: place.status === 'open' ? askPath(place.number) : undefined,
      simulate: simulateFor(place.number),
      siblings: siblingsOf(found, index),
    },
  };
}

/** What search engines are told of a place that is open: one that is closed for now is nothing to find, and nothing to send a parent to. */
const toldToEngines = (found: Found, index: PlaceIndex, origin: string): Record<string, unknown> => ({
  canonical: `${origin}${found.path}`,
  image: found.place.photos[0] ? `${origin}/premiers-pas/photos/${found.place.photos[0].id}/large.jpg` : undefined,
  structured: structuredPlace(found, index, origin),
});

/** « Retour aux 23 résultats autour de 5000 Namur », and how far it is from there. */
function contextOf({ centre }: Found, index: PlaceIndex, { criteria }: Asked) {
  const { understood, total } = search(criteria, index);
  const from = understood.named ? undefined : understood.centre;
  return {
    back: {
      href: searchHref(searchPath, criteria, { page: criteria.page }),
      text:
        total > 0
          ? `Retour ${total === 1 ? 'au résultat' : `aux ${String(total)} résultats`} ${whereInWords(understood, criteria.text)}`
          : 'Retour à la recherche',
    },
    distance: from && centre ? farInWords(distanceBetween(from, centre)) : undefined,
  };
}

const farInWords = (kilometres: number): string =>
  kilometres < sameLocality ? kilometresInWords(kilometres) : `à ${kilometresInWords(kilometres)}`;

export const siblingsOf = (found: Found, { byOrganiser }: PlaceIndex): { name: string; href: string }[] =>
  (byOrganiser.get(found.place.organiser.key) ?? [])
    .filter((other) => other !== found)
    .slice(0, 20)
    .map(({ place, path }) => ({ name: `${place.name}, ${place.locality}`, href: path }));

/** Of a place that is no more nothing is said but where it was. */
export const gonePage = ({ postcode, locality }: EndedPlace, index: PlaceIndex): Record<string, unknown> => ({
  title: "Ce milieu d'accueil n'existe plus",
  here: 'search',
  noindex: true,
  text: [`Le milieu d'accueil de ${postcode} ${locality} que vous cherchez a cessé son activité.`],
  neighbours: neighboursOf(postcode, locality, index).map((hit) => hitShown(hit, index)),
  search: {
    href: `${searchPath}?${new URLSearchParams({ q: `${postcode} ${locality}` }).toString()}`,
    text: `Chercher autour de ${postcode} ${locality}`,
  },
});

/** The same whether it never was, or is not to be shown. */
export const missingPage: Record<string, unknown> = {
  title: 'Page introuvable',
  noindex: true,
  text: ["Cette adresse ne mène à aucun milieu d'accueil. Vérifiez-la, ou cherchez par la localité ou par le nom."],
};

export const awayPage = {
  title: 'Premiers Pas est momentanément indisponible',
  noindex: true,
  text: ["Les milieux d'accueil ne peuvent pas être lus pour l'instant. Réessayez dans quelques instants."],
};

/** The address of the sheet with the search that led there, in its one form. */
export const sheetHref = (found: Found, asked: Asked): string => {
  const query = asked.criteria.text ? queryOf(asked.criteria, { page: asked.criteria.page }) : '';
  return query ? `${found.path}?${query}` : found.path;
};
