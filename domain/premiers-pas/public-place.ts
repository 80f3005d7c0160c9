/**
 * What parents may see of a place where children are received, and nothing else: no field of it could hold what is not public.
 * `db/premiers-pas/read-public-places.ts` alone makes it.
 */
import type { Day } from '../days.ts';
import type { facilityKinds } from '../kinds.ts';
import { searchable } from '../searchable.ts';
import type { DatedHours, Period } from '../signaletique/opening-hours.ts';
import type { PlacesPeriod } from '../presentation/places-sentence.ts';

export type PublicFacilityKind = Exclude<keyof typeof facilityKinds, 'after-school-1' | 'after-school-2'>;

export interface PublicPlace {
  /** Of ONE: « MA-20418 ». */
  number: string;
  name: string;
  kind: PublicFacilityKind;
  /** Children at once, as authorised. */
  capacity: number;
  authorisedSince: Day;
  /** `ended`: nothing but number and locality is known of it any more. */
  status: 'open' | 'suspended';
  /** Of a suspended place, where it is known. */
  closedUntil?: Day;
  /** « rue des Bateliers 12 »; absent of a home whose address is not shown. */
  street?: string;
  postcode: string;
  locality: string;
  /** Who organises it: places of the same one have the same key. */
  organiser: { key: string; name: string; kind: string; text?: string; website?: string };
  /** For inscriptions. */
  contact: { person?: string; phone?: string; email?: string; hours?: string };
  /** The sentence of the hours in force, where they are not laid out by day. */
  hoursText?: string;
  /** Those in force first, then those decided for later. */
  hours: DatedHours[];
  /** Days that are not as usual, and never why. */
  exceptional: { from: Day; until: Day; periods: Period[] }[];
  /** Free places that are not over. */
  free: PlacesPeriod[];
  /** The last word on places; absent: the place has said nothing. */
  confirmedOn?: Day;
  fullUntil?: Day;
  summary?: string;
  /** The qualities of the place, by their key. */
  characteristics: Record<string, unknown>;
  project?: { from: Day; name: string; size: number; digest: string };
  /** `large` and `small` are the digests of the pictures, width and height those of the large one. */
  photos: {
    id: string;
    caption: string;
    altText: string;
    width: number;
    height: number;
    large: string;
    small: string;
  }[];
  /** The day of the last change of what stands here. */
  changedOn: Day;
}

/** How many days ahead parents read what changes in the hours. */
export const daysAhead = 60;

/** A place that is no more: neither its name nor its street is kept. */
export interface EndedPlace {
  number: string;
  postcode: string;
  locality: string;
}

/** As parents look for places (guides of the portal). */
export const publicKinds = {
  'subventionne': "Milieu d'accueil subventionné",
  'non-subventionne': "Milieu d'accueil non subventionné",
  'independant': "Accueillant·e d'enfants indépendant·e",
} as const;
export type PublicKind = keyof typeof publicKinds;
export const publicKindOf = (kind: PublicFacilityKind): PublicKind => ofKind[kind];
const ofKind: Readonly<Record<PublicFacilityKind, PublicKind>> = {
  'subsidised-creche': 'subventionne',
  'childminder-service': 'subventionne',
  'creche': 'non-subventionne',
  'childminder': 'independant',
  'co-childminder': 'independant',
};

/** `/premiers-pas/lieux/ma-20418-creche-les-petits-chenes` */
export const sheetPath = ({ number, name }: Pick<PublicPlace, 'number' | 'name'>): string =>
  `/premiers-pas/lieux/${dashed(number)}-${dashed(name)}`.replace(/-$/, '');
export const dashed = (text: string): string => searchable(text).replaceAll(' ', '-');

/** « rue des Bateliers 12, 5000 Namur », « 5020 Malonne ». */
export const whereOf = ({
  street,
  postcode,
  locality,
}: Pick<PublicPlace, 'street' | 'postcode' | 'locality'>): string =>
  [...(street ? [street] : []), `${postcode} ${locality}`].join(', ');
