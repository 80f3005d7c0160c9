/** What a process table is, and what a case is. The functions that read them stand in `apply.ts`. */
import type { Day, Instant } from '../domain/calendar.ts';
import type { Appointments } from './appointments.ts';
import type { EffectKind, KitEffect } from './effect-kinds.ts';
import type { KitFacts, KitRows } from './kit-acts.ts';
import type { Opening, PeriodUnit } from './openings.ts';
import type { Delay, Parameters } from './parameters.ts';
import type { Role } from './roles.ts';

export * from './apply.ts';
export * from './parameters.ts';
export type { EffectKind, Role };

export type Turn = 'operator' | 'one' | 'nobody';

/** The words of one procedure. */
export interface Vocabulary {
  status: string;
  /** What persons, the clock and other procedures do, with the facts each brings (codes, days, numbers: never text). */
  facts: KitFacts;
  effect: string;
  /** Of each effect that is the procedure's own, its kind. */
  effects: Readonly<Record<string, EffectKind>>;
  data: object;
}
/** The words of a procedure, made of what its contract names. */
export interface WordsOf<S extends string, F extends KitFacts, E extends Vocabulary['effects'], D extends object> {
  status: S;
  facts: F;
  effect: Extract<keyof E, string>;
  effects: E;
  data: D;
}
export type EffectOf<V extends Vocabulary> = V['effect'] | KitEffect;
/** The effects of a procedure that are of one kind. */
export type EffectOfKind<V extends Vocabulary, K extends EffectKind> = Extract<
  { [E in keyof V['effects']]: V['effects'][E] extends K ? E : never }[keyof V['effects']],
  string
>;
export type ActionOf<V extends Vocabulary> = Extract<keyof V['facts'], string>;
export type FactsOf<V extends Vocabulary, A> = A extends keyof V['facts'] ? V['facts'][A] : never;

export interface Actor {
  role: Role;
  userId: string | null;
}

/** A case at the moment when a delay is counted. */
export interface Moment<D> {
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
  /** `start` of the day (an effective date), once the day is over (a delay; the default), or `hour`: as many whole days later, at the hour the status began. */
  at?: 'start' | 'end' | 'hour';
  /** A reminder on a day of its own: not made up for once its hour is over. */
  reminds?: true;
}

export interface Transition<V extends Vocabulary, A extends ActionOf<V> = ActionOf<V>> {
  by: readonly Role[];
  /** Of several roles of ONE, the one that does it for this very case; the task is opened for the same. */
  whose?: (data: V['data']) => Role;
  to?: V['status'] | ((data: V['data'], facts: FactsOf<V, A>) => V['status']);
  /** What the case remembers of the act. */
  note?: (data: V['data'], facts: FactsOf<V, A>, at: Instant) => V['data'];
  effects?: readonly EffectOf<V>[] | ((data: V['data'], facts: FactsOf<V, A>) => readonly EffectOf<V>[]);
  /** A condition that the status alone cannot say. */
  when?: (data: V['data']) => boolean;
  /** Its last day, by the hour of the act itself: afterwards it is refused, whether or not the clock has passed by since. */
  until?: (data: V['data']) => Day;
  /** Four eyes: not the person who did that other action last. */
  notBy?: ActionOf<V>;
  /** True where a strong and recent sign-in is needed: the act binds its author. */
  signed?: boolean;
  /** Article or document; `hypothèse` where none was found. */
  basis?: string;
}
export type Transitions<V extends Vocabulary> = { readonly [A in ActionOf<V>]?: Transition<V, A> };

/** What may happen to a case in a status: the part of its row that may stand in a file of its own. */
export interface Course<V extends Vocabulary> {
  tasks?: readonly TaskRow<V>[];
  deadlines?: readonly DeadlineRow<V>[];
  on: Transitions<V>;
}
export interface StatusRow<V extends Vocabulary> extends Course<V> {
  /** The French word of the source documents. */
  label: string;
  stage: string;
  turn: Turn | ((data: V['data']) => Turn);
  closed?: boolean;
  /** Why a status has no next date of its own. */
  waitsFor?: string;
  /** What it waits for has no date: a table that is published one day, a payment. The case is under way all the same. */
  undated?: boolean;
  /** At rest, though not closed: nobody is expected to act, on no date, and lists of what is under way leave it out. */
  standing?: boolean;
}

/** `asker`: somebody who asks for themselves, a user of any portal or a stranger; of no organising body. */
export type SubjectKind = 'facility' | 'organising-body' | 'person' | 'collaboration' | 'asker';

export interface Process<V extends Vocabulary> {
  slug: string;
  /** Prefix of the reference on letters: AD-2026-01487. */
  prefix: string;
  title: string;
  /** Whom or what a case is about: one kind, or each case one of several. */
  subject: SubjectKind | readonly SubjectKind[];
  /** Of one kind, several cases may stand open for a subject: each module that a person has followed. */
  several?: true;
  /** Operators hear of it by one mail a day, of all its cases together; without it, as they wish. */
  mails?: 'daily';
  /** One case for each subject and kind in a period, closed ones included. */
  period?: PeriodUnit;
  /** Opened by the calendar, for each subject, when a period begins. */
  opening?: Opening<V>;
  /** Which right of an operator opens it; null where none does: it is of no body. */
  dossier: Dossier | null;
  /**
   * Of the operator, only who answers for the whole body (administrator, childminder) sees and does anything of it, whatever right is given to others;
   * at ONE its documents are read by those who act on it, and no other.
   */
  restricted?: true;
  /** At ONE, nobody sees the case but those who act on it: neither supervisors nor the helpdesk. */
  confidential?: true;
  stages: Readonly<Record<string, string>>;
  /** The acts that open a case. */
  opens: {
    readonly [A in ActionOf<V>]?: {
      by: readonly Role[];
      to: V['status'] | ((data: V['data']) => V['status']);
      data: (facts: FactsOf<V, A>, at: Instant, parameters: Parameters) => V['data'];
      effects: readonly EffectOf<V>[];
      signed?: boolean;
      basis?: string;
    };
  };
  statuses: { readonly [S in V['status']]: StatusRow<V> };
  /** Accepted in every status that is not closed. */
  everywhere: Transitions<V> & KitRows<V>;
  /** Of each effect, who carries it out and how often it is tried. */
  effects: { readonly [E in EffectOf<V>]: EffectKind };
  /** Overall delay promised, and the one after which the supervisor is told. */
  target: (data: V['data']) => Delay;
  /** Dates that it fixes with operators, sent to their calendars with the mails. */
  appointments?: Appointments<V>;
  /** Facts with which the table is walked, for its diagram and the tests of the kit; acts without facts are left out. */
  examples?: {
    openings: { readonly [A in ActionOf<V>]?: readonly FactsOf<V, A>[] };
    facts: { readonly [A in ActionOf<V>]?: (data: V['data']) => readonly FactsOf<V, A>[] };
    /** When an act is done, where what it leads to rests on that. */
    at?: (data: V['data']) => Instant;
    /** Where what a case begins with rests on them. */
    parameters?: Parameters;
  };
}

/** The files that an operator may open to a data manager (Guide des droits 2025); « Subsides » from the guide of 2023. */
export type Dossier =
  | 'subsidies'
  | 'team'
  | 'cigogne'
  | 'authorisation'
  | 'pre-requests'
  | 'reviews'
  | 'aes-1'
  | 'aes-2'
  | 'holiday-centres'
  | 'homework-schools'
  | 'atl-coordination'
  | 'school-health'
  | 'school-health-team';

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
  actor: Actor;
  /** Of the clock: which deadline passes. */
  deadline?: string;
}
export interface Consequences {
  state: CaseState;
  opened: OpenTask[];
  closed: OpenTask[];
  /** All of them, as the act keeps them; then those that are work for the clerk, and those that are notices. */
  effects: string[];
  work: string[];
  notices: string[];
  wakeAt: Instant | null;
  /** Whether the act moves the case, leaves work or moves its hour. A message does not, though people are told of it: no bell is rung. */
  concernsClerk: boolean;
}
