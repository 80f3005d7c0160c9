/** A month of consultations as it is signed: its lines with their calculation, their digest, and the mark by which one knows that nothing has moved. */
import { createHash } from 'node:crypto';
import type { Day } from '../../domain/calendar.ts';
import type { Minute } from '../../domain/consultations/consultation.ts';
import { doctorName } from '../../domain/doctors/name.ts';
import type { LookedAt, Worth } from '../../domain/consultations/month.ts';
import type { Month } from '../../domain/quarter.ts';
import { centsOf, keep, read, type Kept } from '../../domain/traced.ts';
import { canonical } from '../act-hash.ts';
import type { EncodedLine, EncodedMonth } from './month.ts';

/** Content of `sign-consultations`: what stands here is what was signed. */
export interface SignedMonth {
  month: Month;
  lines: readonly SignedLine[];
}
export interface SignedLine {
  id: string;
  on: Day;
  from: Minute;
  to: Minute;
  collaboration: string;
  /** As the doctor was called. */
  doctor: string;
  hours: number;
  kilometres: number;
  /** In euros. */
  hourly: number;
  kilometre: number;
  fees: Kept;
  travel: Kept;
}

export const centsOfLine = ({
  fees,
  travel,
}: Pick<SignedLine, 'fees' | 'travel'>): { fees: number; travel: number } => ({
  fees: centsOf(read(fees)),
  travel: centsOf(read(travel)),
});
export const worthAsSigned = ({ fees, travel, hourly, kilometre, kilometres }: SignedLine): Worth => ({
  fees: read(fees),
  travel: read(travel),
  tariff: { hourly, kilometre },
  kilometres,
});

/** What was signed before stays as it was; what is ready now is added. In the order of the page. */
export function toSign(
  { month, looked, doctors }: Pick<EncodedMonth, 'month' | 'looked' | 'doctors'>,
  before: readonly SignedLine[],
): SignedMonth {
  const known = new Map(before.map((line) => [line.id, line]));
  return {
    month,
    lines: looked.lines.flatMap((one) => {
      if (one.standing === 'signed') return known.get(one.line.id) ?? [];
      return one.standing === 'ready' ? (lineOf(one, doctors) ?? []) : [];
    }),
  };
}
function lineOf(
  { line, hours, worth }: LookedAt<EncodedLine>,
  doctors: EncodedMonth['doctors'],
): SignedLine | undefined {
  const { id, on, from, to, collaboration } = line;
  const doctor = doctors.get(collaboration ?? '');
  if (on === null || from === null || to === null || !doctor || hours === undefined || !worth) return undefined;
  const { fees, travel, tariff, kilometres } = worth;
  return {
    ...{ id, on, from, to, collaboration: doctor.id, doctor: doctorName(doctor), hours, kilometres },
    ...tariff,
    fees: keep(fees),
    travel: keep(travel),
  };
}

/** SHA-256 in hex. */
export const digestOf = (signed: SignedMonth): string => sha256(signed).toString('hex');
const sha256 = (value: unknown): Buffer => createHash('sha256').update(canonical(value)).digest();

/** What a page has shown of a month, in short: the digest of what would be signed, and a few letters for each line. */
export function markOf(month: EncodedMonth, before: readonly SignedLine[]): string {
  const lines = month.looked.lines.map((one) => shortId(one.line.id) + lettersOf(one));
  return [month.month, digestOf(toSign(month, before)), ...lines].join('.');
}
/** `other`: an amount or a validation, which no line says. */
export type ChangeSeen = { what: 'added' | 'changed'; line: EncodedLine } | { what: 'removed' | 'other' };

/** @returns undefined where all is as the mark says */
export function changesSince(
  mark: string,
  month: EncodedMonth,
  before: readonly SignedLine[],
): ChangeSeen[] | undefined {
  if (mark === markOf(month, before)) return undefined;
  const [, , ...lines] = mark.split('.');
  const seen = new Map(lines.map((one) => [one.slice(0, idLength), one.slice(idLength)]));
  const changes = month.looked.lines.flatMap((one): ChangeSeen[] => {
    const was = seen.get(shortId(one.line.id));
    seen.delete(shortId(one.line.id));
    if (was === undefined) return [{ what: 'added', line: one.line }];
    return was === lettersOf(one) ? [] : [{ what: 'changed', line: one.line }];
  });
  const gone = [...seen.keys()].map((): ChangeSeen => ({ what: 'removed' }));
  return changes.length + gone.length > 0 ? [...changes, ...gone] : [{ what: 'other' }];
}
const idLength = 22;
const shortId = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
/** Signed or ready, it is the same line: who signs twice has seen what they signed. */
const lettersOf = ({ line: { on, from, to, collaboration }, standing }: LookedAt<EncodedLine>): string =>
  sha256([on, from, to, collaboration, standing === 'signed' ? 'ready' : standing])
    .toString('base64url')
    .slice(0, 4);
