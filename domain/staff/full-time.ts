/** How many full-times a team is, by kind of function: shown to who signs. Pure. */
import type { Day } from '../calendar.ts';
import { findFunction, staffLinks, type FunctionGroup } from './functions.ts';
import { statusOf, type TeamLimits } from './team.ts';
import type { TeamSnapshot } from './team-snapshot.ts';
import { percentOf } from './work-time.ts';

export interface TeamFigures {
  people: number;
  links: number;
  volunteers: number;
  /** Full-times of the contracts that run on the day, two decimals; groups without any are left out. */
  fullTimes: { group: FunctionGroup; value: number }[];
}

const groups: readonly FunctionGroup[] = [
  'childcare',
  'after-school',
  'pms',
  'direction',
  'logistics',
  'administration',
  'other',
];

export function figuresOf({ members }: TeamSnapshot, { fullTimeHours }: TeamLimits, day: Day): TeamFigures {
  const contracts = members.flatMap((member) => member.contracts);
  const working = contracts.filter((one) => staffLinks[one.link].works && statusOf(one, day) === 'running');
  const percentIn = (group: FunctionGroup): number =>
    working
      .filter((one) => (findFunction(one.function)?.group ?? 'other') === group)
      .reduce((sum, one) => sum + (percentOf(one, fullTimeHours) ?? 0), 0);
  return {
    people: members.length,
    links: contracts.length,
    volunteers: members.filter((member) => member.contracts.some(({ link }) => link === 'volunteer')).length,
    fullTimes: groups
      .map((group) => ({ group, value: Math.round(percentIn(group)) / 100 }))
      .filter(({ value }) => value > 0),
  };
}
