/** The rules of the hours as they are today: how many, over how long. */
import type { HoursRule } from '../../domain/after-school/hours-of-person.ts';
import type { Day } from '../../domain/calendar.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import type { Parameters } from '../../workflows/procedure.ts';
import type { Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';

export const hoursRuleOf = ({
  'required-hours': required,
  'untitled-hours': untitled,
  period,
}: Parameters): HoursRule => ({
  required: required?.value ?? 50,
  untitled: untitled?.value ?? 100,
  months: (period?.value ?? 3) * (period?.unit === 'months' ? 1 : 12),
});
export const findHoursRule = async (db: Database, today: Day): Promise<HoursRule> =>
  hoursRuleOf(await parametersOn(db, slug, today));
