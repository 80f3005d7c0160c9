/** The sheet of the attendance of a place after school: a row for each day, and one for the enrolled of each month. Its columns, in the words of the screen. */
import { searchable } from '../../searchable.ts';
import { nearestWord } from '../../sheet/find-word.ts';

export const sheetName = 'Présences';

/** Of these a row says how many children. */
export const countKeys = ['nursery', 'primarySchool', 'together', 'positive', 'morning'] as const;
export type CountKey = (typeof countKeys)[number];
export const fieldKeys = ['day', 'weekday', ...countKeys, 'remark'] as const;
export type ColumnKey = (typeof fieldKeys)[number];
/** What a column of theirs is said to be. */
export type Meaning = ColumnKey | 'ignored';
export const isMeaning = (text: string): text is Meaning =>
  text === 'ignored' || (fieldKeys as readonly string[]).includes(text);

interface Field {
  header: string;
  /** Other headers under which it is known. */
  also: readonly string[];
  /** What to write there. */
  write: string;
  width: number;
}
export const fields: Readonly<Record<ColumnKey, Field>> = {
  day: {
    header: 'Date',
    also: ['jour et date', 'date du jour', 'date de présence', 'le'],
    write: 'Jour, mois, année : 16/11/2026. Laissez-la telle quelle.',
    width: 26,
  },
  weekday: {
    header: 'Jour',
    also: ['jour de la semaine'],
    write: "Pour vous y retrouver : il n'est pas lu.",
    width: 11,
  },
  nursery: {
    header: 'Maternelle',
    also: ['maternelles', 'maternel', 'nombre maternelle', 'présents maternelle', 'mat', 'enfants de maternelle'],
    write: "Nombre d'enfants de maternelle présents. 0 si aucun n'est venu, vide si vous ne le savez pas encore.",
    width: 12,
  },
  primarySchool: {
    header: 'Primaire',
    also: ['primaires', 'nombre primaire', 'présents primaire', 'prim', 'enfants de primaire'],
    write: "Nombre d'enfants de primaire présents. 0 si aucun n'est venu, vide si vous ne le savez pas encore.",
    width: 12,
  },
  together: {
    header: 'Maternelle et primaire ensemble',
    also: ['ensemble', 'présents', 'présences', 'total', 'nombre de présences', 'enfants présents', 'enfants'],
    write: 'La somme des deux, là où votre logiciel ne les sépare pas. Vide si les deux autres colonnes sont remplies.',
    width: 16,
  },
  positive: {
    header: 'Différenciation positive',
    also: ['différenciation', 'diff. positive', 'dont différenciation positive', 'dp', 'discrimination positive'],
    write: 'Parmi les enfants présents, ceux de la différenciation positive. Facultatif.',
    width: 15,
  },
  morning: {
    header: 'Matin',
    also: ['accueil du matin', 'présents le matin', 'matinée'],
    write: "Enfants présents avant l'école. Facultatif.",
    width: 9,
  },
  remark: {
    header: 'Remarque',
    also: ['motif', 'commentaire'],
    write: "Pourquoi rien n'est attendu ce jour-là : elle n'est pas lue.",
    width: 44,
  },
};

const known = new Map<string, ColumnKey>(
  fieldKeys.flatMap((key) =>
    [fields[key].header, ...fields[key].also].map((name): [string, ColumnKey] => [searchable(name), key]),
  ),
);
/** Which column a header names; capitals, accents and signs make no difference. */
export const findField = (header: string): ColumnKey | undefined => known.get(searchable(header));
const words = fieldKeys.map((code) => ({ code, label: fields[code].header, also: fields[code].also }));
/** The one it looks like, to be confirmed by whoever knows the file. */
export const likelyField = (header: string): ColumnKey | undefined => nearestWord(header, words);
