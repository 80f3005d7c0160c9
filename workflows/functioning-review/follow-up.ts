/** Suivi: once a year, what has become of each action, until the cycle is over. */
import { addMonths, dayOf, type Day } from '../../domain/calendar.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, valueOf, type Course, type Moment } from '../procedure.ts';
import { followers } from '../roles.ts';
import type { CaseData, Words } from './contract.ts';
import { after, follower, suspending } from './rules.ts';

const asked = ({ followUp }: CaseData): boolean => followUp === 'asked';
const toNote = ({ followUp }: CaseData): boolean => followUp === 'sent' || followUp === 'missed';

/** Each year on the day on which the plan was signed; a suspension moves it. */
const nextFollowUp = ({ data, parameters }: Moment<CaseData>): Day | null => {
  if (data.followUp !== 'waiting') return null;
  const months = 12 * valueOf(delay('follow-up'), parameters) * (data.followUps + 1);
  const day = addMonths(data.since, months);
  return day < data.cycleEndsOn ? day : null;
};
const lastDayToSend = ({ data, parameters }: Moment<CaseData>): Day | null =>
  data.followUp === 'asked' && data.followUpOn ? after(data.followUpOn, 'follow-up-answer', parameters) : null;

export const turnInFollowUp = (data: CaseData): 'operator' | 'one' | 'nobody' =>
  asked(data) ? 'operator' : toNote(data) ? 'one' : 'nobody';

export const followUp: Course<Words> = {
  tasks: [
    { action: 'send-follow-up', role: 'operator', dueOn: lastDayToSend, while: asked },
    { action: 'note-follow-up', role: follower, due: delay('follow-up-note'), while: toNote },
  ],
  deadlines: [
    { act: 'ask-follow-up', on: nextFollowUp, at: 'start' },
    { act: 'remind', on: lastDayToSend, daysBefore: delay('follow-up-reminder') },
    { act: 'follow-up-missed', on: lastDayToSend },
    { act: 'end-cycle', on: ({ data }) => data.cycleEndsOn, at: 'start' },
  ],
  on: {
    ...suspending('follow-up'),
    'ask-follow-up': {
      by: ['clock'],
      note: (data, _facts, at) => ({ ...data, followUp: 'asked', followUpOn: dayOf(at) }),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
    'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'send-follow-up': {
      by: ['operator'],
      when: asked,
      note: (data) => ({ ...data, followUp: 'sent' }),
      effects: ['notify-agents'],
      basis: hypothesis,
    },
    'follow-up-missed': {
      by: ['clock'],
      when: asked,
      note: (data) => ({ ...data, followUp: 'missed' }),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
    'note-follow-up': {
      by: followers,
      whose: follower,
      when: toNote,
      note: ({ followUpOn: _, ...data }) => ({ ...data, followUp: 'waiting', followUps: data.followUps + 1 }),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
    'end-cycle': {
      by: ['clock'],
      to: 'closed',
      effects: ['plan-next-review', 'notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};
