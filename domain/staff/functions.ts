/** What people do in a place, and what links them to its organising body, in the words of Mon Équipe (Guide Pro.ONE 2023, 11). */

/** What a function is about: the childcare staff must be qualified, and one of the direction must be there. */
export type FunctionGroup =
  | 'direction'
  | 'childcare'
  | 'pms'
  | 'after-school'
  | 'logistics'
  | 'administration'
  | 'other';

export const functionCodes = [
  'direction',
  'deputy-direction',
  'childcare',
  'nursery-nurse',
  'pms',
  'social-worker',
  'nurse',
  'after-school-lead',
  'after-school-worker',
  'logistics',
  'administration',
  'other',
] as const;
export type FunctionCode = (typeof functionCodes)[number];

export const staffFunctions: Readonly<Record<FunctionCode, { label: string; group: FunctionGroup }>> = {
  'direction': { label: 'Directeur·trice', group: 'direction' },
  'deputy-direction': { label: 'Directeur·trice adjoint·e', group: 'direction' },
  'childcare': { label: "Accueillant·e d'enfants", group: 'childcare' },
  'nursery-nurse': { label: 'Puériculteur·trice', group: 'childcare' },
  'pms': { label: 'Personnel psycho-médico-social', group: 'pms' },
  'social-worker': { label: 'Assistant·e social·e', group: 'pms' },
  'nurse': { label: 'Infirmier·ère', group: 'pms' },
  'after-school-lead': { label: 'Responsable de projet', group: 'after-school' },
  'after-school-worker': { label: 'Accueillant·e extrascolaire', group: 'after-school' },
  'logistics': { label: 'Personnel logistique', group: 'logistics' },
  'administration': { label: 'Personnel administratif', group: 'administration' },
  'other': { label: 'Autre fonction', group: 'other' },
};

export const linkCodes = ['employment', 'self-employed', 'volunteer', 'household', 'other-employer'] as const;
export type LinkCode = (typeof linkCodes)[number];
/** `works`: counts towards 100 % of somebody's time. Volunteers and members of the household do not (hypothèse). */
export const staffLinks: Readonly<Record<LinkCode, { label: string; works: boolean }>> = {
  'employment': { label: 'Contrat de travail', works: true },
  'self-employed': { label: 'Convention indépendante', works: true },
  'volunteer': { label: 'Volontaire', works: false },
  'household': { label: 'Membre du ménage', works: false },
  'other-employer': { label: 'Engagé·e par un autre employeur', works: true },
};

export const documentKinds = ['criminal-record', 'medical', 'first-aid', 'rubella'] as const;
export type DocumentKind = (typeof documentKinds)[number];
export const staffDocuments: Readonly<Record<DocumentKind, { label: string }>> = {
  'criminal-record': { label: 'Extrait de casier judiciaire' },
  'medical': { label: 'Certificat médical' },
  'first-aid': { label: 'Premiers secours' },
  'rubella': { label: 'Immunité rubéole' },
};

export const findFunction = (code: string | null): { label: string; group: FunctionGroup } | undefined =>
  Object.entries(staffFunctions).find(([known]) => known === code)?.[1];
