/** Rencontre: dates proposed by either side until one is confirmed, and minutes that ONE writes and the operator agrees to or contests. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import type { Appointments } from '../appointments.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type Moment, type Transition } from '../procedure.ts';
import { followers } from '../roles.ts';
import type { CaseData, MeetingState, MinutesEnd, Words } from './contract.ts';
import { after, begun, follower, suspending } from './rules.ts';
import { givingHealthOpinion, healthOpinionAsked } from './self-assessment.ts';

const is =
  (...states: readonly MeetingState[]) =>
  ({ meeting }: CaseData): boolean =>
    states.includes(meeting);
const untilHeld = is('to-plan', 'proposed', 'suggested', 'confirmed');
const isToCome = (on: Day, at: Instant): boolean => on >= dayOf(at);

const withoutSlots = ({ slots: _, slotsOn: __, ...data }: CaseData): CaseData => data;
const byOne = { by: followers, whose: follower, basis: hypothesis } as const;
const byOperator = { by: ['operator'], basis: hypothesis } as const;

/** Counted from the proposal: the same dates, proposed again, have a day of their own. */
const lastDayOfChoice = ({ data, parameters }: Moment<CaseData>): Day | null =>
  data.meeting === 'proposed' && data.slotsOn ? after(data.slotsOn, 'dates-answer', parameters) : null;
const lastDayOfMinutes = ({ data, parameters }: Moment<CaseData>): Day | null =>
  data.meeting === 'minutes' && data.slotsOn ? after(data.slotsOn, 'minutes-agreement', parameters) : null;

const ends = (minutes: MinutesEnd): Pick<Transition<Words, 'agree-minutes'>, 'to' | 'note' | 'when'> => ({
  when: is('minutes'),
  to: 'plan-drafting',
  note: (data, _facts, at) => begun({ ...withoutSlots(data), minutes }, at),
});

/** A date holds until another is confirmed; while the review is held up, none does. */
export const meetings: Appointments<Words> = {
  title: 'Rencontre du bilan de fonctionnement',
  minutes: 120,
  standing: (status, data) => (status === 'meeting' && untilHeld(data) ? data.meetingAt : undefined),
  fixedBy: { 'choose-meeting': (slot) => slot, 'confirm-meeting': (slot) => slot },
  changedBy: [
    'cancel-meeting',
    'slots-unanswered',
    'meeting-over',
    'record-minutes',
    'suspend',
    'resume',
    'cancel',
    'lapse',
  ],
};

export const turnInMeeting = (data: CaseData): 'operator' | 'one' | 'nobody' => {
  if (is('proposed', 'minutes')(data)) return 'operator';
  return data.meeting === 'confirmed' && data.healthOpinion === 'given' ? 'nobody' : 'one';
};

export const meeting: Course<Words> = {
  tasks: [
    { action: 'propose-meeting', role: follower, due: delay('meeting-planning'), while: is('to-plan') },
    { action: 'choose-meeting', role: 'operator', dueOn: lastDayOfChoice, while: is('proposed') },
    { action: 'confirm-meeting', role: follower, due: delay('dates-answer'), while: is('suggested') },
    {
      action: 'record-minutes',
      role: follower,
      dueOn: ({ data, parameters }) => after(data.meetingAt?.on ?? data.since, 'minutes', parameters),
      while: is('held', 'contested'),
    },
    { action: 'agree-minutes', role: 'operator', dueOn: lastDayOfMinutes, while: is('minutes') },
    healthOpinionAsked,
  ],
  deadlines: [
    { act: 'slots-unanswered', on: lastDayOfChoice },
    {
      act: 'remind-meeting',
      on: ({ data }) => (data.meeting === 'confirmed' ? data.meetingAt?.on : null),
      daysBefore: delay('meeting-reminder'),
    },
    { act: 'meeting-over', on: ({ data }) => (data.meeting === 'confirmed' ? data.meetingAt?.on : null) },
    { act: 'remind', on: lastDayOfMinutes, daysBefore: delay('minutes-reminder') },
    { act: 'minutes-unanswered', on: lastDayOfMinutes },
  ],
  on: {
    ...suspending('meeting'),
    ...givingHealthOpinion,
    // Also when a date is confirmed already: that one holds until another is.
    'propose-meeting': {
      ...byOne,
      when: untilHeld,
      note: (data, { slots }, at) => ({ ...data, meeting: 'proposed', slots, slotsOn: dayOf(at) }),
      effects: ['notify-operator'],
    },
    'choose-meeting': {
      ...byOperator,
      when: is('proposed'),
      note: (data, slot) => ({ ...withoutSlots(data), meeting: 'confirmed', meetingAt: slot }),
      effects: ['notify-agents', 'notify-operator'],
    },
    'suggest-meeting': {
      ...byOperator,
      when: untilHeld,
      note: (data, { slots }, at) => ({ ...data, meeting: 'suggested', slots, slotsOn: dayOf(at) }),
      effects: ['notify-agents'],
    },
    'confirm-meeting': {
      ...byOne,
      when: untilHeld,
      note: (data, slot) => ({ ...withoutSlots(data), meeting: 'confirmed', meetingAt: slot }),
      effects: ['notify-operator', 'notify-agents'],
    },
    'cancel-meeting': {
      ...byOne,
      when: (data) => data.meetingAt !== undefined && untilHeld(data),
      note: ({ meetingAt: _, ...data }) => ({ ...withoutSlots(data), meeting: 'to-plan' }),
      effects: ['notify-operator', 'notify-agents'],
    },
    'slots-unanswered': {
      by: ['clock'],
      when: is('proposed'),
      // A date that went by while others were asked for is no meeting: nothing says that it was held.
      note: ({ meetingAt, ...data }, _facts, at) =>
        meetingAt && isToCome(meetingAt.on, at)
          ? { ...withoutSlots(data), meeting: 'confirmed', meetingAt }
          : { ...withoutSlots(data), meeting: 'to-plan' },
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
    'remind-meeting': { by: ['clock'], effects: ['notify-operator', 'notify-agents'], basis: hypothesis },
    'meeting-over': {
      by: ['clock'],
      note: (data) => ({ ...data, meeting: 'held' }),
      effects: ['notify-agents'],
      basis: hypothesis,
    },
    'record-minutes': {
      ...byOne,
      // Also of a date that was agreed otherwise, by telephone: the minutes say its day, which is never to come.
      when: (data) => untilHeld(data) || is('held', 'contested')(data),
      note: (data, { heldOn }, at) => ({
        ...withoutSlots(data),
        meeting: 'minutes',
        meetingAt: { from: '', ...data.meetingAt, on: heldOn },
        slotsOn: dayOf(at),
      }),
      effects: ['notify-operator'],
    },
    'agree-minutes': { ...byOperator, ...ends('agreed'), effects: ['notify-agents'] },
    'contest-minutes': {
      ...byOperator,
      when: is('minutes'),
      note: (data) => ({ ...withoutSlots(data), meeting: 'contested' }),
      effects: ['notify-agents'],
    },
    'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    // Silence does not hold up the rest: it is kept as silence, not as agreement.
    'minutes-unanswered': {
      by: ['clock'],
      ...ends('not-contested'),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};
