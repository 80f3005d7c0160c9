/** What external software may do how often, and for how long, as the parameters of the day say. */
import type { Day } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';

export interface ApplicationLimits {
  /** How long a token holds, at most. */
  tokenDays: number;
  /** How many days before its end it is told of: first, and once more. */
  notices: readonly [first: number, last: number];
  /** How long the old token holds beside its successor. */
  oldTokenDays: number;
  callsPerMinute: number;
  writesPerMinute: number;
  /** Failing for so long, a webhook is disabled. */
  webhookDays: number;
  callsKeptDays: number;
}

export async function applicationLimitsOn(db: Database, day: Day): Promise<ApplicationLimits> {
  const parameters = await parametersOn(db, 'applications', day);
  const valueOf = (code: string): number => {
    const found = parameters[code];
    if (!found) throw new Error(`no parameter applications.${code}`);
    return found.value;
  };
  return {
    // More than a year and a day the table refuses.
    tokenDays: Math.min(366, valueOf('token-days')),
    notices: [valueOf('token-notice'), valueOf('token-notice-last')],
    oldTokenDays: valueOf('old-token-days'),
    callsPerMinute: valueOf('calls-per-minute'),
    writesPerMinute: valueOf('writes-per-minute'),
    webhookDays: valueOf('webhook-days'),
    callsKeptDays: valueOf('calls-kept'),
  };
}
