/** The French words of a procedure, for the rooms that show tasks of all of them. A new procedure: one line here. */
import { processes } from '../workflows/registry.ts';
import * as authorisationAdaptation from './authorisation-adaptation/labels.ts';

interface ActionWords {
  task: string;
  button: string;
  done: string;
}
interface ProcedureWords {
  actionLabel: Record<string, ActionWords>;
  kindLabel: Record<string, string>;
}

const words: Record<string, ProcedureWords> = {
  'authorisation-adaptation': authorisationAdaptation,
};

/** What is done to any case when an effect has failed for good; no act of a procedure. */
const shared: Record<string, ActionWords> = {
  'retry-effect': { task: 'Réessayer un envoi qui a échoué', button: 'Réessayer', done: 'Envoi réessayé' },
};
const unknown: ActionWords = { task: 'Traiter le dossier', button: 'Ouvrir', done: 'Étape' };

export const wordsOfAction = (slug: string, action: string): ActionWords =>
  words[slug]?.actionLabel[action] ?? shared[action] ?? unknown;
export const wordOfKind = (slug: string, kind: string): string =>
  words[slug]?.kindLabel[kind] ?? processes.find((process) => process.slug === slug)?.title ?? 'Demande';
export const kindsOf = (slug: string): [kind: string, label: string][] => Object.entries(words[slug]?.kindLabel ?? {});

/** A right that a person may leave unused: shown, not pressed. */
const optional = new Set(['lodge-appeal']);
export const isOptional = (action: string): boolean => optional.has(action);
