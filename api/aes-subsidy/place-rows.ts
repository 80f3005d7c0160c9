/** The places of a quarter as its operator chooses among them: how each stands, and what is missing, linked to the very day. */
import { isLeft, isReady, owes, type PlaceOfQuarter } from '../../db/aes-subsidy/places.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { monthInWords, monthOf, type Month } from '../../domain/quarter.ts';

const number = new Intl.NumberFormat('fr-BE');
/** Without thousands run together. */
export const numberInWords = (value: number): string => number.format(value);
export const plural = (count: number, one: string, many: string): string =>
  `${numberInWords(count)} ${count < 2 ? one : many}`;

/** « septembre » */
export const monthName = (month: Month): string => monthInWords(month).split(' ')[0]!;
const monthPath = (id: string, month: Month): string => `/pro/after-school/${id}/attendance/${month}`;
const dayPath = (id: string, day: Day): string => `${monthPath(id, monthOf(day))}#day.${String(Number(day.slice(8)))}`;

interface Lacking {
  text: string;
  href?: string;
  /** After the text: the part that is the link. */
  link?: string;
  /** Told beneath. */
  note?: string;
}
/** What of it is to be seen to, before it can be sent. */
export function lackingOf({ id, standing }: PlaceOfQuarter): Lacking[] {
  return standing.missing.flatMap(({ month, days, lacksEnrolled }) => [
    ...(days[0]
      ? [
          {
            text: '',
            link: `${monthName(month)} : ${plural(days.length, 'jour à encoder', 'jours à encoder')}`,
            href: dayPath(id, days[0]),
          },
        ]
      : []),
    ...(lacksEnrolled
      ? [
          {
            text: '',
            link: `${monthName(month)} : nombre d'inscrits non renseigné`,
            href: `${monthPath(id, month)}#e.p`,
          },
        ]
      : []),
  ]);
}
/** What is worth a look, and does not hold the sending up. */
function doubtsOf({ id, standing }: PlaceOfQuarter): Lacking[] {
  const doubt = (days: readonly Day[], text: string): Lacking[] =>
    days[0]
      ? [{ text: `${text}, `, link: 'à vérifier', href: dayPath(id, days[0]), note: "n'empêche pas l'envoi" }]
      : [];
  return [
    ...doubt(standing.empty, plural(standing.empty.length, 'jour à 0 enfant', 'jours à 0 enfant')),
    ...doubt(standing.odd, plural(standing.odd.length, 'jour inhabituel', 'jours inhabituels')),
  ];
}

export interface PlaceRow {
  id: string;
  name: string;
  locality: string | null;
  href: string;
  badge: { kind: string; text: string };
  lacking: Lacking[];
  /** It may be ticked. */
  ready: boolean;
  enrolled: string;
  present: string;
  /** For the sums that follow the ticks. */
  counts: { enrolled: number; present: number };
}

/** @param running the quarter is not over: nothing is sent yet */
export function rowOf(place: PlaceOfQuarter, running: boolean): PlaceRow {
  const { id, name, locality, standing, sent } = place;
  const ready = !running && isReady(place);
  const common = {
    ...{ id, name, locality, ready },
    enrolled: standing.enrolled === null ? '–' : numberInWords(standing.enrolled),
    present: numberInWords(standing.present),
    counts: { enrolled: standing.enrolled ?? 0, present: standing.present },
    href: monthPath(id, standing.missing[0]?.month ?? standing.months[0]!.month),
  };
  if (sent && sent.reopened.length > 0)
    return {
      ...common,
      badge: { kind: 'to-you', text: 'à corriger' },
      lacking: sent.reopened.map((month) => ({
        text: '',
        link: `${monthName(month)} : rouvert par l'ONE`,
        href: monthPath(id, month),
        ...(sent.questions.has(month) ? { note: `« ${sent.questions.get(month)!} »` } : {}),
      })),
    };
  if (sent)
    return {
      ...common,
      badge: { kind: 'at-one', text: 'envoyé' },
      lacking: [{ text: `le ${formatLongDate(dayOf(sent.at))}${sent.by ? ` par ${sent.by}` : ''}` }],
    };
  if (!owes(place))
    return {
      ...common,
      badge: { kind: 'neutral', text: 'rien à envoyer' },
      lacking: [{ text: 'aucun jour requis ce trimestre' }],
    };
  if (ready || (running && lackingOf(place).length === 0))
    return {
      ...common,
      badge: running ? { kind: 'neutral', text: 'à jour' } : { kind: 'done', text: 'prêt' },
      lacking: doubtsOf(place).length > 0 ? doubtsOf(place) : [{ text: 'rien' }],
    };
  return {
    ...common,
    badge: { kind: 'due-soon', text: running ? 'en cours' : 'incomplet' },
    lacking: lackingOf(place),
  };
}

/** « 3 prêts · 1 incomplet · 1 envoyé » */
export function inShort(places: readonly PlaceOfQuarter[]): string {
  const ready = places.filter(isReady).length;
  const incomplete = places.filter((place) => isLeft(place) && !isReady(place)).length;
  const sent = places.filter((place) => place.sent).length;
  return [
    ...(ready > 0 ? [plural(ready, 'prêt', 'prêts')] : []),
    ...(incomplete > 0 ? [plural(incomplete, 'incomplet', 'incomplets')] : []),
    ...(sent > 0 ? [plural(sent, 'envoyé', 'envoyés')] : []),
  ].join(' · ');
}
