/** The rules of the hours as they are today: how many, over how long. */
import type { Day } from '../../domain/calendar.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import type { Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';

export async function findHoursRule(db: Database, today: Day): Promise<{ required: number; months: number }> {
  const { 'required-hours': required, period } = await parametersOn(db, slug, today);
  return { required: required?.value ?? 50, months: (period?.value ?? 3) * (period?.unit === 'months' ? 1 : 12) };
}
