/** For whom a communication is. Pure. */
export const sectors = ['early-childhood', 'after-school'] as const;
export type Sector = (typeof sectors)[number];

export interface Audience {
  portals: readonly string[];
  /** Of operators, by what their places are; null: all. */
  sectors: readonly string[] | null;
  kinds: readonly string[] | null;
  /** Of the places of operators, and of agents; null: all. */
  administrations: readonly string[] | null;
}
/** Whoever looks: an operator by the places they may see, an agent by their administrations (null: of all). */
export interface Reader {
  portal: string;
  places: readonly { kind: string; administration: string }[];
  administrations: readonly string[] | null;
}

export const sectorOf = (kind: string): Sector =>
  kind.startsWith('after-school') ? 'after-school' : 'early-childhood';

/** One and the same place is of the sector, the kind and the administration that are named; where none is named, it is for operators without any place too. */
export function isFor(audience: Audience, reader: Reader): boolean {
  if (!audience.portals.includes(reader.portal)) return false;
  if (reader.portal === 'office')
    return (
      !audience.administrations ||
      !reader.administrations ||
      audience.administrations.some((each) => reader.administrations!.includes(each))
    );
  if (!audience.sectors && !audience.kinds && !audience.administrations) return true;
  return reader.places.some(
    ({ kind, administration }) =>
      (audience.sectors?.includes(sectorOf(kind)) ?? true) &&
      (audience.kinds?.includes(kind) ?? true) &&
      (audience.administrations?.includes(administration) ?? true),
  );
}

/** Every operator reads it, or every agent: two pairs of eyes before. */
export const isForAll = ({ portals, sectors: of, kinds, administrations }: Audience): boolean =>
  !administrations && (portals.includes('office') || (portals.includes('pro') && !of && !kinds));

/** What is ticked one by one and leaves nobody out is said by nothing: whoever is added one day is meant too. */
export const narrowedTo = (ticked: readonly string[] = [], all: readonly string[]): string[] | null =>
  ticked.length === 0 || all.every((each) => ticked.includes(each)) ? null : [...ticked];
