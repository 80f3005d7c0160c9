/** The files that an operator may open to a data manager, in the words of the guide (Guide des droits 2025), and their procedures. */
import type { AnyProcess, Dossier } from '../../workflows/procedure.ts';
import { processes } from '../../workflows/registry.ts';

export type { Dossier };
export type Sector = 'ape' | 'atl' | 'pse';
export const sectors: Readonly<Record<Sector, string>> = {
  ape: 'Accueil Petite Enfance',
  atl: 'Accueil Temps Libre',
  pse: "Promotion de la Santé à l'École",
};

/** In the order of the guide. No procedure uses some of them yet: they may be given, and open nothing. */
export const dossiers: Readonly<Record<Dossier, { sector: Sector; label: string }>> = {
  'subsidies': { sector: 'ape', label: 'Subsides' },
  'team': { sector: 'ape', label: 'Mon équipe' },
  'cigogne': { sector: 'ape', label: 'Appel à projets Cigogne +5200' },
  'authorisation': { sector: 'ape', label: 'Prepacc / Autorisation' },
  'pre-requests': { sector: 'ape', label: 'Pré-demandes' },
  'reviews': { sector: 'ape', label: 'Bilans' },
  'aes-1': { sector: 'atl', label: 'Accueil Extrascolaire de type 1' },
  'aes-2': { sector: 'atl', label: 'Accueil Extrascolaire de type 2' },
  'holiday-centres': { sector: 'atl', label: 'Centres de vacances' },
  'homework-schools': { sector: 'atl', label: 'Écoles de devoirs' },
  'atl-coordination': { sector: 'atl', label: 'Coordination ATL' },
  'school-health': { sector: 'pse', label: "Promotion de la santé à l'école" },
  'school-health-team': { sector: 'pse', label: 'Mon Équipe' },
};

/** The procedures of a dossier; none for one that no procedure uses yet. */
export const slugsOf = (dossier: string | null, among: readonly AnyProcess[] = processes): readonly string[] =>
  among.filter((process) => process.dossier === dossier).map(({ slug }) => slug);
export const slugsOfSector = (sector: Sector, among: readonly AnyProcess[] = processes): readonly string[] =>
  among.filter(({ dossier }) => dossiers[dossier].sector === sector).map(({ slug }) => slug);
