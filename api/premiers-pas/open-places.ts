/** Places that a family may ask today: published and open, as they stand in memory. */
import type { PlaceIndex } from '../../domain/premiers-pas/place-index.ts';
import type { PublicPlace } from '../../domain/premiers-pas/public-place.ts';
import { searchable } from '../../domain/searchable.ts';

/** In the order of the numbers; those that may not be asked are left out. */
export const findOpen = ({ byNumber }: PlaceIndex, numbers: readonly string[]): PublicPlace[] =>
  numbers.flatMap((number) => {
    const place = byNumber.get(searchable(number))?.place;
    return place?.status === 'open' ? [place] : [];
  });

/** Every word in the name, the number, the postcode or the locality; in the order of the names. */
export function searchOpen({ all }: PlaceIndex, words: string, limit: number): PublicPlace[] {
  const wanted = searchable(words).split(' ').filter(Boolean);
  if (wanted.length === 0) return [];
  const found: PublicPlace[] = [];
  for (const { place } of all) {
    if (found.length === limit) break;
    if (place.status !== 'open') continue;
    const text = searchable(`${place.name} ${place.number} ${place.postcode} ${place.locality}`);
    if (wanted.every((word) => text.includes(word))) found.push(place);
  }
  return found;
}
