/** The fictitious persons: who they are, and what each may do. Names are invented; national numbers are synthetic and valid. */
import { administrationNames, type Administration } from '../../../domain/postcodes.ts';
import { makeNationalNumber } from '../../../domain/national-number.ts';
import { stableNumber } from './stable-id.ts';

export interface Grant {
  role: string;
  /** Key of an organising body; ONE's agents have none. */
  body?: string;
  facility?: string;
  dossier?: string;
  administration?: Administration;
}
export interface Person {
  key: string;
  givenName: string;
  surname: string;
  sex: 'f' | 'm';
  portal: 'pro' | 'office';
  grants: Grant[];
  /** What the list of demonstration persons says; those without stand in the data only. */
  role?: string;
  place?: string;
  legacyLogin?: string;
  /** Not in the database: somebody the portal does not know. */
  stranger?: boolean;
}

type Details = Partial<Pick<Person, 'role' | 'place' | 'legacyLogin' | 'stranger'>>;
function person(
  key: string,
  name: string,
  sex: 'f' | 'm',
  portal: Person['portal'],
  grants: Grant[],
  details: Details = {},
): Person {
  const [givenName = '', ...rest] = name.split(' ');
  return { key, givenName, surname: rest.join(' '), sex, portal, grants, ...details };
}
const operator = (key: string, name: string, sex: 'f' | 'm', grants: Grant[], details?: Details): Person =>
  person(key, name, sex, 'pro', grants, details);
const administrator = (body: string, name: string, sex: 'f' | 'm', details?: Details): Person =>
  operator(`admin-${body}`, name, sex, [{ role: 'administrator', body }], details);
const childminder = (body: string, name: string, sex: 'f' | 'm', details?: Details): Person =>
  operator(`admin-${body}`, name, sex, [{ role: 'childminder', body }], details);
const dataManager = (
  key: string,
  body: string,
  name: string,
  sex: 'f' | 'm',
  facility?: string,
  details?: Details,
): Person =>
  operator(
    key,
    name,
    sex,
    [{ role: 'data-manager', body, dossier: 'authorisation', ...(facility ? { facility } : {}) }],
    details,
  );

const operators: Person[] = [
  administrator('petits-chenes', 'Nathalie Servais', 'f', {
    role: 'Administratrice',
    place: 'Les Petits Chênes ASBL, Namur (3 milieux)',
  }),
  dataManager('data-chenes', 'petits-chenes', 'Olivier Wauters', 'm', 'coccinelle', {
    role: 'Gestionnaire des données (autorisation)',
    place: 'Crèche La Coccinelle seulement',
  }),
  operator('users-chenes', 'Isabelle Poncelet', 'f', [{ role: 'user-manager', body: 'petits-chenes' }], {
    role: 'Gestionnaire des utilisateurs',
    place: 'Les Petits Chênes ASBL',
  }),
  operator('none-chenes', 'Kevin Thiry', 'm', [], {
    role: 'Utilisateur sans droits configurés',
    place: 'Les Petits Chênes ASBL',
  }),
  operator('sandrine-colard', 'Sandrine Colard', 'f', [], {
    role: 'Gestionnaire des données (Mon équipe)',
    place: 'deux organismes : Les Petits Chênes et Clair Matin',
  }),
  operator('thomas-gerard', 'Thomas Gérard', 'm', []),
  operator('julie-lefevre', 'Julie Lefèvre', 'f', []),
  operator('elise-moreau', 'Élise Moreau', 'f', []),
  childminder('delvaux', 'Émilie Delvaux', 'f', { role: 'Accueillante indépendante', place: 'Flawinne' }),
  // Nothing is authorised yet: she prepares it.
  childminder('simonis', 'Laura Simonis', 'f', {
    role: 'Future accueillante',
    place: 'Jambes (projet en préparation)',
  }),
  administrator('clair-matin', 'Benoît Lejeune', 'm', { role: 'Administrateur', place: 'Clair Matin ASBL, Andenne' }),
  dataManager('data-clair-matin', 'clair-matin', 'Caroline Dessart', 'f'),
  administrator('arbre-a-bulles', 'Valérie Hanot', 'f'),
  administrator('lutins', 'Philippe Marchal', 'm'),
  childminder('petit', 'Thomas Petit', 'm'),
  childminder('bodart', 'Martine Bodart', 'f'),
  childminder('hirondelles', 'Sabine Noël', 'f'),
  administrator('bout-choux', 'Sandrine Collignon', 'f'),
  administrator('cpas-ciney', 'Pierre Rousseau', 'm'),
  administrator('parc', 'Delphine Jacquet', 'f'),
  administrator('meuse-condroz', 'Anne-Sophie Lefèvre', 'f', {
    role: 'Administratrice',
    place: "Service d'accueil Meuse-Condroz (800 personnes)",
  }),
  administrator('gembloux', 'Jean-Marc Henrion', 'm', {
    role: 'Administrateur',
    place: 'Ville de Gembloux (crèche et accueil extrascolaire)',
  }),
  administrator('eghezee', 'Cécile Warnant', 'f', {
    role: 'Administratrice',
    place: "Commune d'Eghezée (crèche et accueil extrascolaire de type 2)",
  }),
  dataManager('data-eghezee', 'eghezee', 'Maxime Dardenne', 'm', 'eghezee-aes'),
  administrator('mercredis', 'Samira Benali', 'f', {
    role: 'Administratrice',
    place: 'Les Mercredis ASBL, cinq lieux extrascolaires près de Namur',
  }),
  operator(
    'data-mercredis',
    'Thomas Marchal',
    'm',
    ['aes-1', 'team'].map((dossier) => ({
      role: 'data-manager',
      body: 'mercredis',
      facility: 'mercredis-envol',
      dossier,
    })),
    { role: 'Gestionnaire de données', place: "L'Envol, école du Bois (Les Mercredis ASBL)" },
  ),
  administrator('marmots', 'Leïla Amrani', 'f', {
    role: 'Administratrice',
    place: "Les Marmots de l'Étang ASBL, Ixelles",
  }),
  administrator('cpas-saint-gilles', 'François Delcourt', 'm'),
  administrator('petits-pas', 'Stéphanie Verhaegen', 'f', { role: 'Administratrice', place: 'Petits Pas SC, Uccle' }),
  administrator('forest', 'Yassine El Idrissi', 'm'),
  childminder('nguyen', 'Linh Nguyen', 'f'),
  administrator('universite', 'Catherine Gérardy', 'f', { role: 'Administratrice', place: 'Université des Coteaux' }),
  administrator('marelle', 'Laurent Misson', 'm'),
  dataManager('data-marelle', 'marelle', 'Aline Cordier', 'f', 'marelle-limal'),
  administrator('bulle-d-air', 'Sophie Bastin', 'f'),
  childminder('benali', 'Fatima Benali', 'f'),
  administrator('poussins', 'Geneviève Lambrecht', 'f'),
  dataManager('data-poussins', 'poussins', 'Arnaud Piron', 'm'),
  administrator('verviers', 'Michel Radoux', 'm'),
  administrator('province', 'Véronique Closset', 'f'),
  childminder('wathelet', 'Hélène Wathelet', 'f'),
  administrator('cpas-huy', 'Dominique Renson', 'm'),
  administrator('ile-aux-enfants', 'Giulia Ferrari', 'f'),
  administrator('tournai', 'Bernard Vancauwenberge', 'm'),
  administrator('cpas-la-louviere', 'Rosanna Di Paolo', 'f'),
  childminder('bensalah', 'Karim Bensalah', 'm', { role: 'Accueillant indépendant', place: 'Jumet' }),
  administrator('coquelicots', 'Muriel Dupriez', 'f'),
  childminder('terrils', 'Aurélie Lemoine', 'f'),
  administrator('foret', 'Vincent Pierrard', 'm'),
  administrator('marche', 'Christine Lambotte', 'f'),
  childminder('gerard', 'Julie Gérard', 'f'),
  administrator('myrtilles', 'Damien Schmit', 'm'),
  // Shared accounts of before 2023: they may only be converted.
  operator('legacy-galopins', 'Utilisateur par défaut', 'm', [{ role: 'administrator', body: 'cpas-ciney' }], {
    legacyLogin: 'galopins',
  }),
  operator('legacy-petit', 'Utilisateur par défaut', 'm', [{ role: 'childminder', body: 'petit' }], {
    legacyLogin: 'petit.bouge',
  }),
  operator('stranger', 'Béatrice Collard', 'f', [], {
    role: 'Personne encore inconnue de Pro.ONE',
    place: "pour convertir l'ancien compte « galopins »",
    stranger: true,
  }),
];

const agent = (
  role: string,
  administration: Administration | undefined,
  name: string,
  sex: 'f' | 'm',
  label: string,
  isListed = false,
  key = role,
): Person =>
  person(
    administration ? `${key}-${administration}` : key,
    name,
    sex,
    'office',
    [{ role, ...(administration ? { administration } : {}) }],
    isListed
      ? { role: label, place: administration ? administrationNames[administration] : 'ONE, administration centrale' }
      : {},
  );

const agents: Person[] = [
  agent('referent', 'namur', 'Sophie Lambert', 'f', 'Référente accueil', true),
  agent('referent', 'namur', 'Karim Haddad', 'm', 'Référent accueil', true, 'referent-2'),
  agent('coordinator', 'namur', 'Marc Dubois', 'm', 'Coordinateur accueil', true),
  agent('adviser', 'namur', 'Pascale Evrard', 'f', 'Agent conseil', true),
  agent('health-referent', 'namur', 'Anne Gilles', 'f', 'Référente santé (Dr)', true),
  agent('asr-manager', 'namur', 'Julie Moreau', 'f', "Responsable de l'administration subrégionale", true),
  agent('referent', 'bruxelles', 'Nadia Boutaleb', 'f', 'Référente accueil', true),
  agent('coordinator', 'bruxelles', 'Éric Van Damme', 'm', ''),
  agent('adviser', 'bruxelles', 'Corinne Maes', 'f', ''),
  agent('health-referent', 'bruxelles', 'Paul Stassart', 'm', ''),
  agent('asr-manager', 'bruxelles', 'Brigitte Leclercq', 'f', ''),
  agent('referent', 'brabant-wallon', 'Amélie Goffin', 'f', 'Référente accueil', true),
  agent('coordinator', 'brabant-wallon', 'Christophe Bodson', 'm', ''),
  agent('adviser', 'brabant-wallon', 'Florence Tilman', 'f', ''),
  agent('health-referent', 'brabant-wallon', 'Martin Hubert', 'm', ''),
  agent('asr-manager', 'brabant-wallon', 'Luc Debroux', 'm', ''),
  agent('referent', 'liege', 'Quentin Maréchal', 'm', 'Référent accueil', true),
  agent('coordinator', 'liege', 'Monique Fraiture', 'f', ''),
  agent('adviser', 'liege', 'Ludovic Hanssen', 'm', ''),
  agent('health-referent', 'liege', 'Élise Corman', 'f', ''),
  agent('asr-manager', 'liege', 'Chantal Dethier', 'f', ''),
  agent('referent', 'hainaut', 'David Carlier', 'm', 'Référent accueil', true),
  agent('referent', 'hainaut', 'Laetitia Moulin', 'f', '', false, 'referent-2'),
  agent('coordinator', 'hainaut', 'Antonio Russo', 'm', ''),
  agent('adviser', 'hainaut', 'Myriam Descamps', 'f', ''),
  agent('health-referent', 'hainaut', 'Guy Lefort', 'm', ''),
  agent('asr-manager', 'hainaut', 'Patricia Hecq', 'f', ''),
  agent('referent', 'luxembourg', 'Mélanie Kirsch', 'f', 'Référente accueil', true),
  agent('coordinator', 'luxembourg', 'Joël Goosse', 'm', ''),
  agent('adviser', 'luxembourg', 'Ingrid Thill', 'f', ''),
  agent('health-referent', 'luxembourg', 'Bruno Arend', 'm', ''),
  agent('asr-manager', 'luxembourg', 'Denise Collard', 'f', ''),
  agent('aes-referent', undefined, 'Claire Mertens', 'f', 'Référente agrément AES', true),
  agent('aes-manager', undefined, 'Karine Lejeune', 'f', 'Gestionnaire de subsides AES 1', true),
  agent('aes-manager', undefined, 'Olivier Henrard', 'm', 'Gestionnaire de subsides AES 1', true, 'aes-manager-2'),
  agent('atl-director', undefined, 'Bernadette Collin', 'f', "Directrice de l'accueil temps libre", true),
  agent('subsidy-manager', undefined, 'Hassan Tahiri', 'm', 'Gestionnaire subsides', true),
  agent('subsidy-manager', undefined, 'Noémie Deprez', 'f', 'Gestionnaire subsides', true, 'subsidy-manager-2'),
  agent('subsidy-signatory', undefined, 'Monique Verlaine', 'f', 'Signataire des subsides', true),
  agent(
    'appeal-secretariat',
    undefined,
    'Frédéric Nihoul',
    'm',
    "Secrétariat des recours (Conseil d'administration)",
    true,
  ),
  agent('supervisor', 'namur', 'Claire Fontaine', 'f', 'Superviseure', true),
  agent('supervisor', undefined, 'Alain Verstraete', 'm', 'Superviseur, toutes les administrations', true),
  agent('helpdesk', undefined, 'Samira Oulad', 'f', 'Helpdesk', true),
  agent('helpdesk', undefined, 'Pascal Rigaux', 'm', 'Helpdesk', true, 'helpdesk-2'),
  agent('dpo', undefined, 'Étienne Jadot', 'm', 'Délégué à la protection des données', true),
];

export const people: readonly Person[] = [...operators, ...agents];

/** Eleven digits, always the same for a person. */
export function nissOf({ key, sex }: Person): string {
  const [year, month, day] = [
    1961 + stableNumber(`year ${key}`, 38),
    1 + stableNumber(`month ${key}`, 12),
    1 + stableNumber(`day ${key}`, 28),
  ];
  const birthOn = `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return makeNationalNumber({ birthOn, sequence: 2 * stableNumber(`sequence ${key}`, 490) + (sex === 'm' ? 1 : 2) });
}

/** Under the reserved top level « .example », so that no mail ever leaves. */
export function mailOf({ givenName, surname, portal, key, legacyLogin }: Person): string {
  const box =
    legacyLogin ??
    `${givenName} ${surname}`
      .normalize('NFD')
      .replace(/[^a-zA-Z -]/g, '')
      .trim()
      .toLowerCase()
      .replaceAll(' ', '.');
  const [, body] = /^(?:admin|data|users|none)-(.+)$/.exec(key) ?? [];
  return `${box}@${portal === 'office' ? 'one.example' : `${body ?? 'accueil'}.example`}`;
}
