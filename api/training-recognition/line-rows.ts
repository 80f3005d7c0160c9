/** Each line of a person, as its operator reads it: where it stands, why, and by when. */
import type { Holder } from '../../db/holders.ts';
import type { ShownLine } from '../../db/training/overview.ts';
import type { findDelays } from '../../db/training/waits.ts';
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { delayOf, expectedBy, type Delay } from '../../domain/training-delay.ts';
import { isWithoutPenalty } from '../../domain/training-hours.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import { motiveWords } from '../../views/training-recognition/words.ts';
import { correctPath } from './paths.ts';
import { hoursInWords } from '../hours-bar.ts';
import { datesInWords } from './words.ts';

export interface LineContext {
  now: Instant;
  today: Day;
  delays: Awaited<ReturnType<typeof findDelays>>;
  /** Of each facility, the last day of its agreement. */
  agreements: ReadonlyMap<string, Day>;
  holders: readonly Holder[];
}

export const delayOfLine = ({ organisationTyped, moduleTyped }: ShownLine, { delays }: LineContext): Delay =>
  delayOf(delays.get(organisationTyped !== null || moduleTyped !== null ? 'other' : 'listed'));

/** Whether ONE's time leaves the agreement alone: the clocks as they stand now. */
export function isSafe(line: ShownLine, { now, agreements }: LineContext): boolean {
  const running = now - line.clockSince;
  return isWithoutPenalty(
    {
      enteredAt: line.enteredAt,
      turn: line.turn,
      clocks: {
        one: line.clockOne + (line.turn === 'one' ? running : 0),
        operator: line.clockOperator + (line.turn === 'operator' ? running : 0),
      },
    },
    line.facilityId ? agreements.get(line.facilityId) : undefined,
  );
}

/** What one may act on first, then what waits and what was refused, then what counts. */
const order: readonly ShownLine['status'][] = ['information-asked', 'waiting', 'refused', 'recognised', 'merged'];

export const linesOf = (lines: readonly ShownLine[], context: LineContext): object[] =>
  lines
    .toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
    .map((line) => ({
      href: `/pro/${slug}/${line.caseId}`,
      module: line.module,
      organisation: line.organisation,
      sub:
        line.organisationTyped !== null || line.moduleTyped !== null
          ? 'encodé avec « Autre », attestation jointe'
          : undefined,
      dates: datesInWords(line),
      hours: hoursInWords(line.hours),
      ...standingOf(line, context),
    }));

interface Standing {
  badge: { kind: string; text: string };
  when: string;
  why?: string;
  action?: { label: string; href: string };
  contact?: { name: string; email: string };
}
function standingOf(line: ShownLine, context: LineContext): Standing {
  const since = formatShortDate(dayOf(line.statusSince));
  switch (line.status) {
    case 'waiting':
      return {
        badge: { kind: 'at-one', text: 'à valider' },
        when: `envoyé le ${formatShortDate(dayOf(line.enteredAt))}`,
        why: waitInWords(line, context),
      };
    case 'information-asked':
      return {
        badge: { kind: 'to-you', text: 'information demandée' },
        when: `le ${since}`,
        why: line.dueOn ? `Répondez avant le ${formatLongDate(line.dueOn)}.` : '',
        action: { label: "Donner l'information", href: `/pro/${slug}/${line.caseId}/give-information` },
      };
    case 'recognised':
      return { badge: { kind: 'done', text: 'validé' }, when: `le ${since}` };
    case 'refused': {
      const { label, basis, consequence } = motiveWords[line.motive ?? 'duplicate'];
      const [holder] = context.holders;
      return {
        badge: { kind: 'due-late', text: 'refusé' },
        when: `le ${since}`,
        why: `Motif : ${label} (${basis}). ${consequence}`,
        ...(line.motive === 'encoding-error'
          ? { action: { label: 'Corriger la ligne', href: correctPath(line.caseId) } }
          : holder
            ? { contact: holder }
            : {}),
      };
    }
    case 'merged':
      return {
        badge: { kind: 'neutral', text: 'doublon' },
        when: `le ${since}`,
        why: 'Les heures sont comptées une seule fois.',
      };
    case 'withdrawn':
    case 'cancelled':
      return { badge: { kind: 'neutral', text: 'retiré' }, when: `le ${since}` };
    default:
      return line.status satisfies never;
  }
}

/** Place and honest delay: what is not known is not promised, and a day that has passed is not said again. */
function waitInWords(line: ShownLine, context: LineContext): string {
  const delay = delayOfLine(line, context);
  const by = expectedBy(line.enteredAt, delay, context.today);
  const place =
    line.place !== null && line.total !== null
      ? `${placeInWords(line.place)} sur ${String(line.total)} dans la file. `
      : '';
  const when = !delay.known
    ? 'Quand ? Nous ne savons pas encore.'
    : by
      ? `D'ici au ${formatLongDate(by)}, pour 9 lignes semblables sur 10.`
      : 'Cette ligne attend plus longtemps que 9 lignes semblables sur 10.';
  return place + when;
}
const placeInWords = (place: number): string => (place === 1 ? '1re' : `${String(place)}e`);
