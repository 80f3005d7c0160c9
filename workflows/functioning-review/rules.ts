/** What the table asks of a review: who follows it, from when delays run, and what a cessation moves. */
import {
  addDays,
  addMonths,
  daysBetween,
  dayOf,
  nextWorkingDay,
  startOfDay,
  type Day,
  type Instant,
} from '../../domain/calendar.ts';
import { hypothesis } from '../kit-acts.ts';
import {
  delay,
  dueDay,
  valueOf,
  type DeadlineRow,
  type Moment,
  type Parameters,
  type Role,
  type Transitions,
} from '../procedure.ts';
import { followerOf, followers } from '../roles.ts';
import type { CaseData, DefaultStatus, Facts, OpenStatus, Words } from './contract.ts';

export const guide = "Guide du milieu d'accueil, 9: Mes bilans";

/** The coordination accueil follows the review of a crèche, the agent conseil that of a childminder (documents). */
export const follower = ({ home }: CaseData): Role => followerOf(home);

export const firstData = (
  { kind, home, firstDayOn }: Facts['plan'],
  at: Instant,
  parameters: Parameters,
): CaseData => ({
  kind,
  home,
  firstDayOn,
  since: dayOf(at),
  healthOpinion: 'asked',
  meeting: 'to-plan',
  roundsLeft: valueOf(delay('rounds'), parameters),
  followUps: 0,
  followUp: 'waiting',
  cycleEndsOn: addMonths(firstDayOn, 12 * valueOf(delay('cycle'), parameters)),
});

/** A stage begins: its delays run from that day, and what was left undone in the one before is over with what was told of it. */
export const begun = ({ extendedTo: _, defaultIn: __, report: ___, ...data }: CaseData, at: Instant): CaseData => ({
  ...data,
  since: dayOf(at),
});

/** The cycle is counted from day 1: it ends as much later as day 1 is moved, and is fixed once that day has come. */
export const beginningOn = (data: CaseData, firstDayOn: Day): CaseData => ({
  ...data,
  firstDayOn,
  cycleEndsOn: addMonths(firstDayOn, monthsFrom(data.firstDayOn, data.cycleEndsOn)),
});
const monthsFrom = (from: Day, to: Day): number => monthNumber(to) - monthNumber(from);
const monthNumber = (day: Day): number => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7));

/** The last day of a delay of the present stage; ONE may have given another. */
export const lastDay =
  (parameter: string) =>
  ({ data, parameters }: Moment<CaseData>): Day =>
    data.extendedTo ?? after(data.since, parameter, parameters);
export const after = (day: Day, parameter: string, parameters: Parameters): Day =>
  dueDay(startOfDay(day), delay(parameter), parameters);

/**
 * What the operator is asked in a stage: reminded before its last day and twice after it; then it is left undone, which is said to who follows
 * the place. Nothing of an authorisation is decided by the clock.
 */
export const reminded = (
  parameter: string,
  before: readonly string[],
  asked: (data: CaseData) => boolean = () => true,
): DeadlineRow<Words>[] => {
  const last = (moment: Moment<CaseData>): Day | null => (asked(moment.data) ? lastDay(parameter)(moment) : null);
  const late =
    (more: string) =>
    (moment: Moment<CaseData>): Day | null => {
      const day = last(moment);
      return day && addDays(day, valueOf(delay(more), moment.parameters));
    };
  return [
    ...before.map((code): DeadlineRow<Words> => ({ act: 'remind', on: last, daysBefore: delay(code) })),
    { act: 'remind-late', on: late('late-reminder-1'), reminds: true },
    { act: 'remind-late', on: late('late-reminder-2'), reminds: true },
    { act: 'declare-default', on: late('default') },
  ];
};

/** What goes with it: more time from ONE, and what the clock does. */
export const awaiting = (status: DefaultStatus): Transitions<Words> => ({
  'extend': {
    by: followers,
    whose: follower,
    note: (data, { untilOn }) => ({ ...data, extendedTo: untilOn }),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
  'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
  'remind-late': { by: ['clock'], effects: ['notify-operator', 'notify-agents'], basis: hypothesis },
  'declare-default': {
    by: ['clock'],
    to: 'in-default',
    note: (data, _facts, at) => ({ ...begun(data, at), defaultIn: status }),
    effects: ['notify-operator', 'notify-agents'],
    basis: hypothesis,
  },
});

/** A temporary cessation holds it up wherever it is; the reintegration lets it go on. */
export const suspending = (status: OpenStatus): Transitions<Words> => ({
  suspend: {
    by: ['procedure'],
    to: 'suspended',
    note: (data, { returnOn }, at) => ({ ...data, suspendedOn: dayOf(at), returnOn, resumeIn: status }),
    effects: ['notify-operator', 'notify-agents'],
    basis: hypothesis,
  },
});

/** Every day that was still to come moves by as long as it was held up; a meeting whose day has passed is planned anew. */
export function resumed({ suspendedOn, returnOn: _, ...data }: CaseData, at: Instant): CaseData {
  const today = dayOf(at);
  const long = suspendedOn ? daysBetween(suspendedOn, today) : 0;
  const moved = (day: Day): Day => nextWorkingDay(addDays(day, long));
  const { meetingAt, ...rest } = data.resumeIn === 'planned' ? beginningOn(data, moved(data.firstDayOn)) : data;
  const missed = data.meeting === 'confirmed' && meetingAt !== undefined && meetingAt.on < today;
  return {
    ...rest,
    since: addDays(data.since, long),
    ...(data.extendedTo ? { extendedTo: moved(data.extendedTo) } : {}),
    ...(data.followUpOn ? { followUpOn: addDays(data.followUpOn, long) } : {}),
    ...(data.report ? { report: { ...data.report, on: addDays(data.report.on, long) } } : {}),
    ...(data.slotsOn ? { slotsOn: addDays(data.slotsOn, long) } : {}),
    ...(missed ? { meeting: 'to-plan' } : meetingAt ? { meetingAt } : {}),
  };
}
