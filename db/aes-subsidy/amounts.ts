/** The amounts of after-school care as they hold by day, and what a control compares with: parameters of the procedure. */
import type { Amounts } from '../../domain/after-school/calculation.ts';
import { lastDayOfQuarter, type BudgetQuarter } from '../../domain/after-school/budget-year.ts';
import type { Day } from '../../domain/calendar.ts';
import { slug } from '../../workflows/aes-subsidy/contract.ts';
import type { Database } from '../connect.ts';
import { Parameter } from '../models/parameter.ts';

const codes = ['child-day', 'positive-day', 'year-gap'] as const;
type Code = (typeof codes)[number];

export interface DatedAmounts extends Amounts {
  /** The last day, of those of the quarter and before, from which an amount holds: what a calculation says it rests on. */
  scale: Day;
  yearGap: number;
}

export async function amountsOf(db: Database, quarter: BudgetQuarter): Promise<DatedAmounts> {
  const last = lastDayOfQuarter(quarter);
  const values = (await Parameter.query(db)
    .where({ slug })
    .whereIn('code', [...codes])
    .where('valid_from', '<=', last)
    .orderBy('valid_from')
    .select('code', 'value', 'valid_from')) as Pick<Parameter, 'code' | 'value' | 'valid_from'>[];
  /** @throws when no value was in force that day */
  const on = (code: Code, day: Day): number => {
    const found = values.findLast((one) => one.code === code && one.valid_from <= day);
    if (!found) throw new Error(`no parameter ${code} on ${day}`);
    return Number(found.value);
  };
  return {
    child: (day) => on('child-day', day),
    positive: (day) => on('positive-day', day),
    yearGap: on('year-gap', last),
    scale: values.filter(({ code }) => code !== 'year-gap').at(-1)?.valid_from ?? last,
  };
}
