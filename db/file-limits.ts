/** What a person may send, and a draft or a case may hold, as the parameters of the day say. */
import type { Day } from '../domain/calendar.ts';
import type { Database } from './connect.ts';
import { parametersOn } from './parameters/parameters.ts';

export interface FileLimits {
  sentPerHour: number;
  documents: number;
  bytes: number;
  /** Before what was taken off is erased. */
  takenOffDays: number;
}

export async function fileLimitsOn(db: Database, day: Day): Promise<FileLimits> {
  const parameters = await parametersOn(db, 'files', day);
  const valueOf = (code: string): number => {
    const found = parameters[code];
    if (!found) throw new Error(`no parameter files.${code}`);
    return found.value;
  };
  return {
    sentPerHour: valueOf('sent-per-hour'),
    documents: valueOf('documents'),
    bytes: valueOf('megabytes') * 1_000_000,
    takenOffDays: valueOf('taken-off'),
  };
}
