/** Writes what the desk has shown: all of it, by the one way in, or nothing. */
import { saveCounts, type DayWriting, type MonthWriting, type Writer } from '../after-school/save-counts.ts';
import type { Database } from '../connect.ts';
import type { DaysOutcome, DaysReview } from './preview.ts';

/** Of a place whose days nobody else writes meanwhile. @throws when something shown is refused: nothing is written then */
export async function writeDays(
  trx: Database,
  writer: Omit<Writer, 'origin'>,
  { days, enrolled }: Pick<DaysReview, 'days' | 'enrolled'>,
): Promise<DaysOutcome> {
  const isWritten = ({ doing }: { doing: string }): boolean => doing === 'new' || doing === 'changed';
  const saved = await saveCounts(
    trx,
    { ...writer, origin: 'import' },
    {
      days: days.filter(isWritten).map(
        ({ day, after, version, why }): DayWriting => ({
          day,
          counted: after,
          openAnyway: why !== undefined,
          seen: version,
        }),
      ),
      months: enrolled
        .filter(isWritten)
        .map(({ month, after, version }): MonthWriting => ({ month, ...after, seen: version })),
    },
  );
  const refused = [...saved.days, ...saved.months].find(({ outcome }) => outcome !== 'saved');
  if (refused) throw new Error(`a count that was shown is refused: ${refused.outcome}`);
  const count = (of: string): number => days.filter(({ doing }) => doing === of).length;
  return {
    added: count('new'),
    changed: count('changed'),
    same: count('same'),
    empty: count('empty'),
    opened: days.filter(({ opens, doing }) => opens && isWritten({ doing })).length,
    enrolled: enrolled.filter(isWritten).length,
  };
}
