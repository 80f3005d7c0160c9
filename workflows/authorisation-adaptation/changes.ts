/**
 * What a decision changes on its day. One list: shown before it is taken and after, and carried out as it stands there.
 * Pure: what it looks at is given.
 */
import { addressOf, type Address, type AddressRow } from '../../domain/address.ts';
import type { Day } from '../../domain/calendar.ts';
import { administrationOf, type Administration } from '../../domain/postcodes.ts';
import type { CaseData } from './contract.ts';
import { isMeasure } from './rules.ts';

/** What is authorised, and where. */
export interface Authorised extends AddressRow {
  status: string;
  capacity: number;
  planned_end_on: Day | null;
}

export type Change =
  /** A new version of the authorisation; `place` and `capacity` where they change. */
  | { what: 'authorisation'; status: string; place?: Address; capacity?: number; plannedEndOn: Day | null }
  | { what: 'opening-hours'; hours: string }
  | { what: 'phone'; phone: string }
  /** The seat of a childminder is her home: letters follow it. */
  | { what: 'letters'; to: Address }
  | { what: 'administration'; to: Administration }
  | { what: 'facility'; closed: boolean }
  /** The temporary period that a return puts an end to. */
  | { what: 'linked-period' }
  | { what: 'other-cases' };

export type Usual = AddressRow & Pick<Authorised, 'capacity'>;
export interface Before {
  /** What is authorised that day, before the decision. */
  version: Authorised;
  /** Where the facility usually is, when it moved or closed for a time. */
  usual: Usual;
  administration: string;
  home: boolean;
  /** Where letters to its organising body go. */
  body: Address & { kind: string };
}

type Decided = Pick<CaseData, 'kind' | 'outcome' | 'granted' | 'plannedEndOn'>;

/** @param asked what the request asks today (`valuesAsked`) */
export function changesOf(decided: Decided, asked: Readonly<Record<string, unknown>>, before: Before): Change[] {
  const { kind, outcome } = decided;
  if (outcome === 'refuse' || outcome === 'confirm-refusal' || outcome === 'no-measure') return [];
  const authorisation = authorisationAfter(decided, asked, before);
  const { place } = authorisation;
  const administration = place && administrationOf(place.postcode);
  const ended = authorisation.status === 'ended-voluntarily' || authorisation.status === 'withdrawn';
  const changes: Change[] = [authorisation];
  if (kind === 'permanent-move') {
    if (typeof asked.openingHours === 'string') changes.push({ what: 'opening-hours', hours: asked.openingHours });
    if (typeof asked.phone === 'string') changes.push({ what: 'phone', phone: asked.phone });
  }
  if (place && isSeat(before, place)) changes.push({ what: 'letters', to: place });
  // Read again when it is done, the list is the same: it looks at where the place was, not at who follows it today.
  if (administration && administration !== (administrationOf(before.version.postcode) ?? before.administration))
    changes.push({ what: 'administration', to: administration });
  if (ended) changes.push({ what: 'facility', closed: true }, { what: 'other-cases' });
  else if (kind === 'withdrawal-by-one') changes.push({ what: 'facility', closed: false });
  if (kind === 'return-to-premises') changes.push({ what: 'linked-period' });
  return changes;
}

function authorisationAfter(
  { kind, outcome, granted, plannedEndOn }: Decided,
  asked: Readonly<Record<string, unknown>>,
  { version, usual }: Before,
): Extract<Change, { what: 'authorisation' }> {
  const wished = granted?.capacity ?? asked.capacity;
  const capacity = typeof wished === 'number' && wished !== version.capacity ? { capacity: wished } : {};
  const address = asked.address as Address | undefined;
  const place = address && !isAt(version, address) ? { place: address } : {};
  const to = (status: string, more: object = {}): Extract<Change, { what: 'authorisation' }> => ({
    what: 'authorisation',
    status,
    plannedEndOn: null,
    ...more,
  });
  // An appeal upheld against a measure undoes it.
  if (isMeasure(kind) && outcome === 'upheld-on-appeal') return to('authorised');
  switch (kind) {
    case 'permanent-move':
      return to('authorised', { ...place, ...capacity });
    case 'temporary-move':
      return to('temporarily-moved', { ...place, ...capacity, plannedEndOn: plannedEndOn ?? null });
    case 'capacity-change':
      return to(version.status, { ...capacity, plannedEndOn: version.planned_end_on });
    case 'temporary-cessation':
      return to('suspended-voluntarily', { plannedEndOn: plannedEndOn ?? null });
    case 'end-of-activity':
      return to('ended-voluntarily');
    case 'return-to-premises':
      return to('authorised', {
        ...(isAt(version, addressOf(usual)) ? {} : { place: addressOf(usual) }),
        ...(usual.capacity === version.capacity ? {} : { capacity: usual.capacity }),
      });
    case 'suspension':
      return to('suspended');
    case 'withdrawal-by-one':
      return to('withdrawn');
    case 'lifting-of-suspension':
      return to('authorised');
    default:
      return kind satisfies never;
  }
}

/** A childminder who lives where she receives: letters reach her at her new home from that day on, and not before. */
const isSeat = ({ home, body, version }: Before, place: Address): boolean =>
  home && body.kind === 'natural-person' && (isAt(version, body) || isAt({ ...place, box: place.box ?? null }, body));
const isAt = ({ street, number, box, postcode, locality }: AddressRow, address: Address): boolean =>
  [street, number, box ?? '', postcode, locality].join('\n') ===
  [address.street, address.number, address.box ?? '', address.postcode, address.locality].join('\n');
