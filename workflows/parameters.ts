/** Values that ONE may change, frozen in the case when it opens, and the days that follow from them. */
import { addPeriod, dayOf, type Day, type Instant } from '../domain/calendar.ts';
import type { Quantity } from '../domain/quantity.ts';

/** One frozen parameter of a case. */
export type Parameter = Quantity;
export type Parameters = Readonly<Record<string, Parameter>>;

/** A delay named in the table, read in the parameters the case started with. */
export interface Delay {
  parameter: string;
}
export const delay = (parameter: string): Delay => ({ parameter });

/** @throws when the parameter is not among those the case started with. */
export function parameterOf(code: string, parameters: Parameters): Parameter {
  const parameter = parameters[code];
  if (!parameter) throw new Error(`parameter ${code} is missing`);
  return parameter;
}
export const valueOf = ({ parameter }: Delay, parameters: Parameters): number =>
  parameterOf(parameter, parameters).value;

/** The last day of a delay that starts at an instant (the start day is not counted, the last one is). */
export function dueDay(start: Instant, { parameter }: Delay, parameters: Parameters): Day {
  const { value, unit } = parameterOf(parameter, parameters);
  switch (unit) {
    case 'days':
      return addPeriod(dayOf(start), { days: value });
    case 'working-days':
      return addPeriod(dayOf(start), { workingDays: value });
    case 'months':
      return addPeriod(dayOf(start), { months: value });
    case 'years':
      return addPeriod(dayOf(start), { years: value });
    case 'count':
    case 'cents':
    case 'euros':
    case 'rate':
      throw new Error(`parameter ${parameter} is not a delay`);
    default:
      return unit satisfies never;
  }
}
