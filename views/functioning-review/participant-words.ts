/** Who takes part in a review, in words. */
import type { Participant, ParticipantKind } from '../../db/functioning-review/participants.ts';
import { findFunction } from '../../domain/staff/functions.ts';
import { roleNames } from '../../workflows/roles.ts';
import { specialtyWords } from '../specialty-words.ts';

const titles: Readonly<Record<ParticipantKind, string>> = {
  body: 'Pouvoir organisateur',
  team: 'Équipe',
  doctor: 'Médecin de la crèche',
  agent: "Pour l'ONE",
};
export interface ParticipantGroup {
  title: string;
  people: Participant[];
}
export const participantGroups = (people: readonly Participant[]): ParticipantGroup[] =>
  (Object.keys(titles) as ParticipantKind[])
    .map((kind) => ({ title: titles[kind], people: people.filter((one) => one.kind === kind) }))
    .filter(({ people: some }) => some.length > 0);

/** @returns « Puériculteur·trice » */
export function participantHint({ kind, as, isThere }: Participant): string | undefined {
  if (!isThere) return "N'est plus dans le milieu d'accueil";
  if (as === null) return undefined;
  if (kind === 'team') return findFunction(as)?.label;
  return kind === 'doctor'
    ? specialtyWords[as as keyof typeof specialtyWords]
    : roleNames[as as keyof typeof roleNames];
}

/** @returns « Fanny Dethier, Puériculteur·trice » */
export const participantInWords = (one: Participant): string =>
  [one.name, ...(one.isThere ? [participantHint(one) ?? []].flat() : [])].join(', ');
