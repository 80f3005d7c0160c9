/** A small procedure that stands for the next one: each quarter's attendance, sent by the operator and checked by ONE. */
import type { EffectKind } from '../../../workflows/effect-kinds.ts';
import type { KitFacts, NoFacts } from '../../../workflows/kit-acts.ts';
import type { WordsOf } from '../../../workflows/procedure.ts';

export const slug = 'quarter-attendance';

export type Status = 'awaited' | 'checking' | 'validated' | 'missing' | 'cancelled';
export interface CaseData {
  quarter: string;
  places?: number;
}
export interface Facts extends KitFacts {
  'open-quarter': { quarter: string };
  'declare-quarter': { quarter: string; places: number };
  'send-quarter': { places: number };
  'validate': NoFacts;
  'send-back': NoFacts;
  'quarter-missed': NoFacts;
  'remind-quarter': NoFacts;
}
export const effects = {
  'note-places': 'desk',
  'sent-receipt': 'letter',
} as const satisfies Readonly<Record<string, EffectKind>>;
export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
