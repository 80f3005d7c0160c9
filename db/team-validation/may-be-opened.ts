/** Whether the operator of a place may open its year: only one that the calendar itself would, had the place been authorised on 1 January. */
import type { Day } from '../../domain/calendar.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { openingSubjects } from '../batches/opening-subjects.ts';
import type { Database } from '../connect.ts';

/** `too-early`: before the first year that the portal validates; `not-authorised`: the place receives no children today. */
export type YearToOpen = 'may-be-opened' | 'too-early' | 'not-authorised';

export async function findYearToOpen(db: Database, facilityId: string, today: Day): Promise<YearToOpen> {
  const { from, subjects } = process.opening!;
  if (today < from) return 'too-early';
  const found = (await openingSubjects[subjects](db, today).where('f.id', facilityId).first()) as object | undefined;
  return found ? 'may-be-opened' : 'not-authorised';
}
