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

/** As the section « Adresse courrier » of a sheet keeps it: the same as the place or the seat, with another box or none (null), or another address. */
export interface PostalData {
  same?: boolean;
  box?: string | null;
  address?: Omit<LetterPlace, 'box'> & { box?: string | null };
}

/**
 * Where a letter is sent: « là où l'ONE vous écrit » of the place that it is about, else of the body, else the seat of the body. Whom it is for is the
 * body in any case: it alone is held by a decision (hypothèse: neither the decree nor the guides say which address comes first).
 * @returns `care` the name of the place, where the letter goes to the address of the place
 */
export function writtenTo({
  facility,
  body,
  postal,
}: Pick<LetterContext, 'facility' | 'body' | 'postal'>): LetterPlace & {
  care: string | null;
} {
  const ofPlace = postal.place && addressIn(postal.place, facility);
  if (ofPlace) return { ...ofPlace, care: facility.name === body.name ? null : facility.name };
  const { street, number, box, postcode, locality } = (postal.body && addressIn(postal.body, body)) ?? body;
  return { street, number, box, postcode, locality, care: null };
}
function addressIn({ same, box, address }: PostalData, own: LetterPlace): LetterPlace | undefined {
  const { street, number, postcode, locality } = own;
  if (same) return { street, number, postcode, locality, box: box === undefined ? own.box : box };
  return address && { ...address, box: address.box ?? null };
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
  /** « Adresse courrier » of the place and of the body, as they stand when the letter is drawn; null where that was never filled in. */
  postal: { place: PostalData | null; body: PostalData | null };
  /** The agent who follows the facility. */
  referent: string | null;
  /** What the operator has sent with these acts. */
  documents: readonly { slot: string; name: string; actNumber: number }[];
  /** Tasks opened by these acts, oldest first; null: no due day. */
  tasks: readonly { action: string; dueOn: Day | null }[];
}

/** The slot under which the letter of an effect is filed: `letter-receipt`, `letter-decision`. */
export const letterSlot = (effect: string): string => (/^letter-/.test(effect) ? effect : `letter-${effect}`);
