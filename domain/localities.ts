// The localities of Brussels and Wallonia, from GeoNames (CC BY 4.0, see data/README.md): read once, at the first question.
import { readFileSync } from 'node:fs';
import { searchable } from './searchable.ts';

export type Locality = {
  readonly postcode: string;
  readonly name: string;
  readonly province: string;
  /** WGS 84, degrees. */
  readonly latitude: number;
  readonly longitude: number;
};

let byPostcode: ReadonlyMap<string, readonly Locality[]> | undefined;

/** The names of the localities of a postcode, in alphabetical order; none when the postcode is unknown. */
export function localitiesOf(postcode: string): string[] {
  return (load().get(postcode) ?? []).map(({ name }) => name);
}

/** The locality of that postcode and name, whatever the capitals, accents, dashes and apostrophes. */
export function findLocality(postcode: string, name: string): Locality | undefined {
  const sought = searchable(name);
  return load()
    .get(postcode)
    ?.find((locality) => searchable(locality.name) === sought);
}

/** All of them, by postcode and in alphabetical order. */
export const everyLocality = (): Locality[] => [...load().values()].flat();

/** Whether a text, as `searchable` writes it, is the name of a locality. */
export function isTown(text: string): boolean {
  towns ??= new Set([...load().values()].flatMap((list) => list.map(({ name }) => searchable(name))));
  return text.length > 2 && towns.has(text);
}
let towns: ReadonlySet<string> | undefined;

function load(): ReadonlyMap<string, readonly Locality[]> {
  return (byPostcode ??= read());
}

// No field of this file is quoted.
function read(): Map<string, Locality[]> {
  const text = readFileSync(new URL('./data/localities.csv', import.meta.url), 'utf8');
  const found = new Map<string, Locality[]>();
  for (const line of text.split('\n').slice(1)) {
    const [postcode, name, province, latitude, longitude] = line.trim().split(',');
    if (!postcode || !name || !province) continue;
    const locality = { postcode, name, province, latitude: Number(latitude), longitude: Number(longitude) };
    found.set(postcode, [...(found.get(postcode) ?? []), locality]);
  }
  for (const localities of found.values()) localities.sort((a, b) => a.name.localeCompare(b.name, 'fr'));
  return found;
}
