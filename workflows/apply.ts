/** The pure functions that read a process table: what may be done now, and what an act changes. The instant and the parameters are given. */
import { endOfDay, startOfDay, subtractDays, type Instant } from '../domain/calendar.ts';
import type { EffectKind } from './effect-kinds.ts';
import type { KitAct } from './kit-acts.ts';
import { dueDay, valueOf, type Parameters } from './parameters.ts';
import type {
  Act,
  AnyProcess,
  AnyRow,
  AnyTransition,
  CaseState,
  Consequences,
  Deadline,
  OpenTask,
  Turn,
} from './procedure.ts';

/** `token-used`: the same token has done another act of the same author. */
export type RefusalCode = 'not-available' | 'wrong-role' | 'four-eyes' | 'deadline-gone' | 'stale' | 'token-used';
export class Refused extends Error {
  code: RefusalCode;
  constructor(code: RefusalCode) {
    super(code);
    this.name = 'Refused';
    this.code = code;
  }
}

export const turnOf = (process: AnyProcess, state: CaseState): Turn => {
  const { turn } = rowOf(process, state.status);
  return typeof turn === 'function' ? turn(state.data) : turn;
};
export const isClosed = (process: AnyProcess, status: string): boolean => rowOf(process, status).closed === true;

/** @throws when the table does not say of what kind the effect is (a programming error) */
export function kindOf(process: AnyProcess, effect: string): EffectKind {
  const kind = (process.effects as Readonly<Record<string, EffectKind | undefined>>)[effect];
  if (!kind) throw new Error(`${process.slug}: no effect ${effect}`);
  return kind;
}

/** The row of a status. @throws when the table has no such status (a programming error). */
export function rowOf(process: AnyProcess, status: string): AnyRow {
  const row = process.statuses[status] as AnyRow | undefined;
  if (!row) throw new Error(`${process.slug}: no status ${status}`);
  return row;
}

/** Every transition the table holds for a status, `everywhere` included; conditions not yet looked at. */
export function transitionsOf(process: AnyProcess, status: string): Record<string, AnyTransition> {
  const row = rowOf(process, status);
  return { ...(row.closed ? {} : process.everywhere), ...row.on } as Record<string, AnyTransition>;
}

/** The actions that the case accepts, whoever does them. @param at leaves out those whose last day is over at that hour */
export function available(process: AnyProcess, state: CaseState, at?: Instant): string[] {
  return Object.entries(transitionsOf(process, state.status))
    .filter(([, transition]) => transition.when?.(state.data) ?? true)
    .filter(([, transition]) => at === undefined || !isOver(transition, state.data, at))
    .map(([action]) => action);
}

const isOver = ({ until }: AnyTransition, data: CaseState['data'], at: Instant): boolean =>
  until !== undefined && at >= endOfDay(until(data));

/** The first state of a case. @throws Refused when the act does not open one. */
export function open(process: AnyProcess, act: Act, at: Instant, parameters: Parameters): Consequences {
  const opening = process.opens[act.action];
  if (!opening) throw new Refused('not-available');
  if (!opening.by.includes(act.actor.role)) throw new Refused('wrong-role');
  const data = opening.data(act.facts, at, parameters);
  const status = typeof opening.to === 'function' ? opening.to(data) : opening.to;
  const state: CaseState = {
    status,
    data,
    enteredAt: at,
    enteredBy: 1,
    movedBy: 1,
    number: 1,
    tasks: [],
    deadlines: [],
    passed: [],
    clocks: { one: 0, operator: 0, since: at },
    lastBy: act.actor.userId ? { [act.action]: act.actor.userId } : {},
    targetOn: dueDay(at, process.target(data), parameters),
  };
  return conclude(process, state, null, [...opening.effects], parameters);
}

/** What an act changes. @throws Refused when the table does not hold it now, for this actor. */
export function apply(
  process: AnyProcess,
  before: CaseState,
  act: Act,
  at: Instant,
  parameters: Parameters,
): Consequences {
  const transition = transitionsOf(process, before.status)[act.action];
  if (!transition || !(transition.when?.(before.data) ?? true)) throw new Refused('not-available');
  if (isOver(transition, before.data, at)) throw new Refused('not-available');
  if (!transition.by.includes(act.actor.role)) throw new Refused('wrong-role');
  if (transition.notBy && before.lastBy[transition.notBy] === act.actor.userId) throw new Refused('four-eyes');
  if (act.deadline && !before.deadlines.some((due) => due.id === act.deadline && due.act === act.action))
    throw new Refused('deadline-gone');

  const number = before.number + 1;
  const data = transition.note ? transition.note(before.data, act.facts, at) : before.data;
  const status =
    typeof transition.to === 'function' ? transition.to(data, act.facts) : (transition.to ?? before.status);
  const moved = status !== before.status || data !== before.data;
  const entered = status !== before.status;
  // Web and engine have clocks of their own: an act that comes a moment before the one before it takes no time.
  const spent = Math.max(0, at - before.clocks.since);
  const turn = turnOf(process, before);
  const state: CaseState = {
    ...before,
    status,
    data,
    number,
    enteredAt: entered ? at : before.enteredAt,
    enteredBy: entered ? number : before.enteredBy,
    movedBy: moved ? number : before.movedBy,
    tasks: entered ? [] : before.tasks.filter((task) => task.action !== act.action || !moved),
    passed: act.deadline ? [...before.passed, act.deadline] : before.passed,
    clocks: {
      one: before.clocks.one + (turn === 'one' ? spent : 0),
      operator: before.clocks.operator + (turn === 'operator' ? spent : 0),
      since: Math.max(at, before.clocks.since),
    },
    lastBy: act.actor.userId ? { ...before.lastBy, [act.action]: act.actor.userId } : before.lastBy,
  };
  const effects =
    typeof transition.effects === 'function' ? transition.effects(data, act.facts) : (transition.effects ?? []);
  return conclude(process, state, before, [...effects], parameters, at);
}

/** The person who may not do the next act (four eyes), for the column that rights look at. */
export function excludedUser(process: AnyProcess, state: CaseState): string | null {
  const rule = Object.values(transitionsOf(process, state.status)).find(({ notBy }) => notBy && state.lastBy[notBy]);
  return rule?.notBy ? (state.lastBy[rule.notBy] ?? null) : null;
}

/** The person who may not do this act (four eyes). */
export function excludedFrom(process: AnyProcess, state: CaseState, action: string): string | null {
  const notBy = transitionsOf(process, state.status)[action]?.notBy;
  return (notBy && state.lastBy[notBy]) ?? null;
}

const escalation: KitAct = 'escalate';

function conclude(
  process: AnyProcess,
  state: CaseState,
  before: CaseState | null,
  effects: string[],
  parameters: Parameters,
  at = state.enteredAt,
): Consequences {
  const row = rowOf(process, state.status);
  state.tasks = tasksOf(row, state, parameters, at);
  const stood = new Set(before?.deadlines.map(({ id }) => id));
  state.deadlines = row.closed
    ? []
    : deadlinesOf(row, state, parameters)
        // A reminder whose hour is over when it is first thought of (a short delay, a period prolonged) has nothing to remind of.
        .filter(({ id, reminder, at: hour }) => !state.passed.includes(id) && (!reminder || hour > at || stood.has(id)))
        .map(({ id, act, at: hour }) => ({ id, act, at: hour }));
  const wakeAt = state.deadlines.length ? Math.min(...state.deadlines.map((deadline) => deadline.at)) : null;
  const wokeAt = before?.deadlines.length ? Math.min(...before.deadlines.map((deadline) => deadline.at)) : null;
  const had = new Set(before?.tasks.map(({ id }) => id));
  const has = new Set(state.tasks.map(({ id }) => id));
  const work = effects.filter((effect) => kindOf(process, effect) !== 'notice');
  return {
    state,
    effects,
    work,
    notices: effects.filter((effect) => kindOf(process, effect) === 'notice'),
    wakeAt,
    opened: state.tasks.filter(({ id }) => !had.has(id)),
    closed: before?.tasks.filter(({ id }) => !has.has(id)) ?? [],
    concernsClerk: state.movedBy === state.number || work.length > 0 || wakeAt !== wokeAt,
  };
}

function tasksOf(row: AnyRow, state: CaseState, parameters: Parameters, at: Instant): OpenTask[] {
  return (row.tasks ?? [])
    .filter((task) => task.while?.(state.data) ?? true)
    .map((task) => {
      const role = typeof task.role === 'function' ? task.role(state.data) : task.role;
      const standing = state.tasks.find((open) => open.action === task.action && open.role === role);
      const day = task.dueOn?.({ data: state.data, enteredAt: state.enteredAt, parameters });
      // A task whose day has moved is another one: its lateness is counted anew.
      if (standing && (!task.dueOn || standing.dueOn === day)) return standing;
      const dueOn = day ?? (task.due ? dueDay(at, task.due, parameters) : null);
      return { id: `${task.action}.${role}.${String(state.number)}`, action: task.action, role, dueOn, openedAt: at };
    });
}

/** So many times twenty-four hours: never less, whatever the clocks do in between. */
const sameHour = (since: Instant, days: number): Instant => since + days * 86_400_000;

function deadlinesOf(row: AnyRow, state: CaseState, parameters: Parameters): (Deadline & { reminder: boolean })[] {
  const moment = { data: state.data, enteredAt: state.enteredAt, parameters };
  const own = (row.deadlines ?? []).flatMap((deadline) => {
    const day = deadline.after ? dueDay(state.enteredAt, deadline.after, parameters) : deadline.on?.(moment);
    if (!day) return [];
    const on = deadline.daysBefore ? subtractDays(day, valueOf(deadline.daysBefore, parameters)) : day;
    const at =
      deadline.at === 'hour' && deadline.after
        ? sameHour(state.enteredAt, valueOf(deadline.after, parameters))
        : deadline.at === 'start' || deadline.daysBefore
          ? startOfDay(on)
          : endOfDay(on);
    const mark = deadline.daysBefore ? `${deadline.act}-${deadline.daysBefore.parameter}` : deadline.act;
    return [
      {
        id: `${mark}.${String(state.enteredBy)}.${on}`,
        act: deadline.act,
        at,
        reminder: deadline.daysBefore !== undefined || deadline.reminds === true,
      },
    ];
  });
  const late = state.tasks
    .filter(({ role, dueOn }) => role !== 'operator' && dueOn)
    .map((task) => ({
      id: `${escalation}.${task.id}`,
      act: escalation,
      at: endOfDay(task.dueOn ?? ''),
      reminder: false,
    }));
  return [...own, ...late];
}
