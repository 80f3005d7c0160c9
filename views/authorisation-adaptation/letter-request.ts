/** The request as its letters recall it: what is asked, where, from when. Tolerant of what the form left out. */
import type { LetterContext, LetterPlace } from '../../domain/letter.ts';
import { valuesAsked } from '../../workflows/authorisation-adaptation/asked.ts';
import type { Action, Kind } from '../../workflows/authorisation-adaptation/contract.ts';
import { words } from './words.ts';
import { dayIn, findLast, onOneLine, textOf } from '../letters/parts.ts';

/** What the day asked for is, by kind. */
const firstDays: Partial<Record<Kind, string>> = {
  'permanent-move': 'Premier jour à la nouvelle adresse',
  'temporary-move': "Premier jour à l'adresse temporaire",
  'end-of-activity': "Dernier jour d'activité",
  'temporary-cessation': 'Premier jour de la cessation',
  'return-to-premises': 'Retour dans les locaux',
  'capacity-change': 'Date souhaitée',
};

const asking: readonly string[] = ['submit', 'give-complement', 'give-remedy'] satisfies Action[];

export interface RequestSummary {
  kindLabel: string;
  /** The same within a sentence. */
  kindInText: string;
  openedAt: number;
  facilityName: string;
  facilityNumber: string | null;
  currentAddress: string;
  newAddress?: string;
  firstDayLabel?: string;
  firstDay?: string;
  plannedEndOn?: string;
  capacity: number | null;
  newCapacity?: number;
  reason?: string;
}

export function presentRequest(context: LetterContext): RequestSummary {
  const {
    case: { kind, openedAt },
    facility,
  } = context;
  const submitted = findLast(context, 'submit');
  const content = submitted ? valuesAsked(context.acts) : {};
  // Of the request, as it was corrected last.
  const day = (name: string): string | undefined =>
    dayIn(
      context.acts.findLast(({ action, facts }) => asking.includes(action) && facts[name] !== undefined)?.facts[name],
    );
  const newCapacity = Number(content.capacity ?? content.newCapacity ?? NaN);
  const kindLabel = words.kinds[kind as Kind] ?? kind;
  return {
    kindLabel,
    kindInText: kindLabel.charAt(0).toLowerCase() + kindLabel.slice(1),
    openedAt,
    facilityName: facility.name,
    facilityNumber: facility.facilityNumber,
    currentAddress: onOneLine(facility),
    newAddress: addressIn(content),
    firstDayLabel: firstDays[kind as Kind],
    firstDay: day('wishedOn'),
    plannedEndOn: day('plannedEndOn'),
    capacity: facility.capacity,
    ...(Number.isFinite(newCapacity) && newCapacity !== facility.capacity ? { newCapacity } : {}),
    reason: textOf(content.reason),
  };
}

/** `address: {street, number, …}`, or the same beside the other values. */
function addressIn(content: Readonly<Record<string, unknown>>): string | undefined {
  const nested = content.address ?? content.newAddress;
  if (typeof nested === 'string') return textOf(nested);
  const { street, number, box, postcode, locality } = (nested ?? content) as Partial<
    Record<keyof LetterPlace, unknown>
  >;
  if (!textOf(street) || !textOf(postcode)) return undefined;
  return onOneLine({
    street: textOf(street) ?? '',
    number: textOf(number) ?? '',
    box: textOf(box) ?? null,
    postcode: textOf(postcode) ?? '',
    locality: textOf(locality) ?? '',
  });
}
