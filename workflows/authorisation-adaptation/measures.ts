/** Mesures de l'ONE (M.B. 28.07.2004, art. 58): a formal notice, its answer, and a measure that begins on its day. */
import type { Day } from '../../domain/calendar.ts';
import type { Course, Moment } from '../procedure.ts';
import { lastDayOfAppeal, lodgeAppeal, mayAppeal, mayBeAppealed } from './appeal.ts';
import type { CaseData, Words } from './contract.ts';
import { begin, effectsOfMeasure } from './entry-into-force.ts';
import { afterReceptionIfPosted, oncePosted, posting, postingTasks } from './registered-post.ts';

export const noticeGiven: Course<Words> = {
  tasks: [{ action: 'answer-notice', role: 'operator', dueOn: lastDayOfAnswer }, ...postingTasks],
  deadlines: [{ act: 'notice-unanswered', on: oncePosted(lastDayOfAnswer) }],
  on: {
    ...posting,
    'answer-notice': {
      by: ['operator'],
      to: 'decision',
      effects: ['notify-agents'],
      signed: true,
      basis: 'M.B. 28.07.2004, art. 58',
    },
    'notice-unanswered': {
      by: ['clock'],
      to: 'decision',
      effects: ['notify-agents'],
      basis: 'M.B. 28.07.2004, art. 58',
    },
  },
};

export const measureDecided: Course<Words> = {
  tasks: [{ action: 'lodge-appeal', role: 'operator', dueOn: lastDayOfAppeal, while: mayAppeal }, ...postingTasks],
  deadlines: [
    { act: 'take-effect', on: ({ data }) => data.effectiveOn, at: 'start' },
    {
      act: 'appeal-lapsed',
      on: oncePosted((moment) => (mayAppeal(moment.data) ? lastDayOfAppeal(moment) : null)),
    },
  ],
  on: {
    ...posting,
    'lodge-appeal': { ...lodgeAppeal, when: mayAppeal },
    'appeal-lapsed': {
      by: ['clock'],
      when: mayAppeal,
      note: (data) => ({ ...data, appeal: 'lapsed' }),
      effects: ['notify-operator'],
      basis: 'M.B. 28.07.2004, art. 57',
    },
    'take-effect': {
      by: ['clock'],
      note: begin,
      to: (data) => (mayAppeal(data) && data.kind !== 'lifting-of-suspension' ? 'measure-in-force' : 'closed'),
      effects: effectsOfMeasure,
      basis: 'Date fixée par la décision',
    },
  },
};

export const measureInForce = mayBeAppealed('closed');

/** Last day to answer a formal notice. */
function lastDayOfAnswer(moment: Moment<CaseData>): Day {
  return afterReceptionIfPosted(moment, 'notice-answer');
}
