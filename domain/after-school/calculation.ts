/**
 * What a body receives for a quarter of after-school care, a line for each place and month. Pure: what was sent, the amounts of each day and what
 * ONE has decided are given; the result carries its trace.
 * A flat amount for each child and day of presence (décret ATL, art. 35: « f(nombre d'enfants par jour fréquentant l'accueil après l'école) »), and a
 * supplement for the children of différenciation positive; both amounts are hypotheses until ONE confirms them. No other limit is
 * known: neither a maximum per day nor a rule of staff. A line is rounded once, to the cent, half away from zero.
 */
import type { Day } from '../days.ts';
import type { Month } from '../quarter.ts';
import { given, inCents, product, sum, type Origin, type Traced } from '../traced.ts';

/** A day for which children were sent. */
export interface SentDay {
  day: Day;
  /** Of nursery and primary school together: whole, zero or more. */
  children: number;
  /** Of them, those of différenciation positive. */
  positive: number;
  /** Nothing was asked for that day: it counts where ONE accepts that the place was open. */
  red: boolean;
}
export interface SentMonth {
  facilityId: string;
  month: Month;
  days: readonly SentDay[];
}

/** Euros in force on that day. */
export interface Amounts {
  child: (on: Day) => number;
  positive: (on: Day) => number;
}

export const agentReasons = ['no-register', 'counted-twice', 'over-enrolled', 'contest-upheld', 'other'] as const;
/** Chosen by a person. */
export type AgentReason = (typeof agentReasons)[number];
/** Why less is kept than was declared. */
export type ReasonCode = 'as-declared' | 'red-day' | 'late' | AgentReason;

/** « <place>.<month> »: of a line, in facts and in the table of changes. */
export type LineCode = string;
export const lineOf = ({ facilityId, month }: { facilityId: string; month: Month }): LineCode =>
  `${facilityId}.${month}`;
export const placeAndMonthOf = (code: LineCode): { facilityId: string; month: Month } => ({
  facilityId: code.slice(0, code.lastIndexOf('.')),
  month: code.slice(code.lastIndexOf('.') + 1),
});

/** What ONE has decided of what was sent. */
export interface Decided {
  /** « <place>.<day> »: days on which a place was open though nothing was asked, accepted by ONE. */
  accepted: ReadonlySet<string>;
  /** Places that were sent late, and are refused for it by a person. */
  tooLate: ReadonlySet<string>;
  /** A line kept at this amount, for this reason. */
  changes: readonly Change[];
}
export interface Change {
  line: LineCode;
  /** Whole, no more than what is declared. */
  cents: number;
  reason: AgentReason;
}
export const dayOf = (facilityId: string, day: Day): string => `${facilityId}.${day}`;

export interface Line {
  code: LineCode;
  facilityId: string;
  month: Month;
  /** Children of the month added up day by day: as sent, and as kept by the rules. */
  children: { declared: number; retained: number };
  declared: Traced;
  retained: Traced;
  reason: ReasonCode;
  /** Red days that are not kept, in order. */
  left: readonly Day[];
}
export interface Result {
  /** By place as given, then by month. */
  lines: readonly Line[];
  declared: Traced;
  retained: Traced;
}

export function calculate(months: readonly SentMonth[], amounts: Amounts, decided: Decided): Result {
  const lines = months.map((month) => changed(line(month, amounts, decided), decided.changes));
  return {
    lines,
    declared: sum(
      'declared',
      'cents',
      lines.map(({ declared }) => declared),
    ),
    retained: sum(
      'retained',
      'cents',
      lines.map(({ retained }) => retained),
    ),
  };
}

function line(month: SentMonth, amounts: Amounts, { accepted, tooLate }: Decided): Line {
  const { facilityId } = month;
  const code = lineOf(month);
  const days = month.days.toSorted((one, other) => (one.day < other.day ? -1 : 1));
  const isLeft = ({ day, red }: SentDay): boolean => red && !accepted.has(dayOf(facilityId, day));
  const kept = tooLate.has(facilityId) ? [] : days.filter((day) => !isLeft(day));
  const declared = amountOf(code, days, amounts);
  const retained = kept.length === days.length ? declared : amountOf(code, kept, amounts);
  return {
    code,
    facilityId,
    month: month.month,
    children: { declared: childrenOf(days), retained: childrenOf(kept) },
    declared,
    retained,
    reason: retained.value.eq(declared.value) ? 'as-declared' : tooLate.has(facilityId) ? 'late' : 'red-day',
    left: days.filter((day) => isLeft(day) && day.children > 0).map(({ day }) => day),
  };
}
const childrenOf = (days: readonly SentDay[]): number => days.reduce((total, { children }) => total + children, 0);

/** Days of one amount are added up, then multiplied: an amount that changes within the month is applied by day. */
function amountOf(code: LineCode, days: readonly SentDay[], amounts: Amounts): Traced {
  return inCents(
    code,
    sum(`${code}.sum`, 'euros', [
      ...parts(`${code}.children`, 'child-day', days, ({ children }) => children, amounts.child),
      ...parts(`${code}.positive`, 'positive-day', days, ({ positive }) => positive, amounts.positive),
    ]),
  );
}

function parts(
  code: string,
  parameter: string,
  days: readonly SentDay[],
  countOf: (day: SentDay) => number,
  amount: (on: Day) => number,
): Traced[] {
  const declared: Origin = { kind: 'declared' };
  const runs: { euros: number; days: SentDay[] }[] = [];
  for (const day of days.filter((one) => countOf(one) > 0)) {
    const euros = amount(day.day);
    const last = runs.at(-1);
    if (last?.euros === euros) last.days.push(day);
    else runs.push({ euros, days: [day] });
  }
  return runs.map((run) => {
    const from = run.days[0]!.day;
    return product(`${code}.${from}`, 'euros', [
      sum(
        `${code}.${from}.count`,
        'count',
        run.days.map((one) => given(`${code}.${one.day}`, countOf(one), 'count', declared)),
      ),
      given(`${code}.${from}.amount`, run.euros, 'euros', { kind: 'parameter', code: parameter, on: from }),
    ]);
  });
}

function changed(kept: Line, changes: readonly Change[]): Line {
  const change = changes.find(({ line: code }) => code === kept.code);
  if (!change) return kept;
  const { cents, reason } = change;
  return { ...kept, retained: given(kept.code, cents, 'cents', { kind: 'agent', reason }), reason };
}
