/** The days on which a doctor may be chosen for a consultation: from the collaboration's first day on, once validated, but for suspensions. */
import { addDays, type Day } from '../calendar.ts';

export interface Span {
  from: Day;
  until: Day | null;
}
/** What was done about it, in its order. */
export type Move = { kind: 'validated' } | { kind: 'suspended'; from: Day } | { kind: 'resumed'; from: Day };

/** Without overlap, in the order of the days. @param collaboration its first day, and its last where it is known */
export function validDays(moves: readonly Move[], { from, until }: Span): Span[] {
  let spans: Span[] = [];
  for (const move of moves) {
    if (move.kind === 'validated') spans = [{ from, until: null }];
    else if (move.kind === 'suspended') spans = before(spans, move.from);
    else {
      const open = move.from < from ? from : move.from;
      const earlier = before(spans, open);
      const last = earlier.at(-1);
      spans =
        last?.until === addDays(open, -1)
          ? [...earlier.slice(0, -1), { from: last.from, until: null }]
          : [...earlier, { from: open, until: null }];
    }
  }
  return until === null ? spans : before(spans, addDays(until, 1));
}

/** What of them lies before a day. */
const before = (spans: readonly Span[], day: Day): Span[] =>
  spans.flatMap((span) => {
    if (span.from >= day) return [];
    const last = addDays(day, -1);
    return [{ from: span.from, until: span.until !== null && span.until < last ? span.until : last }];
  });
