/**
 * What a crèche receives for a quarter, line by line. Pure: what was declared, the rules of its days and what an agent has changed by hand
 * are given; the result carries its trace. The formula is ours until ONE confirms it (hypothèse): staff at the lump sum of the quarter within the
 * norm, the participation of parents that ONE makes up for, consultations of doctors who were validated that day, and costs.
 */
import type { Day } from '../calendar.ts';
import { centsOf, given, inCents, least, product, sum, type Traced } from '../traced.ts';
import { followedBy, lineCodes, type AgentReason, type LineCode, type ReasonCode } from './lines.ts';
import { normOf, normedGroups, type NormedGroup } from './norms.ts';

export type StaffGroup = 'direction' | NormedGroup;
export const staffGroups: readonly StaffGroup[] = ['direction', ...normedGroups];

export interface Consultation {
  id: string;
  on: Day;
  /** Of the consultation, in quarters of an hour already. */
  hours: number;
  /** There and back. */
  kilometres: number;
  /** Whether the doctor was validated and collaborated on that day. */
  valid: boolean;
  /** Signed and sent with its month. */
  sent: boolean;
}

export interface Declared {
  /** Full-times that are to be subsidised, two decimals, by group. */
  fullTimes: Readonly<Record<StaffGroup, number>>;
  attendance: { days: number; halfDays: number };
  consultations: readonly Consultation[];
  /** Sessions with a clerk, and with premises that are paid for. */
  clerkSessions: number;
  premisesSessions: number;
  /** In cents, one for each invoice or session. */
  costs: Readonly<
    Record<
      'supplies' | 'social-travel' | 'education-sessions' | 'parent-sessions' | 'doctor-training',
      readonly number[]
    >
  >;
}

/** In force in the quarter; what differs by day is asked for with the day. */
export interface Rules {
  quarter: string;
  places: number;
  /** The published table: its version, and euros for a full-time of each group. */
  lumpSums: { version: string; euros: Readonly<Record<StaffGroup, number>> };
  /** Euros for a day of presence. */
  reducedFee: number;
  clerk: number;
  premises: number;
  hourly: (on: Day) => number;
  kilometre: (on: Day) => number;
  /** Day as of which the parameters of the quarter are read. */
  on: Day;
}

/** By hand: a line is kept at this amount, for this reason. */
export interface Change {
  line: LineCode;
  cents: number;
  reason: AgentReason;
}

export interface Line {
  code: LineCode;
  declared: Traced;
  retained: Traced;
  reason: ReasonCode;
  /** The line with which it moves, where that is why. */
  follows?: LineCode;
}
export interface Result {
  lines: readonly Line[];
  declared: Traced;
  retained: Traced;
}

const declaredCount = (code: string, count: number, unit: Traced['unit']): Traced =>
  given(code, count, unit, { kind: 'declared' });

export function calculate(declared: Declared, rules: Rules, changes: readonly Change[] = []): Result {
  const lines = lineCodes.map((code) => changed(lineOf[code](code, declared, rules), changes));
  return {
    lines,
    declared: sum(
      'declared',
      'cents',
      lines.map((line) => line.declared),
    ),
    retained: sum(
      'retained',
      'cents',
      lines.map((line) => line.retained),
    ),
  };
}

type LineRule = (code: LineCode, declared: Declared, rules: Rules) => Line;

const staff =
  (group: StaffGroup): LineRule =>
  (code, { fullTimes }, { lumpSums, places }) => {
    const asked = declaredCount(`${code}.full-times`, fullTimes[group], 'full-times');
    const lump = given(`${code}.lump-sum`, lumpSums.euros[group], 'euros', {
      kind: 'scale',
      version: lumpSums.version,
      code: group,
    });
    const kept =
      group === 'direction'
        ? asked
        : least(`${code}.kept`, [
            asked,
            given(`${code}.norm`, normOf(group, places), 'full-times', {
              kind: 'rule',
              source: 'arrêté du 19 décembre 2025, art. 98',
            }),
          ]);
    const amount = (fullTime: Traced): Traced => inCents(code, product(`${code}.product`, 'euros', [fullTime, lump]));
    return reasoned(code, amount(asked), amount(kept), 'norm');
  };

const parameter = (code: string, euros: number, on: Day): Traced =>
  given(code, euros, 'euros', { kind: 'parameter', code, on });

const children: LineRule = (code, { attendance: { days, halfDays } }, { reducedFee, on }) => {
  const counted = sum(`${code}.days`, 'days', [
    declaredCount(`${code}.whole-days`, days, 'days'),
    product(`${code}.half-days`, 'days', [
      declaredCount(`${code}.half-days-count`, halfDays, 'count'),
      given(`${code}.half`, 0.5, 'days', { kind: 'rule', source: 'un demi-jour' }),
    ]),
  ]);
  const amount = inCents(
    code,
    product(`${code}.product`, 'euros', [counted, parameter('reduced-fee', reducedFee, on)]),
  );
  return reasoned(code, amount, amount, 'as-declared');
};

/** Each consultation is rounded by itself: what the operator has signed is what is added up. */
const consultations =
  (of: 'hours' | 'kilometres'): LineRule =>
  (code, { consultations: all }, { hourly, kilometre }) => {
    const amount = (one: Consultation): Traced => {
      const name = `${code}.${one.id}`;
      const tariff =
        of === 'hours'
          ? parameter('hourly-fee', hourly(one.on), one.on)
          : parameter('kilometre', kilometre(one.on), one.on);
      return inCents(name, product(`${name}.product`, 'euros', [declaredCount(`${name}.${of}`, one[of], of), tariff]));
    };
    const kept = all.filter(({ valid, sent }) => valid && sent);
    const why: ReasonCode = all.some(({ valid, sent }) => sent && !valid) ? 'doctor-not-valid' : 'not-sent';
    return reasoned(code, sum(code, 'cents', all.map(amount)), sum(code, 'cents', kept.map(amount)), why);
  };

/** An indemnity for each session: no more of them than sessions that are kept. */
const sessions =
  (count: 'clerkSessions' | 'premisesSessions', tariff: 'clerk' | 'premises'): LineRule =>
  (code, declared, rules) => {
    const asked = declaredCount(`${code}.sessions`, declared[count], 'count');
    const dropped = declared.consultations.filter(({ valid, sent }) => !valid || !sent).length;
    const kept = declared.consultations.length - dropped;
    const most = given(`${code}.kept-sessions`, kept, 'count', { kind: 'rule', source: 'séances retenues' });
    const amount = (number: Traced): Traced =>
      inCents(code, product(`${code}.product`, 'euros', [number, parameter(tariff, rules[tariff], rules.on)]));
    return reasoned(
      code,
      amount(asked),
      dropped > 0 ? amount(least(`${code}.kept`, [asked, most])) : amount(asked),
      'follows',
    );
  };

const costs =
  (of: keyof Declared['costs']): LineRule =>
  (code, declared) => {
    const amount = sum(
      code,
      'cents',
      declared.costs[of].map((cents, index) => declaredCount(`${code}.${String(index + 1)}`, cents, 'cents')),
    );
    return reasoned(code, amount, amount, 'as-declared');
  };

const lineOf: Readonly<Record<LineCode, LineRule>> = {
  'direction': staff('direction'),
  'pms': staff('pms'),
  'childcare': staff('childcare'),
  'reduced-fees': children,
  'fees': consultations('hours'),
  'travel': consultations('kilometres'),
  'clerk': sessions('clerkSessions', 'clerk'),
  'premises': sessions('premisesSessions', 'premises'),
  'supplies': costs('supplies'),
  'social-travel': costs('social-travel'),
  'education-sessions': costs('education-sessions'),
  'parent-sessions': costs('parent-sessions'),
  'doctor-training': costs('doctor-training'),
};

function reasoned(code: LineCode, declared: Traced, retained: Traced, why: ReasonCode): Line {
  if (retained.value.eq(declared.value)) return { code, declared, retained, reason: 'as-declared' };
  const follows = followedBy[code];
  return follows ? { code, declared, retained, reason: 'follows', follows } : { code, declared, retained, reason: why };
}

function changed(line: Line, changes: readonly Change[]): Line {
  const change = changes.find((one) => one.line === line.code);
  if (!change) return line;
  const retained = given(line.code, change.cents, 'cents', { kind: 'agent', reason: change.reason });
  return { code: line.code, declared: line.declared, retained, reason: change.reason };
}

export const totals = ({ declared, retained }: Result): { declared: number; retained: number } => ({
  declared: centsOf(declared),
  retained: centsOf(retained),
});
