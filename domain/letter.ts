/** What a letter of ONE is drawn from: a case as it stood at one act, with the words of its acts. Plain data, for the web (preview) and the worker alike. */
import type { Day, Instant } from './calendar.ts';

export interface LetterAct {
  number: number;
  action: string;
  /** Codes, days and numbers. */
  facts: Readonly<Record<string, unknown>>;
  /** Words and values that a person typed; null when there were none, or when retention erased them. */
  content: Readonly<Record<string, unknown>> | null;
  at: Instant;
  actorRole: string;
  actorName: string | null;
  acr: number | null;
  /** Hexadecimal SHA-256; null in a preview: the act is not there yet. */
  hash: string | null;
}

export interface LetterPlace {
  street: string;
  number: string;
  box: string | null;
  postcode: string;
  locality: string;
}

export interface LetterContext {
  case: {
    id: string;
    slug: string;
    reference: string;
    kind: string;
    administration: string;
    openedAt: Instant;
    targetOn: Day;
    parameters: Readonly<Record<string, { value: number; unit: string }>>;
  };
  /** Up to and including the act that the letter tells of, which is the last. */
  acts: readonly LetterAct[];
  /**
   * As authorised on the day of that act, whatever this case itself has changed. Of a case that is about no facility: its name and the seat of the body, and no number or kind; without an
   * authorisation on that day: the seat of the body, and no capacity.
   */
  facility: LetterPlace & { facilityNumber: string | null; name: string; kind: string | null; capacity: number | null };
  body: LetterPlace & { name: string };
  /** The agent who follows the facility. */
  referent: string | null;
  /** What the operator has sent with these acts. */
  documents: readonly { slot: string; name: string; actNumber: number }[];
  /** Tasks opened by these acts, oldest first; null: no due day. */
  tasks: readonly { action: string; dueOn: Day | null }[];
}

/** The slot under which the letter of an effect is filed: `letter-receipt`, `letter-decision`. */
export const letterSlot = (effect: string): string => (/^letter-/.test(effect) ? effect : `letter-${effect}`);
