/** What places say of their free places, as it is spread: a fifth never said a word, a fifth has not for too long, many are full. */
import { randomUUID } from 'node:crypto';
import { addDays, addMonths, dayInMilliseconds, dayOf, type Instant } from '../../../domain/calendar.ts';
import { instant, type Database } from '../../connect.ts';
import { insertMany, tables } from './bulk.ts';
import type { Dice } from './dice.ts';

interface Place {
  id: string;
  kind: string;
  capacity: number;
}

export async function generatePlaces(
  db: Database,
  dice: Dice,
  facilities: readonly Place[],
  now: Instant,
): Promise<void> {
  const today = dayOf(now);
  const lines: object[] = [];
  const words: object[] = [];
  for (const { id: facility_id, kind, capacity } of facilities) {
    if (kind.startsWith('after-school') || dice.chance(0.2)) continue;
    const ago = dice.chance(0.25) ? dice.between(91, 400) : dice.between(0, 90);
    const at = instant(now - ago * dayInMilliseconds);
    const isFull = dice.chance(0.4);
    words.push({
      facility_id,
      confirmed_at: at,
      full_until: isFull && dice.chance(0.5) ? addDays(today, dice.between(30, 300)) : null,
      version: 1,
    });
    if (isFull) continue;
    const first = addMonths(`${today.slice(0, 7)}-01`, dice.between(-2, 10));
    const places = dice.between(1, Math.max(1, Math.floor(capacity / 4)));
    const line = (from_on: string, until_on: string | null, count: number): object => ({
      id: randomUUID(),
      facility_id,
      age_group: 'all',
      from_on,
      until_on,
      places: count,
      version: 1,
      changed_at: at,
    });
    const turns = addMonths(first, dice.between(2, 8));
    lines.push(line(first, addDays(turns, -1), places), line(turns, null, Math.min(capacity, places + 1)));
  }
  await insertMany(db, tables.availablePlaces, lines);
  await insertMany(db, tables.placesConfirmed, words);
}
