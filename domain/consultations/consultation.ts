/** A medical consultation at a crèche: what is wrong with it, and what it is worth (Guide du milieu d'accueil, 10.1.3.2). */
import type { Day } from '../calendar.ts';
import { given, inCents, product, type Traced } from '../traced.ts';

/** Minutes since midnight. */
export type Minute = number;

/** As it stands while it is filled in: what was not said yet is null. */
export interface DraftConsultation {
  id: string;
  on: Day | null;
  from: Minute | null;
  to: Minute | null;
  /** Collaboration of a doctor with the crèche. */
  collaboration: string | null;
}
export type Consultation = { [Field in keyof DraftConsultation]: NonNullable<DraftConsultation[Field]> };

/** The days on which a doctor may be chosen, and how far they come. */
export interface Collaboration {
  id: string;
  /** Of the collaboration. */
  from: Day;
  until: Day | null;
  /** Days on which they were validated and not suspended; none: ONE has not decided yet. */
  valid: readonly { from: Day; until: Day | null }[];
  /** There and back. */
  kilometres: number;
}

export type ConsultationFault =
  | 'missing'
  | 'outside-month'
  | 'in-future'
  | 'departure-before-arrival'
  | 'closed-day'
  | 'same-doctor-twice'
  | 'no-collaboration'
  | 'not-validated';
/** Questions. `long`: longer than usual (hypothèse); `same-day`: the doctor has come twice, and the way is paid twice. */
export type ConsultationDoubt = 'long' | 'same-day';
const usualMinutes = 240;

export interface ConsultationPoint {
  id: string;
  field: 'on' | 'from' | 'to' | 'collaboration';
  code: ConsultationFault | ConsultationDoubt;
  weight: 'fault' | 'doubt';
  /** The other consultation at the same time, or on the same day. */
  otherId?: string;
}

const covers = ({ from, until }: { from: Day; until: Day | null }, day: Day): boolean =>
  from <= day && (until === null || day <= until);

/** Whether the doctor was validated on the day: only then it is signed and paid. */
export const isValidOn = (collaboration: Collaboration | undefined, day: Day): boolean =>
  collaboration !== undefined && covers(collaboration, day) && collaboration.valid.some((one) => covers(one, day));

/** Whether ONE has not decided on the doctor yet: what they did may be written down, and signed later. */
export const isWaitingOn = (collaboration: AskedCollaboration | undefined, day: Day): boolean =>
  collaboration?.waits === true && covers(collaboration, day) && !isValidOn(collaboration, day);

export interface AskedCollaboration extends Collaboration {
  waits: boolean;
}

export interface ConsultationRules {
  month: string;
  today: Day;
  isClosed: (day: Day) => boolean;
  collaborations: ReadonlyMap<string, AskedCollaboration>;
}

/** In the order of the consultations. */
export function checkConsultations(all: readonly DraftConsultation[], rules: ConsultationRules): ConsultationPoint[] {
  return all.flatMap((one, index) => {
    const { id, on, from, to, collaboration } = one;
    const points: ConsultationPoint[] = [];
    const fault = (field: ConsultationPoint['field'], code: ConsultationFault, otherId?: string): void => {
      points.push({ id, field, code, weight: 'fault', ...(otherId ? { otherId } : {}) });
    };
    for (const field of ['on', 'from', 'to', 'collaboration'] as const)
      if (one[field] === null) fault(field, 'missing');
    if (on !== null) {
      if (on.slice(0, 7) !== rules.month) fault('on', 'outside-month');
      else if (on > rules.today) fault('on', 'in-future');
      else if (rules.isClosed(on)) fault('on', 'closed-day');
    }
    if (from !== null && to !== null) {
      if (to <= from) fault('to', 'departure-before-arrival');
      else if (to - from > usualMinutes) points.push({ id, field: 'to', code: 'long', weight: 'doubt' });
    }
    // Of a day that is wrong itself, nothing more is said.
    if (on !== null && collaboration !== null && !points.some(({ field }) => field === 'on')) {
      const doctor = rules.collaborations.get(collaboration);
      if (!doctor || !covers(doctor, on)) fault('collaboration', 'no-collaboration');
      else if (!isValidOn(doctor, on) && !isWaitingOn(doctor, on)) fault('collaboration', 'not-validated');
    }
    const other = all.slice(0, index).find((earlier) => isSameTime(earlier, one));
    if (other) fault('from', 'same-doctor-twice', other.id);
    const before = other ? undefined : all.slice(0, index).find((earlier) => isSameDay(earlier, one));
    if (before && !points.some(({ field }) => field === 'on'))
      points.push({ id, field: 'on', code: 'same-day', weight: 'doubt', otherId: before.id });
    return points;
  });
}
const isSameDay = (a: DraftConsultation, b: DraftConsultation): boolean =>
  isWhole(a) && isWhole(b) && a.collaboration === b.collaboration && a.on === b.on;
const isSameTime = (a: DraftConsultation, b: DraftConsultation): boolean =>
  isSameDay(a, b) && isWhole(a) && isWhole(b) && a.from < b.to && b.from < a.to;
export const isWhole = (one: DraftConsultation): one is Consultation =>
  one.on !== null && one.from !== null && one.to !== null && one.collaboration !== null;

/** Hours, to the nearest quarter of an hour; half a quarter counts as one (hypothèse). */
export const hoursOf = ({ from, to }: Pick<Consultation, 'from' | 'to'>): number =>
  Math.max(0, Math.round((to - from) / 15) / 4);

/** What a consultation is worth, with its calculation, at the tariffs of its day. @param hourly, kilometre in euros */
export function worthOf(
  one: Consultation,
  kilometres: number,
  { hourly, kilometre }: { hourly: number; kilometre: number },
): { fees: Traced; travel: Traced } {
  const tariff = (code: string, euros: number): Traced =>
    given(code, euros, 'euros', { kind: 'parameter', code, on: one.on });
  const amount = (code: string, quantity: Traced, price: Traced): Traced =>
    inCents(code, product(`${code}.product`, 'euros', [quantity, price]));
  const declared = { kind: 'declared' } as const;
  return {
    fees: amount('fees', given('hours', hoursOf(one), 'hours', declared), tariff('hourly-fee', hourly)),
    travel: amount('travel', given('kilometres', kilometres, 'kilometres', declared), tariff('kilometre', kilometre)),
  };
}
