/** Of a case in a list: whose turn it is, and the next day that counts, in the operator's words. */
import type { CaseListRow } from '../../db/cases/lists.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate, sinceInWords } from '../../domain/french-dates.ts';
import { getProcedure } from '../procedure-words.ts';
import type { AnyProcedurePages } from './procedure-pages.ts';

export function turnOf(
  { turn, closed_at, status_since }: CaseListRow,
  today: Day,
): { badge?: { kind: string; text: string }; text: string } {
  if (closed_at !== null) return { text: `close ${sinceInWords(dayOf(closed_at), today)}` };
  const since = sinceInWords(dayOf(status_since), today);
  switch (turn) {
    case 'operator':
      return { badge: { kind: 'to-you', text: 'à vous' }, text: since };
    case 'one':
      return { badge: { kind: 'at-one', text: "à l'ONE" }, text: since };
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
