/** The files that an operator may open to a data manager, in the words of the guide (Guide des droits 2025), and their procedures. */
import type { facilityKinds } from '../../domain/kinds.ts';
import type { AnyProcess, Dossier } from '../../workflows/procedure.ts';
import { processes } from '../../workflows/registry.ts';

export type { Dossier };
export type Sector = 'ape' | 'atl' | 'pse';
export const sectors: Readonly<Record<Sector, string>> = {
  ape: 'Accueil Petite Enfance',
  atl: 'Accueil Temps Libre',
  pse: "Promotion de la Santé à l'École",
};

type FacilityKind = keyof typeof facilityKinds;
const early: readonly FacilityKind[] = [
  'subsidised-creche',
  'creche',
  'childminder',
  'co-childminder',
  'childminder-service',
];

/** In the order of the guide. Those that no procedure uses open the page of their activity.
 * `kinds`: the places that have such a file (hypothèse). */
export const dossiers: Readonly<Record<Dossier, { sector: Sector; label: string; kinds: readonly FacilityKind[] }>> = {
  'subsidies': { sector: 'ape', label: 'Subsides', kinds: ['subsidised-creche'] },
  'team': { sector: 'ape', label: 'Mon équipe', kinds: [...early, 'after-school-1', 'after-school-2'] },
  'cigogne': { sector: 'ape', label: 'Appel à projets Cigogne +5200', kinds: ['subsidised-creche', 'creche'] },
  'authorisation': {
    sector: 'ape',
    label: 'Prepacc / Autorisation',
    kinds: [...early, 'after-school-1', 'after-school-2'],
  },
  'pre-requests': { sector: 'ape', label: 'Pré-demandes', kinds: early },
  'reviews': { sector: 'ape', label: 'Bilans', kinds: early },
  'aes-1': { sector: 'atl', label: 'Accueil Extrascolaire de type 1', kinds: ['after-school-1'] },
  'aes-2': { sector: 'atl', label: 'Accueil Extrascolaire de type 2', kinds: ['after-school-2'] },
  'holiday-centres': { sector: 'atl', label: 'Centres de vacances', kinds: [] },
  'homework-schools': { sector: 'atl', label: 'Écoles de devoirs', kinds: [] },
  'atl-coordination': { sector: 'atl', label: 'Coordination ATL', kinds: [] },
  'school-health': { sector: 'pse', label: "Promotion de la santé à l'école", kinds: [] },
  'school-health-team': { sector: 'pse', label: 'Mon Équipe', kinds: [] },
};
export const dossierCodes = Object.keys(dossiers) as Dossier[];
/** Activities that no procedure of the portal covers: each has a page of its own, for who holds its file. */
export const activityDossiers = [
  'aes-2',
  'holiday-centres',
  'homework-schools',
  'atl-coordination',
  'school-health',
  'school-health-team',
] as const satisfies readonly Dossier[];
export const sectorOf = (kind: string): Sector => (kind.startsWith('after-school') ? 'atl' : 'ape');

/** The procedures of a dossier; none for one that no procedure uses yet. */
export const slugsOf = (dossier: string | null, among: readonly AnyProcess[] = processes): readonly string[] =>
  among.filter((process) => dossier !== null && process.dossier === dossier).map(({ slug }) => slug);
export const slugsOfSector = (sector: Sector, among: readonly AnyProcess[] = processes): readonly string[] =>
  among.filter(({ dossier }) => dossier !== null && dossiers[dossier].sector === sector).map(({ slug }) => slug);
