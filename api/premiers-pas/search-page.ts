/** The search: its empty first page, its results, and its filters as a page of their own for narrow screens. */
import { administrationNames, administrationOf } from '../../domain/postcodes.ts';
import { kilometresInWords } from '../../domain/premiers-pas/distance.ts';
import type { PlaceIndex } from '../../domain/premiers-pas/place-index.ts';
import { publicKinds } from '../../domain/premiers-pas/public-place.ts';
import {
  distances,
  hitsPerPage,
  search,
  sorts,
  usualDistance,
  type Criteria,
  type Hit,
  type Results,
} from '../../domain/premiers-pas/search.ts';
import type { Centre } from '../../domain/premiers-pas/understand.ts';
import { queryOf, searchHref, type Asked } from './criteria.ts';
import { countChosen, filtersShown, kinds, withoutFilters } from './filters-shown.ts';
import { lineShown } from './place-shown.ts';
import { refinePath, searchPath, simulatePath } from './ways.ts';
import { centreInWords, headingOf, searchedInWords } from './words.ts';

/** What `premiers-pas/start` shows: nothing was searched yet. */
export function startPage(
  index: PlaceIndex,
  { criteria, faults }: Asked,
  hasFilters: boolean,
): Record<string, unknown> {
  return {
    title: "Trouver un milieu d'accueil",
    description:
      "Crèches, accueillantes et accueillants d'enfants de 0 à 3 ans à Bruxelles et en Wallonie : adresses, heures d'ouverture et places annoncées.",
    here: 'search',
    band: true,
    form: formShown(criteria),
    errors: faults,
    note: hasFilters ? "Dites d'abord où vous cherchez : un code postal, une localité, une rue ou un nom." : undefined,
    total: index.all.length,
    kinds: kinds.map((kind) => ({
      label: publicKinds[kind],
      count: index.all.filter((found) => found.kind === kind).length,
    })),
  };
}

/** What `premiers-pas/search` shows. */
export function resultsPage(index: PlaceIndex, asked: Asked): Record<string, unknown> {
  const { criteria, faults } = asked;
  const results = search(criteria, index);
  const { understood, page, pages, total, beyond } = results;
  const { centre, named, others, isGuess } = understood;
  const shown = criteria.page === page ? criteria : { ...criteria, page };
  const query = queryOf(shown, { page });
  const line = (hit: Hit) => hitShown(hit, index, query);
  const wider = distances.find(
    (distance) => distance > criteria.kilometres && (beyond[0]?.kilometres ?? Infinity) <= distance,
  );
  const isFiltered = countChosen(criteria) > 0;
  return {
    title: headingOf(results, criteria),
    here: 'search',
    band: true,
    noindex: true,
    form: formShown(criteria),
    filters: filtersShown(asked, 'recherche', results),
    errors: faults,
    heading: headingOf(results, criteria),
    line:
      centre && !named
        ? `À ${String(criteria.kilometres)} km au plus, à vol d'oiseau entre les centres des localités.`
        : undefined,
    note: noteOf(results, criteria),
    doubt: doubtOf(results, criteria),
    also:
      named && others[0] && !isGuess
        ? {
            href: hrefOfCentre(criteria, others[0]),
            text: `Tous les milieux d'accueil autour de ${centreInWords(others[0])}`,
          }
        : undefined,
    refine: searchHref(refinePath, criteria),
    chosen: countChosen(criteria) || undefined,
    results: results.hits.length > 0 ? results.hits.map(line) : undefined,
    sorts: sorts
      .filter((sort) => sort !== 'distance' || !named)
      .map((sort) => ({
        text: sort,
        href: searchHref(searchPath, criteria, { sort }),
        chosen: sort === criteria.sort,
      })),
    pager: {
      shown:
        pages === 1
          ? `${String(total)} ${total === 1 ? 'affiché' : 'affichés'}`
          : `${rangeOf(page, total)} sur ${String(total)}`,
      previous: page > 1 ? searchHref(searchPath, criteria, { page: page - 1 }) : undefined,
      next: page < pages ? searchHref(searchPath, criteria, { page: page + 1 }) : undefined,
    },
    searched: searchedInWords(results, criteria),
    widen: wider
      ? { href: searchHref(searchPath, criteria, { kilometres: wider }), text: `Élargir à ${String(wider)} km` }
      : undefined,
    clear:
      total === 0 && isFiltered && (centre || named) ? searchHref(searchPath, withoutFilters(criteria)) : undefined,
    beyond: beyond.length > 0 ? beyond.map(line) : undefined,
    advice: administrationInWords(centre?.postcode),
  };
}

/** What `premiers-pas/refine` shows. */
export function refinePage(index: PlaceIndex, asked: Asked): Record<string, unknown> {
  const { criteria, faults } = asked;
  const { text, kilometres } = criteria;
  return {
    title: 'Affiner la recherche',
    here: 'search',
    noindex: true,
    errors: faults,
    back: searchHref(searchPath, criteria),
    around: text ? headingOf(search(criteria, index), criteria) : undefined,
    hidden: [
      ...(text ? [{ name: 'q', value: text }] : []),
      ...(kilometres === usualDistance ? [] : [{ name: 'km', value: String(kilometres) }]),
    ],
    filters: filtersShown(asked, 'affiner', text ? search(criteria, index) : undefined),
  };
}

/** A place among others. `query`: the search that it was found by, to come back to. */
export function hitShown(
  { found, kilometres }: Hit,
  { today, staleAfter }: PlaceIndex,
  query = '',
): Record<string, unknown> {
  return {
    ...lineShown(found.place, today, staleAfter),
    href: query ? `${found.path}?${query}` : found.path,
    distance: kilometres === undefined ? undefined : kilometresInWords(kilometres),
    simulate: simulatePath,
  };
}

const formShown = ({ text, kilometres }: Criteria) => ({
  text,
  distances: distances.map((distance) => ({
    value: distance,
    text: `${String(distance)} km`,
    chosen: distance === kilometres,
  })),
});

const hrefOfCentre = (criteria: Criteria, centre: Centre): string =>
  searchHref(searchPath, criteria, { text: centreInWords(centre) });

function doubtOf({ understood: { centre, named, others, isGuess } }: Results, criteria: Criteria) {
  const meant = named
    ? isGuess
      ? others
      : []
    : isGuess
      ? others.length > 0 && centre
        ? [centre, ...others]
        : []
      : others;
  return meant.length === 0
    ? undefined
    : meant.map((one) => ({ href: hrefOfCentre(criteria, one), text: `${one.name} (${one.postcode})` }));
}

function noteOf(
  { understood: { centre, named, others, isGuess, hasUnknownWords } }: Results,
  { text }: Criteria,
): string | undefined {
  if (hasUnknownWords && centre)
    return `Aucun milieu d'accueil ne porte ce nom et aucun n'est connu à cette adresse (« ${text} ») : voici ce qu'il y a autour de ${centreInWords(centre)}.`;
  if (isGuess && named) return `Aucun nom ne s'écrit « ${text} » : voici ce qui s'en approche.`;
  if (isGuess && centre && others.length === 0) return `Nous avons compris ${centre.name} (${centre.postcode}).`;
  return undefined;
}

const rangeOf = (page: number, total: number): string =>
  `${String((page - 1) * hitsPerPage + 1)} à ${String(Math.min(page * hitsPerPage, total))}`;

function administrationInWords(postcode: string | undefined): string {
  const administration = postcode ? administrationOf(postcode) : undefined;
  return administration ? `l'${administrationNames[administration].replace(/^A/, 'a')} de l'ONE` : "l'ONE";
}
