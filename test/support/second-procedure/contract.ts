/** A small procedure that stands for the next one: each quarter's attendance, sent by the operator and checked by ONE. */
import type { EffectKind, KitEffect } from '../../../workflows/effect-kinds.ts';
import type { KitFacts } from '../../../workflows/kit-acts.ts';

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
  'validate': Record<never, never>;
  'send-back': Record<never, never>;
  'quarter-missed': Record<never, never>;
  'remind-quarter': Record<never, never>;
}
export const effects = {
  'note-places': 'desk',
  'sent-receipt': 'letter',
} as const satisfies Readonly<Record<string, EffectKind>>;
export type Effect = KitEffect | keyof typeof effects;
export interface Words {
  status: Status;
  facts: Facts;
  effect: Effect;
  effects: typeof effects;
  data: CaseData;
}
