/** How far a case is: the stages it has gone through, and the days spent on each side. */
import { dayInMilliseconds, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { rowOf, type AnyProcess } from '../../workflows/procedure.ts';
import type { AnyProcedurePages, CaseFile, Reader } from './procedure-pages.ts';

interface Counted {
  row: Pick<CaseFile['row'], 'closed_at' | 'turn' | 'state'>;
  acts: readonly { status: string; at: Instant }[];
}
/** Both sides see the same counters, in whole days; of what a person asks about their data there is ONE's alone. @param waiting in nobody's hands, told apart once there was any */
export function clocksOf(
  { row, acts }: Counted,
  reader: Reader | 'asker',
  now: Instant,
  waiting?: { statuses: readonly string[]; label: string },
): object[] {
  const running = row.closed_at === null ? Math.max(0, now - row.state.clocks.since) : 0;
  const count = (spent: number, mine: boolean): number =>
    Math.floor((spent + (mine ? running : 0)) / dayInMilliseconds);
  return [
    { days: count(row.state.clocks.one, row.turn === 'one'), label: "chez l'ONE", running: row.turn === 'one' },
    ...waitedIn(acts, now, waiting),
    ...(reader === 'asker'
      ? []
      : [
          {
            days: count(row.state.clocks.operator, row.turn === 'operator'),
            label: reader === 'operator' ? 'chez vous' : "chez l'opérateur",
            running: row.turn === 'operator',
          },
        ]),
  ];
}

function waitedIn(
  acts: Counted['acts'],
  now: Instant,
  waiting: { statuses: readonly string[]; label: string } | undefined,
): object[] {
  if (!waiting || !acts.some(({ status }) => waiting.statuses.includes(status))) return [];
  const spent = acts.reduce(
    (sum, { status, at }, index) =>
      waiting.statuses.includes(status) ? sum + Math.max(0, (acts[index + 1]?.at ?? now) - at) : sum,
    0,
  );
  const running = waiting.statuses.includes(acts.at(-1)?.status ?? '');
  return [{ days: Math.floor(spent / dayInMilliseconds), label: waiting.label, running }];
}

export function stepsOf({ process, stages }: AnyProcedurePages, { row, acts }: CaseFile, today: Day): object[] {
  const order = Object.keys(process.stages);
  const { skipped = [], called = {}, heldAt } = stages?.(row) ?? {};
  const at = order.indexOf(heldAt ?? rowOf(process, row.status).stage);
  const reached = new Map<string, Instant>(order[0] === undefined ? [] : [[order[0], row.opened_at]]);
  for (const act of acts) {
    const { stage } = rowOf(process, act.status);
    if (!reached.has(stage)) reached.set(stage, act.at);
  }
  return order.map((stage, index) => {
    const when = reached.get(stage);
    const isOver = row.closed_at !== null;
    const current = index === at && !isOver;
    const due = current ? awaitedDay(process, row) : undefined;
    return {
      label: called[stage] ?? process.stages[stage],
      state: current
        ? 'current'
        : (index < at || isOver) && when !== undefined
          ? 'done'
          : skipped.includes(stage) || isOver
            ? 'skipped'
            : 'todo',
      when: due
        ? `${due.starts ? '' : 'avant '}le ${shortDay(due.day, today)}`
        : when === undefined || (index > at && !isOver)
          ? undefined
          : shortDay(dayOf(when), today),
    };
  });
}

/** The day that a stage waits for: that of a task, else when something comes about by itself. A reminder before it is no such day. */
function awaitedDay(
  process: AnyProcess,
  { status, state }: CaseFile['row'],
): { day: Day; starts: boolean } | undefined {
  const [task] = state.tasks.flatMap(({ dueOn }) => dueOn ?? []).sort();
  if (task) return { day: task, starts: false };
  const { deadlines = [] } = rowOf(process, status);
  const [next] = state.deadlines
    .flatMap(({ act, at }) => {
      const row = deadlines.find((deadline) => deadline.act === act && !deadline.daysBefore);
      return row ? [{ at, starts: row.at === 'start' }] : [];
    })
    .sort((a, b) => a.at - b.at);
  // A delay ends with its last day, at midnight.
  return next && { day: dayOf(next.starts ? next.at : next.at - 1), starts: next.starts };
}

/** « 5 janvier », with the year when it is another one. */
const shortDay = (value: Day, today: Day): string => {
  const long = formatLongDate(value).split(' ').slice(1);
  return (value.slice(0, 4) === today.slice(0, 4) ? long.slice(0, 2) : long).join(' ');
};
