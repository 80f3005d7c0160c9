/** The report of a quarter: what stands in it, and what is still missing, step by step. Pure. */
import type { Day } from '../calendar.ts';
import { firstDayOf, lastDayOf, type Quarter } from '../quarter.ts';
import { staffGroups, type StaffGroup } from './calculate.ts';
import { doubtsOf, missingMonths, type Doubt, type MonthIndex, type SalaryLimits, type SalaryRow } from './salaries.ts';

export const closureMotives = ['public-holiday', 'strike', 'annual', 'other'] as const;
export type ClosureMotive = (typeof closureMotives)[number];
export interface Closure {
  id: string;
  fromOn: Day;
  toOn: Day;
  motive: ClosureMotive | null;
  note: string;
  /** Of all the places of the body. */
  common: boolean;
  version: number;
}
export const costKinds = ['supplies', 'education-sessions', 'parent-sessions', 'doctor-training'] as const;
export type CostKind = (typeof costKinds)[number];
export interface Cost {
  id: string;
  kind: CostKind;
  heldOn: Day;
  label: string;
  cents: number;
  version: number;
}
export interface Report {
  quarter: Quarter;
  staff: readonly SalaryRow[];
  /** « 07:00 » */
  hours: { opens: string | null; closes: string | null };
  /** Enrolled on 15 January. */
  children: number | null;
  closures: readonly Closure[];
  clerkSessions: number;
  premisesSessions: number;
  socialTravel: number;
  costs: readonly Cost[];
}

export const asksChildren = (quarter: Quarter): boolean => quarter.endsWith('-1');

/** What is missing; `doubt` is unusual only, and holds up nothing. */
export type ReportPoint =
  | { step: 'staff'; code: 'nobody' }
  | { step: 'staff'; code: 'salary'; row: SalaryRow; month: MonthIndex }
  | { step: 'staff'; code: 'doubt'; row: SalaryRow; doubt: Doubt }
  | { step: 'information'; code: 'hours' }
  | { step: 'information'; code: 'children' }
  | { step: 'information'; code: 'motive'; closure: Closure }
  | { step: 'costs'; code: 'outside'; cost: Cost };
export const holdsUp = ({ code }: ReportPoint): boolean => code !== 'doubt' && code !== 'nobody' && code !== 'outside';

export function pointsOf(report: Report, limits: SalaryLimits): ReportPoint[] {
  const { quarter, staff, hours, children, closures, costs } = report;
  const [first, last] = [firstDayOf(quarter), lastDayOf(quarter)];
  return [
    ...(staff.some(({ subsidised }) => subsidised) ? [] : [{ step: 'staff', code: 'nobody' } as const]),
    ...staff.flatMap((row): ReportPoint[] => [
      ...missingMonths(row).map((month): ReportPoint => ({ step: 'staff', code: 'salary', row, month })),
      ...doubtsOf(row, limits).map((doubt): ReportPoint => ({ step: 'staff', code: 'doubt', row, doubt })),
    ]),
    ...(hours.opens && hours.closes ? [] : [{ step: 'information', code: 'hours' } as const]),
    ...(asksChildren(quarter) && children === null ? [{ step: 'information', code: 'children' } as const] : []),
    ...closures.flatMap((closure): ReportPoint[] =>
      closure.motive === null ? [{ step: 'information', code: 'motive', closure }] : [],
    ),
    ...costs.flatMap((cost): ReportPoint[] =>
      cost.heldOn < first || cost.heldOn > last ? [{ step: 'costs', code: 'outside', cost }] : [],
    ),
  ];
}

/** Full-times that are ticked, by group, two decimals. */
export function tickedFullTimes(staff: readonly SalaryRow[]): Record<StaffGroup, number> {
  const of = (group: StaffGroup): number =>
    Math.round(
      staff
        .filter((row) => row.subsidised && row.group === group)
        .reduce((total, { fullTime }) => total + fullTime * 100, 0),
    ) / 100;
  return Object.fromEntries(staffGroups.map((group) => [group, of(group)])) as Record<StaffGroup, number>;
}
