/** Distances as the crow flies, between the centres of localities: no place's own position is known, or kept. */
import { everyLocality, findLocality, type Locality } from '../localities.ts';
import { grouped } from '../grouped.ts';

export interface Point {
  latitude: number;
  longitude: number;
}

const earth = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** In kilometres. */
export function distanceBetween(a: Point, b: Point): number {
  const half =
    Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(radians(a.latitude)) *
      Math.cos(radians(b.latitude)) *
      Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** A point on a sphere of radius 1: distances from it to thousands of others are compared without a sine. */
export type OnSphere = readonly [x: number, y: number, z: number];
export function onSphere({ latitude, longitude }: Point): OnSphere {
  const [north, east] = [radians(latitude), radians(longitude)];
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}
/** The square of the straight line through the sphere that a distance stands for. */
export const chordOf = (kilometres: number): number =>
  kilometres >= earth ? 4 : (2 * Math.sin(kilometres / (2 * earth))) ** 2;
export const chordBetween = ([ax, ay, az]: OnSphere, [bx, by, bz]: OnSphere): number =>
  (ax - bx) ** 2 + (ay - by) ** 2 + (az - bz) ** 2;
/** In kilometres. */
export const distanceOfChord = (chord: number): number => 2 * earth * Math.asin(Math.min(1, Math.sqrt(chord) / 2));

let byPostcode: ReadonlyMap<string, readonly Locality[]> | undefined;
const ofPostcode = (postcode: string): readonly Locality[] =>
  (byPostcode ??= grouped(everyLocality(), (locality) => locality.postcode)).get(postcode) ?? [];

/** The centre of a locality; of a name that the list does not know, the middle of its postcode. */
export function centreOf(postcode: string, name: string): Point | undefined {
  const found = findLocality(postcode, name);
  if (found) return found;
  const list = ofPostcode(postcode);
  return list.length === 0 ? undefined : middleOf(list);
}

export const middleOf = (points: readonly Point[]): Point => ({
  latitude: points.reduce((sum, { latitude }) => sum + latitude, 0) / points.length,
  longitude: points.reduce((sum, { longitude }) => sum + longitude, 0) / points.length,
});

/** Less is no distance: both are in one locality. */
export const sameLocality = 0.05;
/** « 0,6 km », « 12 km »; within one locality no distance is known. */
export const kilometresInWords = (kilometres: number): string =>
  kilometres < sameLocality
    ? 'dans la localité'
    : `${kilometres < 10 ? kilometres.toFixed(1).replace('.', ',') : String(Math.round(kilometres))} km`;
