/** How long the word of a facility on its places holds, as the parameters of the day say. */
import type { Day } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';

export interface PlacesLimits {
  /** After so many days parents read « à confirmer ». */
  staleAfter: number;
  /** After so many the operator is asked, once. */
  remindAfter: number;
}

export async function placesLimitsOn(db: Database, day: Day): Promise<PlacesLimits> {
  const parameters = await parametersOn(db, 'presentation', day);
  const valueOf = (code: string): number => {
    const found = parameters[code];
    if (!found) throw new Error(`no parameter presentation.${code}`);
    return found.value;
  };
  return { staleAfter: valueOf('places-stale'), remindAfter: valueOf('places-reminder') };
}
