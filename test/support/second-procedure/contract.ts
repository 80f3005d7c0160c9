/** A small procedure that stands for the next one: each quarter's attendance, sent by the operator and checked by ONE. */
export const slug = 'quarter-attendance';

export type Status = 'awaited' | 'checking' | 'validated' | 'missing';
export interface CaseData {
  quarter: string;
  places?: number;
}
export interface Facts {
  'open-quarter': { quarter: string };
  'send-quarter': { places: number };
  'validate': Record<never, never>;
  'send-back': Record<never, never>;
  'quarter-missed': Record<never, never>;
  'remind-quarter': Record<never, never>;
}
export type Effect = 'notify-operator' | 'note-places';
export interface Words {
  status: Status;
  facts: Facts;
  effect: Effect;
  data: CaseData;
}
