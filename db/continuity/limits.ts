/** After how long a user, a right or an absence is asked about, as the parameters of the day say. */
import type { Day } from '../../domain/calendar.ts';
import type { ContinuityLimits } from '../../domain/continuity.ts';
import type { Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';

export interface UserLimits extends ContinuityLimits {
  /** 1 to 12: the month in which the list of users is reviewed. */
  reviewMonth: number;
  /** How long the review may take. */
  reviewDays: number;
}

export async function userLimitsOn(db: Database, day: Day): Promise<UserLimits> {
  const parameters = await parametersOn(db, 'users', day);
  const valueOf = (code: string): number => {
    const found = parameters[code];
    if (!found) throw new Error(`no parameter users.${code}`);
    return found.value;
  };
  return {
    inactiveMonths: valueOf('inactive-after'),
    endingDays: valueOf('rights-ending-notice'),
    longAbsenceDays: valueOf('long-absence'),
    reviewMonth: Math.min(12, Math.max(1, valueOf('review-month'))),
    reviewDays: valueOf('review-days'),
  };
}
