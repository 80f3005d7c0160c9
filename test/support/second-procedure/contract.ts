/** A small procedure that stands for the next one: each quarter's attendance, sent by the operator and checked by ONE. */
import type { KitEffect } from '../../../workflows/effect-kinds.ts';
import type { KitFacts } from '../../../workflows/kit-acts.ts';

export const slug = 'quarter-attendance';

export type Status = 'awaited' | 'checking' | 'validated' | 'missing' | 'cancelled';
export interface CaseData {
  quarter: string;
  places?: number;
}
export interface Facts extends KitFacts {
  'open-quarter': { quarter: string };
  'send-quarter': { places: number };
  'validate': Record<never, never>;
  'send-back': Record<never, never>;
  'quarter-missed': Record<never, never>;
  'remind-quarter': Record<never, never>;
}
export type Effect = KitEffect | 'note-places';
export interface Words {
  status: Status;
  facts: Facts;
  effect: Effect;
  data: CaseData;
}
