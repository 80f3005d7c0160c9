/** The sheet of a team: one row is one contract (or link) of one person. Its columns, in the words of the screen. */
import { searchable } from '../../searchable.ts';
import { linkCodes, functionCodes, staffFunctions, staffLinks } from '../functions.ts';

export const sheetName = 'Équipe';

export const columnKeys = [
  'niss',
  'familyName',
  'firstName',
  'bornOn',
  'facility',
  'link',
  'function',
  'regime',
  'time',
  'employer',
  'fromOn',
  'toOn',
  'reference',
] as const;
export type ColumnKey = (typeof columnKeys)[number];

export interface SheetColumn {
  header: string;
  /** Other headers under which it is known, as other programs and older sheets call it. */
  also: readonly string[];
  /** What to write there. */
  write: string;
  example: string;
  width: number;
  /** A sheet without it is not read. */
  isNeeded: boolean;
}

export const regimes = { percent: 'en %', hours: 'en heures par semaine' } as const;

const oneOf = (words: readonly string[]): string => `Un choix de la liste : ${words.join(' · ')}.`;

export const sheetColumns: Readonly<Record<ColumnKey, SheetColumn>> = {
  niss: {
    header: 'NISS',
    also: ['numéro national', 'numéro de registre national', 'registre national', 'numéro NISS', 'NN'],
    write:
      'Numéro de registre national, onze chiffres. Il est demandé pour une personne qui n’est pas encore dans votre équipe ; pour les autres, laissez la cellule vide. Il n’est jamais montré ni rendu par le portail.',
    example: '',
    width: 16,
    isNeeded: false,
  },
  familyName: {
    header: 'Nom',
    also: ['nom de famille'],
    write: 'Nom de famille, comme sur la carte d’identité.',
    example: 'Exemple',
    width: 22,
    isNeeded: true,
  },
  firstName: {
    header: 'Prénom',
    also: ['prénoms', 'prénom usuel'],
    write: 'Prénom usuel.',
    example: 'Camille',
    width: 18,
    isNeeded: true,
  },
  bornOn: {
    header: 'Date de naissance',
    also: ['né le', 'née le', 'né(e) le', 'naissance', 'date naissance'],
    write: 'Jour, mois, année : 14/06/1989. Laissée vide, elle est déduite du NISS quand il la donne.',
    example: '14/06/1989',
    width: 16,
    isNeeded: false,
  },
  facility: {
    header: "Milieu d'accueil",
    also: ['milieu', 'lieu', 'crèche', 'implantation', "lieu d'accueil", 'milieu accueil'],
    write: 'Nom du milieu d’accueil, ou son numéro (MA-…).',
    example: 'Crèche Exemple',
    width: 30,
    isNeeded: true,
  },
  link: {
    header: 'Lien',
    also: ['type de contrat', 'type de lien', 'contrat', 'statut'],
    write: `${oneOf(linkCodes.map((code) => staffLinks[code].label))} Vide : ${staffLinks.employment.label}.`,
    example: staffLinks.employment.label,
    width: 28,
    isNeeded: false,
  },
  function: {
    header: 'Fonction',
    also: ['métier', 'poste', 'emploi'],
    write: oneOf(functionCodes.map((code) => staffFunctions[code].label)),
    example: staffFunctions['nursery-nurse'].label,
    width: 30,
    isNeeded: true,
  },
  regime: {
    header: 'Régime',
    also: ['régime de travail', 'unité'],
    write: `${oneOf(Object.values(regimes))} Vide : déduit de « 80 % » ou de « 19 h ».`,
    example: regimes.percent,
    width: 22,
    isNeeded: false,
  },
  time: {
    header: 'Temps de travail',
    also: ['pourcentage', 'temps', 'heures', 'heures par semaine', 'taux', 'occupation', 'etp'],
    write: 'Pourcentage d’un temps plein, ou heures par semaine : 80, 80 %, 19,5 ou 19 h 30. Virgule ou point.',
    example: '80',
    width: 16,
    isNeeded: true,
  },
  employer: {
    header: 'Employeur',
    also: ['employeur réel'],
    write: 'Seulement quand l’employeur n’est pas votre pouvoir organisateur.',
    example: '',
    width: 24,
    isNeeded: false,
  },
  fromOn: {
    header: 'Du',
    also: ['début', 'date de début', 'depuis', 'entrée', "date d'entrée", 'entrée en service'],
    write: 'Premier jour : 01/09/2026.',
    example: '01/09/2026',
    width: 14,
    isNeeded: true,
  },
  toOn: {
    header: 'Au',
    also: ['fin', 'date de fin', "jusqu'au", 'sortie', 'date de sortie'],
    write: 'Dernier jour. Vide : sans fin prévue.',
    example: '',
    width: 14,
    isNeeded: false,
  },
  reference: {
    header: 'Référence (ne pas modifier)',
    also: ['référence'],
    write:
      'Remplie par « Exporter » : elle dit de quel contrat il s’agit, pour le changer au lieu d’en ajouter un. Laissez-la vide pour un nouveau contrat.',
    example: '',
    width: 20,
    isNeeded: false,
  },
};

const known = new Map<string, ColumnKey>(
  columnKeys.flatMap((key) =>
    [sheetColumns[key].header, ...sheetColumns[key].also].map((name): [string, ColumnKey] => [searchable(name), key]),
  ),
);
/** Which column a header names; capitals, accents, signs and a star for « required » make no difference. */
export const findColumn = (header: string): ColumnKey | undefined => known.get(searchable(header));
