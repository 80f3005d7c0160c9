/** What is called how, whatever the procedure: for the rooms that show cases of all of them. */
import { budgetQuarterInWords, isBudgetQuarter, quarterByMonths } from '../domain/after-school/budget-year.ts';
import { isQuarter, quarterInShort, quarterInWords } from '../domain/quarter.ts';
import type { AnyProcess } from '../workflows/procedure.ts';
import { kitActWords } from '../workflows/kit-acts.ts';
import { kitEffects, kitEffectWords, type EffectKind } from '../workflows/effect-kinds.ts';
import type { ActionWords } from '../views/words.ts';
import type { AnyProcedurePages } from './cases/procedure-pages.ts';

type Procedures = readonly AnyProcedurePages[];

export const processesOf = (procedures: Procedures): AnyProcess[] => procedures.map(({ process }) => process);
const find = (procedures: Procedures, slug: string): AnyProcedurePages | undefined =>
  procedures.find(({ process }) => process.slug === slug);
/** @throws when no procedure has the slug (a programming error: its cases are there) */
export function getProcedure(procedures: Procedures, slug: string): AnyProcedurePages {
  const procedure = find(procedures, slug);
  if (!procedure) throw new Error(`no procedure ${slug}`);
  return procedure;
}

/** What is done to any case when an effect has failed for good; no act of a procedure. */
const beside: Readonly<Record<string, ActionWords>> = {
  'retry-effect': { task: 'Réessayer un envoi qui a échoué', button: 'Réessayer', done: 'Envoi réessayé', mail: null },
};
const unknown: ActionWords = { task: 'Traiter le dossier', button: 'Ouvrir', done: 'Étape', mail: null };

type Named = Readonly<Record<string, ActionWords | undefined>>;
export const wordsOfAction = (procedures: Procedures, slug: string, action: string): ActionWords =>
  (find(procedures, slug)?.words.actions as Named | undefined)?.[action] ??
  (kitActWords as Named)[action] ??
  beside[action] ??
  unknown;
export const wordOfKind = (procedures: Procedures, slug: string, kind: string): string => {
  const procedure = find(procedures, slug);
  return procedure?.words.kinds[kind] ?? procedure?.process.title ?? 'Demande';
};
export interface NamedCase {
  slug: string;
  kind: string;
  /** « 2026 », « 2026-3 », « 2026-10 »; null where a procedure has no periods. */
  period: string | null;
}
/** « 2027 », « 1er trimestre 2027 », « octobre – décembre 2026, année budgétaire 2027 » */
export const periodInWords = (period: string): string =>
  isQuarter(period) ? quarterInWords(period) : isBudgetQuarter(period) ? budgetQuarterInWords(period) : period;
/** « Demande de subside trimestrielle, 3e trimestre 2026 »: what tells a case from the one of the period before. */
export function nameOfCase(procedures: Procedures, { slug, kind, period }: NamedCase): string {
  const word = wordOfKind(procedures, slug, kind);
  return period === null ? word : `${word}, ${periodInWords(period)}`;
}
/** « Demande de subside trimestrielle 2026 T3 », where columns are narrow. */
export function shortNameOfCase(procedures: Procedures, { slug, kind, period }: NamedCase): string {
  const word = wordOfKind(procedures, slug, kind);
  if (period === null) return word;
  const short = isQuarter(period) ? quarterInShort(period) : isBudgetQuarter(period) ? quarterByMonths(period) : period;
  return `${word} ${short}`;
}
export const wordOfEffect = (procedures: Procedures, slug: string, effect: string): string =>
  (find(procedures, slug)?.words.effects as Readonly<Record<string, string | undefined>> | undefined)?.[effect] ??
  (kitEffectWords as Readonly<Record<string, string | undefined>>)[effect] ??
  'Envoi';
export const kindOfEffect = (procedures: Procedures, slug: string, effect: string): EffectKind | undefined =>
  (find(procedures, slug)?.process.effects as Readonly<Record<string, EffectKind | undefined>> | undefined)?.[effect] ??
  (kitEffects as Readonly<Record<string, EffectKind | undefined>>)[effect];
export const kindsOf = (procedures: Procedures, slug: string): [kind: string, word: string][] =>
  Object.entries(find(procedures, slug)?.words.kinds ?? {});
/** A right that a person may leave unused: shown, not pressed. */
export const isRight = (procedures: Procedures, slug: string, action: string): boolean =>
  (find(procedures, slug)?.words.rights as readonly string[] | undefined)?.includes(action) ?? false;
