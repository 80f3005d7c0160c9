/** What an hour and a kilometre of a doctor are worth, day by day. */
import { tariffIn, type Tariff } from '../../domain/consultations/month.ts';
import type { Day } from '../../domain/calendar.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Database } from '../connect.ts';
import { Parameter } from '../models/parameter.ts';

/** Those in force on the days from one to the other, oldest first: a new one begins with each change of either. */
export async function tariffsBetween(db: Database, from: Day, to: Day): Promise<Tariff[]> {
  const rows = await Parameter.query(db)
    .where({ slug })
    .whereIn('code', ['hourly-fee', 'kilometre'])
    .where('valid_from', '<=', to)
    .where((last) => last.whereNull('valid_to').orWhere('valid_to', '>=', from))
    .orderBy('valid_from');
  const valueOn = (code: string, day: Day): number | undefined =>
    rows.findLast((row) => row.code === code && row.valid_from <= day)?.value;
  const days = [...new Set(rows.map(({ valid_from: day }) => (day < from ? from : day)))].sort();
  return days.flatMap((day) => {
    const [hourly, kilometre] = [valueOn('hourly-fee', day), valueOn('kilometre', day)];
    return hourly === undefined || kilometre === undefined ? [] : [{ from: day, hourly, kilometre }];
  });
}

export const tariffOn =
  (tariffs: readonly Tariff[]) =>
  (day: Day): Tariff =>
    tariffIn(tariffs, day);
