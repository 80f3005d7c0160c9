/** What is in order in a team, said beside what is not. */
import type { TeamPoint, TeamPointCode } from '../../domain/staff/check-team.ts';

/** Each is in order where none of its codes stands. */
const rules: readonly { text: string; codes: readonly TeamPointCode[] }[] = [
  { text: 'Toutes les personnes ont un contrat ou un lien', codes: ['no-contract'] },
  { text: 'Une direction est désignée', codes: ['no-direction'] },
  { text: 'Fonction de chaque contrat', codes: ['no-function'] },
  { text: 'Régime et date de début de chaque contrat', codes: ['no-time', 'no-start'] },
  { text: 'Contrats sans chevauchement', codes: ['overlap'] },
  { text: 'NISS de chaque personne', codes: ['no-niss'] },
  { text: 'Identité de chaque personne', codes: ['identity-elsewhere'] },
  { text: 'Extraits de casier judiciaire', codes: ['no-record', 'record-old', 'record-ending'] },
  { text: "Diplômes du personnel d'encadrement", codes: ['no-diploma'] },
  { text: 'Fins de contrat et périodes sans contrat', codes: ['contract-ending', 'gap'] },
  { text: 'Absences', codes: ['endless-absence'] },
];

/** @param isDirected a childminder's place is not, and nothing is said of it */
export const inOrder = (points: readonly TeamPoint[], isDirected: boolean): string[] => {
  const found = new Set<TeamPointCode>(points.map(({ code }) => code));
  if (!isDirected) found.add('no-direction');
  return rules.filter(({ codes }) => !codes.some((code) => found.has(code))).map(({ text }) => text);
};
