import type { Kept } from '../traced.ts';
import type { LineCode, ReasonCode } from './lines.ts';

/** As it stands in the table, in the act's content and in the letter. */
export interface KeptLine {
  code: LineCode;
  declared: number;
  retained: number;
  reason: ReasonCode;
  follows?: LineCode;
  /** What the agent wrote of it. */
  text?: string;
  trace: { declared: Kept; retained: Kept };
}
