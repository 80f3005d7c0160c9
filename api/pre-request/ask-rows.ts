/** What a family has told, in words, before it is sent and after. */
import type { Introduced } from '../../db/pre-request/introduce.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { publicKindOf, publicKinds, type PublicPlace } from '../../domain/premiers-pas/public-place.ts';
import type { SummaryRow } from '../forms/summary.ts';
import type { Contact, Wishes } from './ask-form.ts';
import { childInWords, daysInWords } from './own.ts';

export interface PlaceShown {
  number: string;
  name: string;
  where: string;
  kind: string;
}
/** A home is told by its locality. */
export const kindsOfPlaces = (places: readonly PublicPlace[]): PlaceShown[] =>
  places.map(({ number, name, kind, postcode, locality }) => ({
    number,
    name,
    where: `${postcode} ${locality}`,
    kind: publicKinds[publicKindOf(kind)],
  }));

export const summaryOf = (
  { childOn, wishedOn, days }: Wishes,
  { name, email, phone, message }: Contact,
  today: Day,
): { wishes: SummaryRow[]; contact: SummaryRow[] } => ({
  wishes: [
    { field: 'childOn', label: 'Votre enfant', value: childInWords(childOn, today) },
    { field: 'wishedOn', label: 'Entrée souhaitée', value: formatLongDate(wishedOn) },
    { field: 'days', label: 'Jours souhaités', value: daysInWords(days) },
  ],
  contact: [
    { field: 'name', label: 'Votre nom', value: name },
    { field: 'email', label: 'Votre courriel', value: email },
    { field: 'phone', label: 'Votre téléphone', value: phone ?? 'non donné' },
    ...(message ? [{ field: 'message', label: 'Votre message', values: message.split(/\r?\n/) }] : []),
  ],
});

/** With the reference of each, which says nothing of the family. */
export const doneRows = (places: readonly PublicPlace[], opened: Introduced['opened']): SummaryRow[] =>
  places.map(({ name, number }, index) => ({
    field: number,
    label: name,
    value: opened[index]?.reference ?? '',
  }));
