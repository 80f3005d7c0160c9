/** The profiles and files that an organising body gives to its users, in the words of the guides. */
import { dossierCodes, dossiers, sectors, type Sector } from '../db/access/dossiers.ts';

export const profileNames = {
  'administrator': 'Administrateur',
  'user-manager': 'Gestion des utilisateurs',
  // Of the guide of 2023: whoever has files of some places.
  'data-manager': "Gestionnaire des données de l'activité",
  'childminder': "Accueillant·e d'enfants indépendant·e",
} as const;

/** « Accueil Petite Enfance : Subsides, Mon équipe », one text for each sector, in the order of the guide. */
export const filesBySector = (codes: ReadonlySet<string>): string[] =>
  (Object.keys(sectors) as Sector[]).flatMap((sector) => {
    const labels = dossierCodes
      .filter((code) => dossiers[code].sector === sector && codes.has(code))
      .map((code) => dossiers[code].label);
    return labels.length > 0 ? [`${sectors[sector]}\u00a0: ${labels.join(', ')}`] : [];
  });
