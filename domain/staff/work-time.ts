/** How much somebody works, day by day: contracts laid over one another. */
import { addDays, noDueDay, type Day } from '../calendar.ts';
import { staffLinks } from './functions.ts';
import type { Contract } from './team.ts';

/** Days on which the same contracts run, first and last included; `to` is `noDueDay` where there is no end. */
export interface Span {
  from: Day;
  to: Day;
  /** Percent of a full-time, two decimals. */
  percent: number;
  contractIds: string[];
}
const cents = (percent: number): number => Math.round(percent * 100) / 100;
export const dayAfter = (day: Day): Day => (day >= noDueDay ? noDueDay : addDays(day, 1));
export const dayBefore = (day: Day): Day => addDays(day, -1);

/** Percent of a full-time; null while it is not filled in. */
export function percentOf(
  { regime, percent, weeklyHours }: Pick<Contract, 'regime' | 'percent' | 'weeklyHours'>,
  fullTimeHours: number,
): number | null {
  if (regime === 'percent') return percent;
  return weeklyHours === null ? null : cents((weeklyHours / fullTimeHours) * 100);
}

/** Whether the contract counts towards somebody's time, and is known well enough to. */
const isDated = (contract: Contract): contract is Contract & { fromOn: Day } =>
  contract.fromOn !== null && staffLinks[contract.link].works;

/** The days on which somebody works, in order, without overlap; what is not filled in counts for 0 %. */
export function workTimeOf(contracts: readonly Contract[], fullTimeHours: number): Span[] {
  const dated = contracts.filter(isDated);
  const starts = [
    ...new Set(dated.flatMap(({ fromOn, toOn }) => [fromOn, ...(toOn === null ? [] : [dayAfter(toOn)])])),
  ].sort();
  return starts.flatMap((from, at) => {
    const running = dated.filter(({ fromOn, toOn }) => fromOn <= from && (toOn === null || toOn >= from));
    if (running.length === 0) return [];
    const next = starts[at + 1];
    return [
      {
        from,
        to: next === undefined ? noDueDay : dayBefore(next),
        percent: cents(running.reduce((sum, each) => sum + (percentOf(each, fullTimeHours) ?? 0), 0)),
        contractIds: running.map(({ id }) => id),
      },
    ];
  });
}

/** The days between two spans of work. */
export function gapsOf(spans: readonly Span[]): { from: Day; to: Day }[] {
  return spans.slice(1).flatMap((span, at) => {
    const from = dayAfter(spans[at]!.to);
    return from < span.from ? [{ from, to: dayBefore(span.from) }] : [];
  });
}

/** The greatest percent that a contract may have beside the others, while it runs; never below 0. */
export function mostFor(contract: Contract, others: readonly Contract[], fullTimeHours: number): number {
  if (!isDated(contract)) return 100;
  const { fromOn, toOn } = contract;
  const beside = workTimeOf(others, fullTimeHours).filter(
    ({ from, to }) => to >= fromOn && (toOn === null || from <= toOn),
  );
  return Math.max(0, cents(100 - Math.max(0, ...beside.map(({ percent }) => percent))));
}
