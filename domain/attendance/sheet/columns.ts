/** The sheet of a month of attendance: a row for each child, a column for each day. Its columns, in the words of the screen. */
import { searchable } from '../../searchable.ts';
import { nearestWord } from '../../sheet/find-word.ts';

export const sheetName = 'Présences';

export const fieldKeys = [
  'number',
  'familyName',
  'firstName',
  'fullName',
  'firstThenFamily',
  'birthOn',
  'enteredOn',
  'leftOn',
  'contractDays',
] as const;
export type FieldKey = (typeof fieldKeys)[number];
export type DayKey = `day-${number}`;
export type ColumnKey = FieldKey | DayKey;
/** What a column of theirs is said to be. */
export type Meaning = ColumnKey | 'ignored';

export const isDayKey = (key: string): key is DayKey => /^day-([1-9]|[12]\d|3[01])$/.test(key);
export const dayKey = (day: number): DayKey => `day-${day}`;
/** 1 to 31. */
export const numberOfDay = (key: DayKey): number => Number(key.slice(4));
export const isMeaning = (text: string): text is Meaning =>
  text === 'ignored' || isDayKey(text) || (fieldKeys as readonly string[]).includes(text);

interface Field {
  header: string;
  /** Other headers under which it is known, as programs call it. */
  also: readonly string[];
  /** What to write there. */
  write: string;
  width: number;
  /** Not in our own sheet: read in those of programs. */
  isTheirs?: true;
}
export const fields: Readonly<Record<FieldKey, Field>> = {
  number: {
    header: 'N°',
    also: ['numéro', 'no', 'ligne', "n° d'ordre", 'n° ligne', 'numéro de ligne'],
    write: "Numéro de la ligne, pour vous y retrouver : il n'est pas lu.",
    width: 6,
  },
  familyName: {
    header: 'Nom',
    also: ['nom de famille', "nom de l'enfant", 'nom enfant', 'patronyme', 'nom de famille de l’enfant'],
    write: "Nom de famille de l'enfant.",
    width: 20,
  },
  firstName: {
    header: 'Prénom',
    also: ['prénoms', "prénom de l'enfant", 'prénom enfant', 'prénom usuel'],
    write: "Prénom de l'enfant.",
    width: 16,
  },
  fullName: {
    header: 'Nom et prénom',
    also: ['enfant', 'enfants', 'nom prénom', "nom et prénom de l'enfant", "nom, prénom de l'enfant", 'nom complet'],
    write: '',
    width: 26,
    isTheirs: true,
  },
  firstThenFamily: {
    header: 'Prénom et nom',
    also: ['prénom nom', "prénom et nom de l'enfant"],
    write: '',
    width: 26,
    isTheirs: true,
  },
  birthOn: {
    header: 'Date de naissance',
    also: ['né le', 'née le', 'né(e) le', 'naissance', 'date naissance', 'ddn', 'date de naiss'],
    write: 'Jour, mois, année : 14/06/2025.',
    width: 13,
  },
  enteredOn: {
    header: "Date d'entrée",
    also: [
      'entrée',
      'arrivée',
      "date d'arrivée",
      'date entrée',
      'début',
      'date de début',
      'début du contrat',
      'entré le',
      'date inscription',
    ],
    write: "Premier jour d'accueil : 01/09/2026.",
    width: 13,
  },
  leftOn: {
    header: 'Date de sortie',
    also: ['sortie', 'départ', 'date de départ', 'date sortie', 'fin', 'date de fin', 'fin du contrat', 'sorti le'],
    write: "Dernier jour d'accueil. Vide : toujours accueilli.",
    width: 13,
  },
  contractDays: {
    header: 'Contrat (j/sem)',
    also: ['contrat', 'j/sem', 'jours/semaine', 'jours par semaine', 'contrat jours par semaine', 'jours contrat'],
    write: 'Jours par semaine du contrat, par demi : 5, 2,5. Vide : pas communiqué.',
    width: 9,
  },
};

const known = new Map<string, FieldKey>(
  fieldKeys.flatMap((key) =>
    [fields[key].header, ...fields[key].also].map((name): [string, FieldKey] => [searchable(name), key]),
  ),
);
/** Which column a header names; capitals, accents and signs make no difference. */
export const findField = (header: string): FieldKey | undefined => known.get(searchable(header));

const words = fieldKeys.map((code) => ({ code, label: fields[code].header, also: fields[code].also }));
/** The one it looks like, to be confirmed by whoever knows the file; never a parent's name for a child's. */
export const likelyField = (header: string): FieldKey | undefined =>
  /\b(pere|mere|parents?|mama|papa|medecin|tel|telephone|gsm|adresse|niss|rue)\b/.test(searchable(header))
    ? undefined
    : nearestWord(header, words);

const weekdays =
  'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim|lu|ma|me|je|ve|sa|di|l|m|j|v|s|d|jour';
const months = ['janv', 'fevr', 'mars', 'avr', 'mai', 'juin', 'juil', 'aout', 'sept', 'oct', 'nov', 'dec'];
const written = new RegExp(
  `^(?:(?:${weekdays}) ?)?0?(?<day>[1-9]|[12]\\d|3[01])(?:er)?(?: (?<month>[a-z]{3,9}|\\d{1,2})(?: (?<year>\\d{2}|\\d{4}))?)?$`,
);

/**
 * Which day of a month a header names: « 1 », « J1 », « L 1 », « 01/09 », « mardi 1er septembre », « 01/09/2026 ».
 * `month`: where it says so, 1 to 12; `year`: of four figures.
 */
export function dayOfHeader(header: string): { day: number; month?: number; year?: number } | undefined {
  const { day, month, year } = written.exec(searchable(header))?.groups ?? {};
  if (day === undefined) return undefined;
  if (month === undefined) return { day: Number(day) };
  const at = /^\d/.test(month)
    ? Number(month)
    : months.findIndex((name) => month.startsWith(name) || (month.length === 3 && name.startsWith(month))) + 1;
  if (at < 1 || at > 12) return undefined;
  return {
    day: Number(day),
    month: at,
    ...(year === undefined ? {} : { year: Number(year.length === 2 ? `20${year}` : year) }),
  };
}
