/** A month of consultations while it is filled in: what stands where, what may be signed, and what it is worth, line by line and in all. */
import type { Day } from '../calendar.ts';
import { monthOf } from '../quarter.ts';
import { groupBy } from '../group-by.ts';
import { centsOf, type Traced } from '../traced.ts';
import {
  checkConsultations,
  hoursOf,
  isWaitingOn,
  isWhole,
  worthOf,
  type ConsultationPoint,
  type ConsultationRules,
  type DraftConsultation,
} from './consultation.ts';

/** In euros, in force from this day on. */
export interface Tariff {
  from: Day;
  hourly: number;
  kilometre: number;
}
export interface MonthRules extends ConsultationRules {
  tariffOn: (day: Day) => Tariff;
}

/**
 * `signed`: sent with its month, and kept as it was. `ready`: may be signed. `waiting`: nothing is wrong, but ONE has not decided on the
 * doctor yet. `faulty`: to be mended first.
 */
export type Standing = 'signed' | 'ready' | 'waiting' | 'faulty';

export interface LookedAt<Line extends DraftConsultation = DraftConsultation> {
  line: Line;
  standing: Standing;
  points: readonly ConsultationPoint[];
  /** Once arrival and departure are known. */
  hours?: number;
  minutes?: number;
  /** Once day and doctor are known too. */
  worth?: Worth;
}
export interface Worth {
  fees: Traced;
  travel: Traced;
  tariff: Omit<Tariff, 'from'>;
  kilometres: number;
}

export interface Totals {
  consultations: number;
  hours: number;
  /** In cents. */
  fees: number;
  travel: number;
}
export interface MonthLookedAt<Line extends DraftConsultation = DraftConsultation> {
  lines: readonly LookedAt<Line>[];
  signed: Totals;
  /** Of what may be signed. */
  ready: Totals;
  waiting: Totals;
  /** Lines that are to be mended. */
  faulty: number;
}

/** @param signedAs what was sent is worth what it was worth then, whatever a doctor or a tariff has become since */
export function lookAtMonth<Line extends DraftConsultation>(
  all: readonly Line[],
  rules: MonthRules,
  signedAs: ReadonlyMap<string, Worth> = new Map(),
): MonthLookedAt<Line> {
  const points = groupBy(checkConsultations(all, rules), ({ id }) => id);
  const lines = all.map((line): LookedAt<Line> => {
    const worth = signedAs.get(line.id);
    return worth
      ? { line, standing: 'signed', points: [], ...lengthOf(line), worth }
      : lookAt(line, points.get(line.id) ?? [], rules);
  });
  const totalsOf = (standing: Standing): Totals => totals(lines.filter((one) => one.standing === standing));
  return {
    lines,
    signed: totalsOf('signed'),
    ready: totalsOf('ready'),
    waiting: totalsOf('waiting'),
    faulty: lines.filter(({ standing }) => standing === 'faulty').length,
  };
}

function lookAt<Line extends DraftConsultation>(
  line: Line,
  points: readonly ConsultationPoint[],
  { month, collaborations, tariffOn }: MonthRules,
): LookedAt<Line> {
  const { on, collaboration } = line;
  const doctor = collaboration === null ? undefined : collaborations.get(collaboration);
  const standing = points.some(({ weight }) => weight === 'fault')
    ? 'faulty'
    : on !== null && isWaitingOn(doctor, on)
      ? 'waiting'
      : 'ready';
  const seen = { line, standing, points, ...lengthOf(line) } as const;
  if (!isWhole(line) || !doctor || seen.hours === undefined || monthOf(line.on) !== month) return seen;
  const { kilometres } = doctor;
  const { hourly, kilometre } = tariffOn(line.on);
  const tariff = { hourly, kilometre };
  return { ...seen, worth: { ...worthOf(line, kilometres, tariff), tariff, kilometres } };
}
const lengthOf = ({ from, to }: DraftConsultation): { hours?: number; minutes?: number } =>
  from !== null && to !== null && to > from ? { hours: hoursOf({ from, to }), minutes: to - from } : {};

const none: Totals = { consultations: 0, hours: 0, fees: 0, travel: 0 };
const totals = (lines: readonly Pick<LookedAt, 'hours' | 'worth'>[]): Totals =>
  lines.reduce(
    (sum, { hours = 0, worth }) => ({
      consultations: sum.consultations + 1,
      hours: sum.hours + hours,
      fees: sum.fees + (worth ? centsOf(worth.fees) : 0),
      travel: sum.travel + (worth ? centsOf(worth.travel) : 0),
    }),
    none,
  );

/** The one in force on a day. @param tariffs oldest first */
export function tariffIn(tariffs: readonly Tariff[], day: Day): Tariff {
  const tariff = tariffs.findLast(({ from }) => from <= day);
  if (!tariff) throw new Error('no tariff is in force on that day');
  return tariff;
}
