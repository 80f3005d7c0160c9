/** What a decision on waiting lines would change for the persons and places that they belong to: worked out before anybody decides. */
import type { Day } from './calendar.ts';
import { hoursOf, missingOf, periodsFrom, type CountedLine } from './training-hours.ts';

export interface PersonLines {
  id: string;
  facilityId: string | null;
  enteredOn: Day;
  /** All lines of the person; those that the decision is about are marked. */
  lines: readonly (CountedLine & { isDecided: boolean })[];
}
export interface PersonEffect {
  id: string;
  facilityId: string | null;
  /** Reaches the hours asked for; can reach them no more with what waits. */
  change: 'reaches' | 'falls' | null;
  /** Hours that are still not recognised afterwards. */
  missing: number;
}

/** In the period that runs today. @param months of a period */
export function effectOn(
  { id, facilityId, enteredOn, lines }: PersonLines,
  {
    to,
    required,
    months,
    today,
  }: { to: 'recognised' | 'refused' | 'waiting'; required: number; months: number; today: Day },
): PersonEffect {
  const [period] = periodsFrom(enteredOn, today, months).slice(-1);
  if (!period) return { id, facilityId, change: null, missing: required };
  const missing = (all: readonly CountedLine[]) => {
    const [hours] = hoursOf(all, [period]);
    return hours ? missingOf(hours, required) : { now: required, atBest: required };
  };
  const before = missing(lines);
  const after = missing(lines.map((line) => (line.isDecided ? { ...line, standing: to } : line)));
  const reaches = before.now > 0 && after.now === 0;
  const falls = before.atBest === 0 && after.atBest > 0;
  return { id, facilityId, change: reaches ? 'reaches' : falls ? 'falls' : null, missing: after.now };
}
