/** The table of holidays, laid out for the pure calendar. */
import { layOutHolidays } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';
import { Holiday } from '../models/holiday.ts';

export async function loadHolidays(db: Database): Promise<void> {
  const rows = await Holiday.query(db).where({ kind: 'legal' }).orderBy('id');
  layOutHolidays(
    rows.map(({ day, name, counts_from, counts_until }) => ({
      on: day,
      name,
      countsFrom: counts_from,
      countsUntil: counts_until,
    })),
  );
}

/** How long a process may go on with the holidays it has read. A change of them counts ten times later at the earliest. */
const readAgainAfter = 60_000;
const tryAgainAfter = 1_000;

/**
 * Reads the holidays now and every minute, for as long as the process lives. A process that cannot read them cannot record acts either:
 * both need the same database.
 * @returns how to stop, once they were read or could not be
 */
export async function keepHolidays(db: Database, onFailure: (error: unknown) => void): Promise<() => void> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const read = async (): Promise<void> => {
    const isRead = await loadHolidays(db).then(
      () => true,
      (error: unknown) => {
        onFailure(error);
        return false;
      },
    );
    if (!stopped) timer = setTimeout(() => void read(), isRead ? readAgainAfter : tryAgainAfter).unref();
  };
  await read();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
