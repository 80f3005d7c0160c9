/** Refus: thirty days to remedy (M.B. 28.07.2004, art. 56), then an appeal (art. 57). */
import type { Day } from '../../domain/calendar.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type Moment, type Transition } from '../procedure.ts';
import { afterAnswer, answered } from './completeness.ts';
import type { CaseData, Words } from './contract.ts';
import { decidedBy } from './decision.ts';
import { begin, effectsOfMeasure } from './entry-into-force.ts';
import {
  afterReception,
  afterReceptionIfPosted,
  oncePosted,
  posted,
  posting,
  postingTasks,
  toPost,
} from './registered-post.ts';
import { isMeasure } from './rules.ts';

export const toRemedy: Course<Words> = {
  tasks: [{ action: 'give-remedy', role: 'operator', dueOn: lastDayOfRemedy }, ...postingTasks],
  deadlines: [
    { act: 'remedy-missed', on: oncePosted(lastDayOfRemedy) },
    { act: 'remind-complement', on: oncePosted(lastDayOfRemedy), daysBefore: delay('complement-reminder') },
  ],
  on: {
    ...posting,
    'give-remedy': {
      by: ['operator'],
      note: (data, facts) => ({ ...answered(data, facts), afterRefusal: 'remedied' }),
      to: (data) => afterAnswer(data, 'decision'),
      effects: ['notify-agents'],
      signed: true,
      basis: 'M.B. 28.07.2004, art. 56',
    },
    'remind-complement': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'remedy-missed': {
      by: ['clock'],
      to: 'decision',
      note: (data) => ({ ...data, afterRefusal: 'not-remedied' }),
      effects: ['notify-operator', 'notify-agents'],
      basis: 'M.B. 28.07.2004, art. 56',
    },
  },
};

export const lodgeAppeal: Transition<Words, 'lodge-appeal'> = {
  by: ['operator'],
  to: 'appeal',
  effects: ['letter-appeal', 'notify-agents'],
  signed: true,
  basis: 'M.B. 28.07.2004, art. 57',
};

/** Until the last day of the appeal, which runs from the reception of the letter. @param lapsesTo where nobody has appealed by then */
export const mayBeAppealed = (lapsesTo: Extract<Words['status'], 'closed' | 'closed-refused'>): Course<Words> => ({
  tasks: [{ action: 'lodge-appeal', role: 'operator', dueOn: lastDayOfAppeal }, ...postingTasks],
  deadlines: [{ act: 'appeal-lapsed', on: oncePosted(lastDayOfAppeal) }],
  on: {
    ...posting,
    'lodge-appeal': lodgeAppeal,
    'appeal-lapsed': {
      by: ['clock'],
      to: lapsesTo,
      effects: ['notify-operator'],
      basis: 'M.B. 28.07.2004, art. 57',
    },
  },
});

export const refusalConfirmed = mayBeAppealed('closed-refused');

export const appealLodged: Course<Words> = {
  tasks: [{ action: 'decide-appeal', role: 'appeal-secretariat', due: delay('appeal-decision') }],
  // An appeal does not stop a measure: it still begins on its day.
  deadlines: [
    {
      act: 'take-effect',
      on: ({ data }) => (isMeasure(data.kind) && !data.inForce ? data.effectiveOn : null),
      at: 'start',
    },
  ],
  on: {
    'take-effect': {
      by: ['clock'],
      when: (data) => isMeasure(data.kind) && !data.inForce,
      note: begin,
      effects: effectsOfMeasure,
      basis: 'Date fixée par la décision',
    },
    'plan-hearing': {
      by: ['appeal-secretariat'],
      note: (data, facts) => ({ ...data, hearingOn: facts.hearingOn }),
      effects: ['notify-operator'],
      basis: 'M.B. 28.07.2004, art. 57: le pouvoir organisateur est entendu',
    },
    'decide-appeal': {
      by: ['appeal-secretariat'],
      signed: true,
      note: (data, facts, at) => ({
        ...data,
        appeal: facts.outcome,
        ...(facts.outcome === 'dismissed'
          ? {}
          : {
              ...decidedBy(facts, data),
              outcome: facts.outcome === 'upheld' ? 'upheld-on-appeal' : 'upheld-in-part-on-appeal',
            }),
        ...posted(facts, 'appeal-secretariat', at),
      }),
      to: (data, facts) => (facts.outcome === 'dismissed' ? afterDismissal(data) : 'granted'),
      effects: ['letter-decision', 'notify-operator', 'notify-agents'],
      basis: 'M.B. 28.07.2004, art. 57',
    },
  },
};

// The case stays until its last letter is posted: nobody would see it any more.
export const appealDismissed: Course<Words> = {
  tasks: postingTasks,
  on: {
    'send-registered': {
      ...posting['send-registered']!,
      to: (data) => (isMeasure(data.kind) ? 'closed' : 'closed-refused'),
    },
  },
};

/** An appeal that fails leaves the measure: it still begins on its day. What is over is closed once its letter is posted. */
function afterDismissal(data: CaseData): Words['status'] {
  if (isMeasure(data.kind) && !data.inForce) return 'measure-decided';
  if (toPost(data)) return 'appeal-dismissed';
  return isMeasure(data.kind) ? 'closed' : 'closed-refused';
}

/** Last day to lodge an appeal: 30 days from reception (M.B. 28.07.2004, art. 57). */
export function lastDayOfAppeal(moment: Moment<CaseData>): Day {
  return afterReception(moment, 'appeal');
}

/** Last day to remedy a refusal: 30 days from reception (M.B. 28.07.2004, art. 56). */
function lastDayOfRemedy(moment: Moment<CaseData>): Day {
  return afterReceptionIfPosted(moment, 'remedy');
}

/** An appeal is still possible: none was decided, and its delay has not passed. */
export function mayAppeal(data: CaseData): boolean {
  return data.appeal === undefined;
}
