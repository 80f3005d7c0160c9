/**
 * A sum that ONE has calculated and signed, pays, and whose lines the operator may contest for a while: what procedures of subsidies share.
 * Pure, on the data of a case.
 */
import { addDays, type Day } from '../domain/calendar.ts';
import { delay, valueOf, type Parameters } from './parameters.ts';

/** Of a line: contested, then followed or not. Once each. */
export type Contest = 'asked' | 'upheld' | 'dismissed';

export interface SignedSum {
  calculation?: { retained: number };
  /** Cents paid so far. */
  paid: number;
  /** Of the last signature. */
  signedOn?: Day;
  contestOver?: true;
  contests: Readonly<Record<string, Contest>>;
}

/** What is left to pay; below zero it is taken from a later payment. */
export const balanceOf = ({ calculation, paid }: SignedSum): number => (calculation?.retained ?? 0) - paid;
/** Nothing of it was signed: nothing was promised or paid that a refusal would have to take back. */
export const isUnsigned = ({ signedOn }: SignedSum): boolean => signedOn === undefined;
export const isContested = ({ contests }: SignedSum): boolean => Object.values(contests).includes('asked');
/** No line may be contested any more, and none waits for an answer. */
export const isUncontested = (data: SignedSum): boolean => data.contestOver === true && !isContested(data);

/** The last day on which a line may be contested; null before the signature, and once it is over. Parameter `contest`. */
export const contestEndsOn = ({ data, parameters }: { data: SignedSum; parameters: Parameters }): Day | null =>
  data.signedOn && !data.contestOver ? addDays(data.signedOn, valueOf(delay('contest'), parameters)) : null;

export const withContest = <D extends SignedSum>(data: D, line: string, contest: Contest): D => ({
  ...data,
  contests: { ...data.contests, [line]: contest },
});
export const booked = <D extends SignedSum>(data: D, cents: number): D => ({ ...data, paid: data.paid + cents });
/** Of what is signed now, the lines that were never contested may be, for as long again. */
export const signedAt = <D extends SignedSum>(
  { contestOver: _, ...data }: D,
  on: Day,
): Omit<D, 'contestOver'> & { signedOn: Day } => ({
  ...data,
  signedOn: on,
});
