/**
 * What a process table is, and the two pure functions that read it: `available` (what may be done now) and `apply`
 * (what an act changes). No clock, no I/O: the instant and the parameters are given.
 */
import { addPeriod, dayOf, endOfDay, startOfDay, subtractDays, type Day, type Instant } from '../domain/calendar.ts';

/** Who may act. `operator` is anybody the organising body gave the right to; `clock` and `procedure` are no persons. */
export type Role =
  | 'operator'
  | 'referent'
  | 'coordinator'
  | 'adviser'
  | 'health-referent'
  | 'asr-manager'
  | 'appeal-secretariat'
  | 'supervisor'
  | 'helpdesk'
  | 'clock'
  | 'procedure';

export type Turn = 'operator' | 'one' | 'nobody';

/** One frozen parameter of a case. */
export interface Parameter {
  value: number;
  unit: 'days' | 'working-days' | 'months' | 'years' | 'count';
}
export type Parameters = Readonly<Record<string, Parameter>>;

/** A delay named in the table, read in the parameters the case started with. */
export interface Delay {
  parameter: string;
}
export const delay = (parameter: string): Delay => ({ parameter });

/** The words of one procedure. */
export interface Vocabulary {
  status: string;
  /** What persons, the clock and other procedures do, with the facts each brings (codes, days, numbers: never text). */
  facts: object;
  effect: string;
  data: object;
}
export type ActionOf<V extends Vocabulary> = Extract<keyof V['facts'], string>;
type FactsOf<V extends Vocabulary, A> = A extends keyof V['facts'] ? V['facts'][A] : never;

export interface Actor {
  role: Role;
  userId: string | null;
}

interface Moment<D> {
  data: D;
  enteredAt: Instant;
  parameters: Parameters;
}

/** A task that stands open while the case is in a status (and `while` holds). */
export interface TaskRow<V extends Vocabulary> {
  action: ActionOf<V>;
  role: Role | ((data: V['data']) => Role);
  /** Counted from the opening of the task; nothing = no delay, and `why` says so. */
  due?: Delay;
  dueOn?: (moment: Moment<V['data']>) => Day | null;
  while?: (data: V['data']) => boolean;
}

/** What happens by itself: `after` the status began, or `on` a day; `daysBefore` moves it back (reminders). */
export interface DeadlineRow<V extends Vocabulary> {
  act: ActionOf<V>;
  after?: Delay;
  on?: (moment: Moment<V['data']>) => Day | null | undefined;
  daysBefore?: Delay;
  /** `start` of the day (an effective date), or once the day is over (a delay; the default). */
  at?: 'start' | 'end';
}

export interface Transition<V extends Vocabulary, A extends ActionOf<V> = ActionOf<V>> {
  by: readonly Role[];
  to?: V['status'] | ((data: V['data'], facts: FactsOf<V, A>) => V['status']);
  /** What the case remembers of the act. */
  note?: (data: V['data'], facts: FactsOf<V, A>, at: Instant) => V['data'];
  effects?: readonly V['effect'][] | ((data: V['data'], facts: FactsOf<V, A>) => readonly V['effect'][]);
  /** A condition that the status alone cannot say. */
  when?: (data: V['data']) => boolean;
  /** Four eyes: not the person who did that other action last. */
  notBy?: ActionOf<V>;
  /** True where a strong and recent sign-in is needed: the act binds its author. */
  signed?: boolean;
  /** Article or document; `hypothèse` where none was found. */
  basis?: string;
}
export type Transitions<V extends Vocabulary> = { readonly [A in ActionOf<V>]?: Transition<V, A> };

export interface StatusRow<V extends Vocabulary> {
  /** The French word of the source documents. */
  label: string;
  stage: string;
  turn: Turn | ((data: V['data']) => Turn);
  closed?: boolean;
  /** Why a status has no next date of its own. */
  waitsFor?: string;
  tasks?: readonly TaskRow<V>[];
  deadlines?: readonly DeadlineRow<V>[];
  on: Transitions<V>;
}

export interface Process<V extends Vocabulary> {
  slug: string;
  /** Prefix of the reference on letters: AD-2026-01487. */
  prefix: string;
  title: string;
  stages: Readonly<Record<string, string>>;
  /** The acts that open a case. */
  opens: {
    readonly [A in ActionOf<V>]?: {
      by: readonly Role[];
      to: V['status'] | ((data: V['data']) => V['status']);
      data: (facts: FactsOf<V, A>, at: Instant) => V['data'];
      effects: readonly V['effect'][];
      signed?: boolean;
      basis?: string;
    };
  };
  statuses: { readonly [S in V['status']]: StatusRow<V> };
  /** Accepted in every status that is not closed. */
  everywhere: Transitions<V>;
  /** Overall delay promised, and the one after which the supervisor is told. */
  target: (data: V['data']) => Delay;
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of any vocabulary, for the kit that serves them all
export type AnyProcess = Process<any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- idem
export type AnyRow = StatusRow<any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- idem
export type AnyTransition = Transition<any, any>;

export interface OpenTask {
  id: string;
  action: string;
  role: Role;
  dueOn: Day | null;
  openedAt: Instant;
}
export interface Deadline {
  id: string;
  act: string;
  at: Instant;
}

/** A case as the fold of its acts. Plain data, stored as it is. */
export interface CaseState<S extends string = string, D = object> {
  status: S;
  data: D;
  enteredAt: Instant;
  /** Number of the act that entered the status, and of the last one that moved the case (a message does not). */
  enteredBy: number;
  movedBy: number;
  number: number;
  tasks: OpenTask[];
  deadlines: Deadline[];
  /** Deadlines that have passed, by id: each passes once. */
  passed: string[];
  clocks: { one: number; operator: number; since: Instant };
  /** Who did last what four-eyes rules look at. */
  lastBy: Record<string, string>;
  targetOn: Day;
}

export interface Act {
  action: string;
  facts: object;
  actor: Actor /** of the clock: which deadline passes */;
  deadline?: string;
}
export interface Consequences {
  state: CaseState;
  opened: OpenTask[];
  closed: OpenTask[];
  effects: string[];
  wakeAt: Instant | null;
  /** False when the clerk has nothing to do: no bell is rung. */
  concernsClerk: boolean;
}

export type RefusalCode = 'not-available' | 'wrong-role' | 'four-eyes' | 'deadline-gone' | 'stale';
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

/** The actions that the case accepts now, whoever does them. */
export function available(process: AnyProcess, state: CaseState): string[] {
  return Object.entries(transitionsOf(process, state.status))
    .filter(([, transition]) => transition.when?.(state.data) ?? true)
    .map(([action]) => action);
}

/** The first state of a case. @throws Refused when the act does not open one. */
export function open(process: AnyProcess, act: Act, at: Instant, parameters: Parameters): Consequences {
  const opening = process.opens[act.action];
  if (!opening) throw new Refused('not-available');
  if (!opening.by.includes(act.actor.role)) throw new Refused('wrong-role');
  const data = opening.data(act.facts, at);
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
  if (!transition.by.includes(act.actor.role)) throw new Refused('wrong-role');
  if (transition.notBy && before.lastBy[transition.notBy] === act.actor.userId) throw new Refused('four-eyes');
  if (act.deadline && !before.deadlines.some(({ id }) => id === act.deadline)) throw new Refused('deadline-gone');

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

const escalation = 'escalate';

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
    : deadlinesOf(process, row, state, parameters)
        // A reminder whose hour is over when it is first thought of (a short delay, a period prolonged) has nothing to remind of.
        .filter(({ id, reminder, at: hour }) => !state.passed.includes(id) && (!reminder || hour > at || stood.has(id)))
        .map(({ id, act, at: hour }) => ({ id, act, at: hour }));
  const wakeAt = state.deadlines.length ? Math.min(...state.deadlines.map((deadline) => deadline.at)) : null;
  const wokeAt = before?.deadlines.length ? Math.min(...before.deadlines.map((deadline) => deadline.at)) : null;
  const had = new Set(before?.tasks.map(({ id }) => id));
  const has = new Set(state.tasks.map(({ id }) => id));
  return {
    state,
    effects,
    wakeAt,
    opened: state.tasks.filter(({ id }) => !had.has(id)),
    closed: before?.tasks.filter(({ id }) => !has.has(id)) ?? [],
    concernsClerk: before === null || effects.length > 0 || wakeAt !== wokeAt || row.closed === true,
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

function deadlinesOf(
  process: AnyProcess,
  row: AnyRow,
  state: CaseState,
  parameters: Parameters,
): (Deadline & { reminder: boolean })[] {
  const moment = { data: state.data, enteredAt: state.enteredAt, parameters };
  const own = (row.deadlines ?? []).flatMap((deadline) => {
    const day = deadline.after ? dueDay(state.enteredAt, deadline.after, parameters) : deadline.on?.(moment);
    if (!day) return [];
    const on = deadline.daysBefore ? subtractDays(day, valueOf(deadline.daysBefore, parameters)) : day;
    const at = deadline.at === 'start' || deadline.daysBefore ? startOfDay(on) : endOfDay(on);
    const mark = deadline.daysBefore ? `${deadline.act}-${deadline.daysBefore.parameter}` : deadline.act;
    return [
      {
        id: `${mark}.${String(state.enteredBy)}.${on}`,
        act: deadline.act,
        at,
        reminder: deadline.daysBefore !== undefined,
      },
    ];
  });
  if (!(escalation in process.everywhere)) return own;
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

/** @throws when the parameter is not among those the case started with. */
export function parameterOf(code: string, parameters: Parameters): Parameter {
  const parameter = parameters[code];
  if (!parameter) throw new Error(`parameter ${code} is missing`);
  return parameter;
}
const valueOf = ({ parameter }: Delay, parameters: Parameters): number => parameterOf(parameter, parameters).value;

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
      throw new Error(`parameter ${parameter} is not a delay`);
    default:
      return unit satisfies never;
  }
}
