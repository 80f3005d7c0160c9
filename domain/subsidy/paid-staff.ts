/** Who is paid in a crèche in a quarter, by the groups that are subsidised, and for how much of a full-time. Pure. */
import { daysBetween, type Day } from '../calendar.ts';
import { firstDayOf, firstDayOfMonth, lastDayOf, lastDayOfMonth, monthsOf, type Quarter } from '../quarter.ts';
import { findFunction, staffLinks, type FunctionCode } from '../staff/functions.ts';
import type { Contract, Team } from '../staff/team.ts';
import { percentOf } from '../staff/work-time.ts';
import { staffGroups, type StaffGroup } from './calculate.ts';

export interface PaidMember {
  collaborationId: string;
  familyName: string;
  firstName: string;
  /** Of the contract that weighs most in the quarter. */
  function: FunctionCode;
  group: StaffGroup;
  /** Percent of a full-time at the end of the quarter, or at the end of the last contract. */
  percent: number;
  /** Mean over the days of the quarter, two decimals: who comes in the middle counts for half. */
  fullTime: number;
  /** Whether a contract runs in each month: only then is a salary asked for. */
  months: readonly [boolean, boolean, boolean];
  /** Whether it runs on every day of the month: only such months are compared with one another. */
  whole: readonly [boolean, boolean, boolean];
}

type Dated = Contract & { fromOn: Day; function: FunctionCode };
const isPaid = (contract: Contract): contract is Dated =>
  contract.fromOn !== null && contract.function !== null && staffLinks[contract.link].works;
const overlap = ({ fromOn, toOn }: Dated, first: Day, last: Day): number => {
  const [from, to] = [fromOn > first ? fromOn : first, toOn !== null && toOn < last ? toOn : last];
  return from > to ? 0 : daysBetween(from, to) + 1;
};
const groupOf = (code: FunctionCode): StaffGroup | undefined => {
  const group = findFunction(code)?.group;
  return staffGroups.find((one) => one === group);
};

/**
 * By name, as the team is. Volunteers and members of the household are not paid, and other functions are not subsidised (hypothèse).
 * Somebody with two functions stands in the group of the one that weighs most.
 */
export function paidStaff(
  { members, limits }: Pick<Team, 'members' | 'limits'>,
  facilityId: string,
  quarter: Quarter,
): PaidMember[] {
  const [first, last] = [firstDayOf(quarter), lastDayOf(quarter)];
  const days = daysBetween(first, last) + 1;
  return members.flatMap(({ collaborationId, familyName, firstName, contracts }): PaidMember[] => {
    const weighed = contracts
      .filter(isPaid)
      .filter((one) => one.facilityId === facilityId && groupOf(one.function) !== undefined)
      .map((one) => ({
        one,
        percent: percentOf(one, limits.fullTimeHours) ?? 0,
        days: overlap(one, first, last),
      }))
      .filter((each) => each.days > 0);
    const [main] = [...weighed].sort((a, b) => b.percent * b.days - a.percent * a.days);
    if (!main) return [];
    const ends = weighed.reduce(
      (latest, { one }) => (one.toOn === null || one.toOn > last ? last : one.toOn > latest ? one.toOn : latest),
      first,
    );
    const running = (day: Day) =>
      weighed.filter(({ one }) => one.fromOn <= day && (one.toOn === null || one.toOn >= day));
    const daysIn = (month: string): number =>
      Math.max(...weighed.map(({ one }) => overlap(one, firstDayOfMonth(month), lastDayOfMonth(month))));
    const [one, two, three] = monthsOf(quarter);
    const isWhole = (month: string): boolean =>
      daysIn(month) === daysBetween(firstDayOfMonth(month), lastDayOfMonth(month)) + 1;
    return [
      {
        collaborationId,
        familyName,
        firstName,
        function: main.one.function,
        group: groupOf(main.one.function)!,
        percent: sum(running(ends).map(({ percent }) => percent)),
        fullTime: Math.round(sum(weighed.map((each) => (each.percent * each.days) / days))) / 100,
        months: [daysIn(one) > 0, daysIn(two) > 0, daysIn(three) > 0],
        whole: [isWhole(one), isWhole(two), isWhole(three)],
      },
    ];
  });
}
const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
