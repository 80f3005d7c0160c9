// Which administration subrégionale of ONE follows a place. Hypothèse: no source gives the map, the ranges follow the provinces.

export type Administration = 'bruxelles' | 'brabant-wallon' | 'liege' | 'namur' | 'hainaut' | 'luxembourg';

/** The names on screen and in letters. */
export const administrationNames: Readonly<Record<Administration, string>> = {
  'bruxelles': 'Administration subrégionale de Bruxelles',
  'brabant-wallon': 'Administration subrégionale du Brabant wallon',
  'liege': 'Administration subrégionale de Liège',
  'namur': 'Administration subrégionale de Namur',
  'hainaut': 'Administration subrégionale du Hainaut',
  'luxembourg': 'Administration subrégionale du Luxembourg',
};

/** Where each has its seat, and dates its letters (hypothèse). */
export const administrationSeats: Readonly<Record<Administration, string>> = {
  'bruxelles': 'Bruxelles',
  'brabant-wallon': 'Wavre',
  'liege': 'Liège',
  'namur': 'Namur',
  'hainaut': 'Mons',
  'luxembourg': 'Libramont',
};

const ranges: readonly (readonly [from: number, to: number, Administration])[] = [
  [1000, 1299, 'bruxelles'],
  [1300, 1499, 'brabant-wallon'],
  [4000, 4999, 'liege'],
  [5000, 5999, 'namur'],
  [6000, 6599, 'hainaut'],
  [6600, 6999, 'luxembourg'],
  [7000, 7999, 'hainaut'],
];

/** The administration of a postcode of four digits; undefined outside the area of ONE. */
export function administrationOf(postcode: string): Administration | undefined {
  if (!/^[0-9]{4}$/.test(postcode)) return undefined;
  const number = Number(postcode);
  return ranges.find(([from, to]) => from <= number && number <= to)?.[2];
}
