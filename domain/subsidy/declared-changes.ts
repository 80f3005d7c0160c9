/** What a request that was corrected declares otherwise than before, place by place, so that it stands beside what ONE has asked. Pure. */
import type { Totals } from '../attendance/month.ts';
import type { Month } from '../quarter.ts';
import { staffGroups, type StaffGroup } from './calculate.ts';
import { groupOfLine, lineCodes, type LineCode } from './lines.ts';
import { costKinds, tickedFullTimes, type Report } from './report.ts';
import { totalOf, type SalaryRow } from './salaries.ts';

/** Of what was submitted, what is compared. */
export interface Submitted {
  report: Report;
  attendance: readonly { month: Month; totals: Totals | null }[];
  consultations: readonly { month: Month; lines: readonly { cents: { fees: number; travel: number } }[] }[];
}

/** The finest place that may have changed: a line, a month, or « Renseignements ». */
export type Place = `line-${LineCode}` | `attendance-${Month}` | `consultations-${Month}` | 'information';
export type Figure =
  | 'full-times'
  | 'salaries'
  | 'person'
  | 'present'
  | 'justified'
  | 'unjustified'
  | 'consultations'
  | 'fees'
  | 'travel'
  | 'sessions'
  | 'amount'
  | 'hours'
  | 'children'
  | 'closures';
export interface DeclaredChange {
  at: Place;
  what: Figure;
  /** Null: it was not declared, or is not any more. */
  before: number | string | null;
  after: number | string | null;
  /** Whose salaries. */
  who?: string;
}
/** `id`: two persons may have the same name. */
type Value = Omit<DeclaredChange, 'after'> & { id?: string };
type Values = readonly Value[];

const keyOf = ({ at, what, id = '' }: Value): string => JSON.stringify([at, what, id]);

/** Nothing where both declare the same. */
export function declaredChanges(before: Submitted, after: Submitted): DeclaredChange[] {
  const byKey = (values: Values): Map<string, Value> => new Map(values.map((value) => [keyOf(value), value]));
  const [then, now] = [byKey(valuesOf(before)), byKey(valuesOf(after))];
  return [...new Map([...then, ...now])].flatMap(([key, { id: _, ...value }]) => {
    const [from, to] = [then.get(key)?.before ?? null, now.get(key)?.before ?? null];
    return from === to ? [] : [{ ...value, before: from, after: to }];
  });
}

function valuesOf({ report, attendance, consultations }: Submitted): Values {
  return [
    ...staffGroups.flatMap((group) => staffValues(group, report.staff)),
    { at: 'information', what: 'hours', before: [report.hours.opens, report.hours.closes].join('-') },
    { at: 'information', what: 'children', before: report.children },
    {
      at: 'information',
      what: 'closures',
      before: report.closures
        .map(({ fromOn, toOn, motive }) => [fromOn, toOn, motive ?? ''].join('/'))
        .sort()
        .join(' '),
    },
    { at: 'line-clerk', what: 'sessions', before: report.clerkSessions },
    { at: 'line-premises', what: 'sessions', before: report.premisesSessions },
    { at: 'line-social-travel', what: 'amount', before: report.socialTravel },
    ...costKinds.map(
      (kind): Value => ({
        at: `line-${kind}`,
        what: 'amount',
        before: report.costs.filter((cost) => cost.kind === kind).reduce((sum, { cents }) => sum + cents, 0),
      }),
    ),
    ...attendance.flatMap(
      ({ month, totals }): Values =>
        totals
          ? (['present', 'justified', 'unjustified'] as const).map((what) => ({
              at: `attendance-${month}`,
              what,
              before: `${String(totals[what].days)}/${String(totals[what].halfDays)}`,
            }))
          : [],
    ),
    ...consultations.flatMap(({ month, lines }): Values => {
      const at = `consultations-${month}` as const;
      const sum = (of: 'fees' | 'travel'): number => lines.reduce((total, { cents }) => total + cents[of], 0);
      return [
        { at, what: 'consultations', before: lines.length },
        { at, what: 'fees', before: sum('fees') },
        { at, what: 'travel', before: sum('travel') },
      ];
    }),
  ];
}

function staffValues(group: StaffGroup, staff: readonly SalaryRow[]): Values {
  const at = `line-${group}` as const;
  const ticked = staff.filter((row) => row.group === group && row.subsidised);
  return [
    { at, what: 'full-times', before: tickedFullTimes(staff)[group] },
    { at, what: 'salaries', before: ticked.reduce((sum, row) => sum + totalOf(row), 0) },
    ...ticked.map(
      (row): Value => ({
        at,
        what: 'person',
        id: row.collaborationId,
        who: `${row.firstName} ${row.familyName}`,
        before: totalOf(row),
      }),
    ),
  ];
}

/** Whether a change answers what was asked: a line, a step with all its lines, or a month. @param asked the code of a correction */
export function answers(asked: string, { at, what }: DeclaredChange): boolean {
  switch (asked) {
    case at:
      return true;
    case 'staff':
    case 'costs':
      return linesOf(asked).includes(at);
    case 'line-reduced-fees':
      return at.startsWith('attendance-');
    case 'line-fees':
      return at.startsWith('consultations-') && what !== 'travel';
    case 'line-travel':
      return at.startsWith('consultations-') && what !== 'fees';
    default:
      return false;
  }
}
const linesOf = (group: 'staff' | 'costs'): string[] =>
  lineCodes.filter((code) => groupOfLine[code] === group).map((code) => `line-${code}`);
