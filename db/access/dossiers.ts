/** The files that an operator may open to a data manager, in the words of the guide (Guide des droits 2025), and their procedures. */
import type { AnyProcess, Dossier } from '../../workflows/procedure.ts';
import { processes } from '../../workflows/registry.ts';

export type { Dossier };
export const dossiers: Readonly<Record<Dossier, { label: string }>> = {
  authorisation: { label: 'Prepacc / Autorisation' },
};

/** The procedures of a dossier; none for one that no procedure uses yet. */
export const slugsOf = (dossier: string | null, among: readonly AnyProcess[] = processes): readonly string[] =>
  among.filter((process) => process.dossier === dossier).map(({ slug }) => slug);
