/** Of a case in a list: whose turn it is, and the next day that counts, in the operator's words. */
import type { CaseListRow } from '../../db/cases/lists.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate, sinceInWords } from '../../domain/french-dates.ts';
import { getProcedure } from '../procedure-words.ts';
import type { AnyProcedurePages } from './procedure-pages.ts';
import { turnInList, turnsOf } from './turns.ts';

interface Badge {
  kind: 'to-you' | 'at-one';
  text: string;
}
const badges = {
  operator: { kind: 'to-you', text: 'à vous' },
  one: { kind: 'at-one', text: "à l'ONE" },
} as const;

/** As a cell of a table: of two turns, each has its badge and says what is to be done until when. */
export function turnOf(
  procedures: readonly AnyProcedurePages[],
  row: CaseListRow,
  today: Day,
): { badge?: Badge; text: string; mark?: Badge; sub?: string } {
  const { turn, closed_at, status_since } = row;
  if (closed_at !== null) return { text: `close ${sinceInWords(dayOf(closed_at), today)}` };
  const [first, second] = turnsOf(procedures, row);
  if (first && second)
    return { badge: badges[first.side], text: turnInList(first), mark: badges[second.side], sub: turnInList(second) };
  const since = sinceInWords(dayOf(status_since), today);
  switch (turn) {
    case 'operator':
      return { badge: badges.operator, text: since };
    case 'one':
      return { badge: badges.one, text: since };
    case 'nobody':
      return { text: 'rien à faire pour le moment' };
    default:
      return turn satisfies never;
  }
}

/** What the procedure says of the case as it stands, else the day that the table promises. */
export function nextDateOf(procedures: readonly AnyProcedurePages[], row: CaseListRow): string {
  if (row.closed_at !== null) return '–';
  return getProcedure(procedures, row.slug).nextDate?.(row) ?? `décision attendue le ${formatShortDate(row.target_on)}`;
}
