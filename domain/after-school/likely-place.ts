/** Which place of the portal a report is likely about, by its name and its address. Proposed, never taken. Pure. */
import { searchable } from '../searchable.ts';
import { nearestWord } from '../sheet/find-word.ts';

export interface Addressed {
  id: string;
  name: string;
  number: string;
  street: string | null;
  postcode: string | null;
}

/** @returns undefined where none is likely, or two are as much */
export function likelyPlace<Place extends Addressed>(
  { name, address }: { name: string; address: string },
  places: readonly Place[],
): Place | undefined {
  const said = ` ${searchable(`${name} ${address}`)} `;
  const named = places.filter((place) => said.includes(` ${searchable(place.number)} `));
  if (named.length === 1) return named[0];
  const near = places.filter(
    ({ street, postcode }) =>
      street !== null &&
      postcode !== null &&
      said.includes(` ${searchable(street)} `) &&
      said.includes(` ${postcode} `),
  );
  if (near.length === 1) return near[0];
  const among = near.length > 1 ? near : places;
  const found = nearestWord(
    name,
    among.map(({ id, name: label }) => ({ code: id, label, also: label.split(',').map((part) => part.trim()) })),
  );
  return among.find(({ id }) => id === found);
}
