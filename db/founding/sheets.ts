/** What the workbook of first accounts holds: four sheets, their columns, and how each cell is read. */
import type { Day } from '../../domain/calendar.ts';
import { parseEnterpriseNumber } from '../../domain/enterprise-number.ts';
import { isEmail } from '../../domain/email.ts';
import { bodyKinds, facilityKinds } from '../../domain/kinds.ts';
import { parseNationalNumber } from '../../domain/national-number.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { findDay } from '../../domain/written-day.ts';
import { agentRoles, roleNames, type OfficeRole } from '../../workflows/roles.ts';

type Reading<T> = { value: T } | { fault: string };
export interface Column<T> {
  header: string;
  /** In French, for the sheet that explains: what to write. */
  write: string;
  isRequired: boolean;
  /** How the sheet shows it, in its own language; texts where nothing is said, so that no leading zero is lost. */
  format?: string;
  read: (text: string) => Reading<T>;
}
type Columns = Record<string, Column<unknown>>;
type ValueOf<C> = C extends Column<infer T> ? T : never;
export type RowOf<C extends Columns> = { [K in keyof C]: ValueOf<C[K]> };

const required = <T>(header: string, write: string, read: (text: string) => Reading<T>): Column<T> => ({
  header,
  write,
  isRequired: true,
  read: (text) => (text === '' ? { fault: `${header} manque` } : read(text)),
});
const optional = <T>(header: string, write: string, read: (text: string) => Reading<T>): Column<T | null> => ({
  header,
  write: `${write} (facultatif)`,
  isRequired: false,
  read: (text) => (text === '' ? { value: null } : read(text)),
});

const upTo =
  (most: number) =>
  (text: string): Reading<string> =>
    text.length > most ? { fault: `compte plus de ${String(most)} caractères` } : { value: text };
const email = (text: string): Reading<string> =>
  isEmail(text) ? { value: text } : { fault: "n'est pas une adresse de courriel" };
const niss = (text: string): Reading<string> => {
  const parsed = parseNationalNumber(text);
  // What was typed is not repeated: it is a national number.
  return parsed.ok ? { value: parsed.value } : { fault: "n'est pas un numéro de registre national valable" };
};
const enterpriseNumber = (text: string): Reading<string> => {
  const parsed = parseEnterpriseNumber(text);
  return parsed.ok ? { value: parsed.value } : { fault: "n'est pas un numéro d'entreprise valable" };
};
const day = (text: string): Reading<Day> => {
  const read = findDay(text);
  return read ? { value: read } : { fault: "n'est pas une date : écrivez par exemple 05/01/2027" };
};
const places = (text: string): Reading<number> =>
  /^\d{1,4}$/.test(text) ? { value: Number(text) } : { fault: "n'est pas un nombre entier de places" };
/** One of a list of words, as they stand on the screens; capitals and accents do not matter. */
function word<T extends string>(words: Readonly<Record<T, string>>): (text: string) => Reading<T> {
  const known = new Map(Object.entries<string>(words).map(([code, name]) => [plain(name), code as T]));
  return (text) => {
    const found = known.get(plain(text));
    return found ? { value: found } : { fault: `ne connaît que : ${Object.values<string>(words).join(', ')}` };
  };
}
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[·’']/g, '')
    .toLowerCase()
    .trim();

const officeRoles = [...agentRoles, 'appeal-secretariat', 'supervisor', 'helpdesk'] as const;
const officeRoleNames = Object.fromEntries(officeRoles.map((role) => [role, roleNames[role]])) as Record<
  OfficeRole,
  string
>;
const one = (names: Readonly<Record<string, string>>): string => `un de : ${Object.values(names).join(' · ')}`;

const person = {
  firstName: required('Prénom', 'comme sur la carte d’identité', upTo(100)),
  familyName: required('Nom', 'comme sur la carte d’identité', upTo(100)),
  niss: required('Numéro national', 'onze chiffres, comme texte ; il n’est pas gardé, seulement son empreinte', niss),
  email: required('Courriel', 'adresse professionnelle', email),
};
const address = {
  street: required('Rue', 'sans le numéro', upTo(100)),
  number: required('N°', 'numéro de la maison', upTo(10)),
  box: optional('Boîte', 'numéro de boîte', upTo(10)),
  postcode: required('Code postal', 'quatre chiffres', upTo(4)),
  locality: required('Localité', 'une localité de ce code postal', upTo(60)),
};

export const sheets = {
  agents: {
    name: 'Agents',
    columns: {
      ...person,
      role: required('Rôle', one(officeRoleNames), word(officeRoleNames)),
      administration: optional(
        'Administration',
        `${one(administrationNames)} ; vide : toutes`,
        word(administrationNames),
      ),
    },
  },
  bodies: {
    name: 'Pouvoirs organisateurs',
    columns: {
      key: required('Repère', 'un mot de votre choix, repris dans les autres feuilles', upTo(40)),
      name: required('Dénomination', 'nom du pouvoir organisateur', upTo(200)),
      kind: required('Nature', one(bodyKinds), word(bodyKinds)),
      enterpriseNumber: optional('Numéro BCE', 'dix chiffres', enterpriseNumber),
      ...address,
      email: optional('Courriel', 'adresse de contact', email),
      phone: optional('Téléphone', 'numéro de contact', upTo(30)),
    },
  },
  facilities: {
    name: "Milieux d'accueil",
    columns: {
      reference: required('Numéro', 'numéro du milieu d’accueil à l’ONE', upTo(20)),
      body: required('Repère du PO', 'le repère de la feuille Pouvoirs organisateurs', upTo(40)),
      name: required('Nom', 'nom du milieu d’accueil', upTo(200)),
      kind: required('Type', one(facilityKinds), word(facilityKinds)),
      ...address,
      capacity: required('Places', 'capacité autorisée', places),
      authorisedOn: { ...required('Autorisé depuis', 'date de l’autorisation en cours', day), format: 'dd/mm/yyyy' },
      phone: optional('Téléphone', 'numéro du milieu', upTo(30)),
      email: optional('Courriel', 'adresse du milieu', email),
      referent: optional('Référent·e', 'courriel d’un·e agent·e de la feuille Agents', email),
    },
  },
  administrators: {
    name: 'Administrateurs',
    columns: {
      body: required('Repère du PO', 'le repère de la feuille Pouvoirs organisateurs', upTo(40)),
      ...person,
    },
  },
} as const satisfies Record<string, { name: string; columns: Columns }>;

export type SheetKey = keyof typeof sheets;
export type Workbook = { [K in SheetKey]: (RowOf<(typeof sheets)[K]['columns']> & { line: number })[] };
