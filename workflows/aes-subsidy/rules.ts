/** What the table asks of a quarter, and what it rests on. Pure. */
import { addMonths, dayOf, type Day } from '../../domain/calendar.ts';
import { lastDayOfQuarter } from '../../domain/after-school/budget-year.ts';
import { lastDayOfMonth, monthOf } from '../../domain/quarter.ts';
import { delay, valueOf, type DeadlineRow, type Parameters } from '../procedure.ts';
import { balanceOf } from '../signed-sum.ts';
import type { CaseData, Facts, PlaceId, PlaceSent, SentFacts, Words } from './contract.ts';

export const tutorial = 'Tutoriel pour l’encodage des présences AES1';
/** The article gives a flat amount for the children of a day; who controls and who signs, no document says. */
export const decree =
  'Décret ATL du 3 juillet 2003, art. 35 (forfait par jour de présence) ; le contrôle et la signature : hypothèse';

export const firstData = ({ quarter }: Facts['open-quarter'], parameters: Parameters): CaseData => ({
  quarter,
  lastDay: lastDayFor(quarter, parameters),
  sent: {},
  left: null,
  paid: 0,
  contests: {},
});

/** The last calendar day of the second month after the quarter: a Sunday does not move it (hypothèse). Parameter `submission`. */
export const lastDayFor = (quarter: string, parameters: Parameters): Day =>
  lastDayOfMonth(
    monthOf(addMonths(`${lastDayOfQuarter(quarter).slice(0, 7)}-01`, valueOf(delay('submission'), parameters))),
  );

const isLate = ({ lastDay }: CaseData, at: number): boolean => dayOf(at) > lastDay;
/** Places are to be sent still. */
export const hasRest = ({ left }: CaseData): boolean => left !== 0;
/** Sent too late, and nobody has decided yet. */
export const lateToDecide = ({ sent }: CaseData): PlaceId[] =>
  Object.entries(sent)
    .filter(([, { late }]) => late === 'to-decide')
    .map(([id]) => id);
export const hasLate = (data: CaseData): boolean => lateToDecide(data).length > 0;
/** Sent, and not refused for being late. */
export const accepted = ({ sent }: CaseData): PlaceId[] =>
  Object.entries(sent)
    .filter(([, { late }]) => late !== 'refused')
    .map(([id]) => id);
/** The calculation that the operator reads and contests; undefined before the first signature. */
export const signedDigest = ({ signed, signedOn, calculation }: CaseData): string | undefined =>
  signedOn === undefined ? undefined : (signed ?? calculation?.digest);
/** Cents retained by the calculation that was signed last, never by one that is proposed since; undefined before the first signature. */
export const signedCentsOf = (data: CaseData): number | undefined =>
  data.signedOn === undefined
    ? undefined
    : (data.signedCents ?? (data.calculation?.digest === signedDigest(data) ? data.calculation?.retained : undefined));
/** Cents that the next file pays, to the places that are owed something. */
export const toPayOf = (data: CaseData): number => data.calculation?.toPay ?? Math.max(balanceOf(data), 0);
/** Sent since the last control. */
export const isToControl = ({ sent }: CaseData): boolean =>
  Object.values(sent).some(({ controlled, late }) => !controlled && late !== 'refused');
/** Nothing is left for the operator to send; nor would anybody else take it up. */
export const restIsClosable = (data: CaseData): boolean => hasRest(data) && data.overdue === true;

/** Sent for the first time or once more. Late is what is sent for the first time after the last day. */
export function withSent(data: CaseData, { places, left }: SentFacts, at: number): CaseData {
  const late = isLate(data, at);
  const sent: Record<PlaceId, PlaceSent> = { ...data.sent };
  for (const [id, digest] of Object.entries(places)) {
    const before = sent[id];
    sent[id] = {
      digest,
      ...(before ? (before.late ? { late: before.late } : {}) : late ? { late: 'to-decide' } : {}),
    };
  }
  return { ...data, sent, left };
}
/** @param late what ONE has decided of them */
export const withLate = (data: CaseData, places: readonly PlaceId[], late: 'accepted' | 'refused'): CaseData => ({
  ...data,
  sent: Object.fromEntries(
    Object.entries(data.sent).map(([id, place]) => [id, places.includes(id) ? { ...place, late } : place]),
  ),
});
/** Each of them has been looked at: what is proposed is of all that was sent so far. */
export const allControlled = (data: CaseData): CaseData => ({
  ...data,
  sent: Object.fromEntries(Object.entries(data.sent).map(([id, place]) => [id, { ...place, controlled: true }])),
});
const restDueOn = ({ data }: { data: CaseData }): Day | null => (hasRest(data) && !data.overdue ? data.lastDay : null);
const reminder = (parameter: string): DeadlineRow<Words> => ({
  act: 'remind',
  on: restDueOn,
  daysBefore: delay(parameter),
});
/** As long as places are left, wherever the others are. */
export const untilLastDay: readonly DeadlineRow<Words>[] = [
  reminder('reminder-1'),
  reminder('reminder-2'),
  reminder('reminder-3'),
  { act: 'last-day-ends', on: restDueOn },
];
