/** The files that an operator may open to a data manager, in the words of the guide (Guide des droits 2025), and their procedures. */
export const dossiers = {
  authorisation: { label: 'Prepacc / Autorisation', slugs: ['authorisation-adaptation'] },
} as const satisfies Record<string, { label: string; slugs: readonly string[] }>;
export type Dossier = keyof typeof dossiers;

/** The procedures of a dossier; none for one that no procedure uses yet. */
export const slugsOf = (dossier: string | null): readonly string[] =>
  dossier !== null && Object.hasOwn(dossiers, dossier) ? dossiers[dossier as Dossier].slugs : [];
