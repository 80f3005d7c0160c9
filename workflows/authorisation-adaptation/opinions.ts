/** Avis et visite: asked at the same time; the decision waits for the last one. */
import { addWorkingDays, dayOf, type Day } from '../../domain/calendar.ts';
import type { Appointments } from '../appointments.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, parameterOf, type Course, type Moment, type Role } from '../procedure.ts';
import { followerOf, followers } from '../roles.ts';
import type { CaseData, Status, Words } from './contract.ts';
import { askingComplement, untilDecided } from './until-decided.ts';

/** The opinions are asked at the same time; the decision waits for the last one. */
export const nextAfterOpinions = (data: CaseData): Status =>
  data.opinion === 'asked' || data.healthOpinion === 'asked' ? 'instruction' : 'decision';

const visitor = ({ home }: CaseData): Role => followerOf(home);

export const underInstruction: Course<Words> = {
  tasks: [
    {
      action: 'propose-visit',
      role: visitor,
      due: delay('visit-planning'),
      while: (data) => data.visit === 'to-plan',
    },
    {
      action: 'choose-visit-date',
      role: 'operator',
      dueOn: lastDayOfChoice,
      while: (data) => data.visit === 'proposed',
    },
    {
      action: 'report-visit',
      role: visitor,
      due: delay('opinion'),
      while: (data) => data.visit === 'planned',
    },
    {
      action: 'give-opinion',
      role: visitor,
      due: delay('opinion'),
      while: (data) => data.opinion === 'asked' && (data.visit === 'done' || data.visit === 'none'),
    },
    {
      action: 'give-health-opinion',
      role: 'health-referent',
      due: delay('health-opinion'),
      while: (data) => data.healthOpinion === 'asked',
    },
  ],
  deadlines: [
    {
      act: 'remind-visit',
      on: ({ data }) => (data.visit === 'planned' ? data.visitOn : null),
      daysBefore: delay('visit-reminder'),
    },
    { act: 'visit-choice-missed', on: lastDayOfChoice },
  ],
  on: {
    ...untilDecided,
    ...askingComplement('instruction'),
    'propose-visit': {
      by: followers,
      whose: visitor,
      when: (data) => data.visit === 'to-plan',
      note: (data, { chooseBy }, at) => ({ ...data, visit: 'proposed', visitProposedOn: dayOf(at), chooseBy }),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
    'choose-visit-date': {
      by: ['operator'],
      when: (data) => data.visit === 'proposed',
      note: (data, { visitOn, from }) => ({ ...data, visit: 'planned', visitOn, visitFrom: from }),
      effects: ['letter-visit', 'notify-agents', 'notify-operator'],
      basis: hypothesis,
    },
    'refuse-visit-dates': {
      by: ['operator'],
      when: (data) => data.visit === 'proposed',
      note: (data) => ({ ...data, visit: 'to-plan' }),
      effects: ['notify-agents'],
      basis: hypothesis,
    },
    // Left unanswered, the visit is the agent's to plan again.
    'visit-choice-missed': {
      by: ['clock'],
      when: (data) => data.visit === 'proposed',
      note: (data) => ({ ...data, visit: 'to-plan' }),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
    // Fixed by the agent after a talk, or moved; the earlier day stays in the acts.
    'plan-visit': {
      by: followers,
      whose: visitor,
      when: (data) => data.visit === 'to-plan' || data.visit === 'proposed' || data.visit === 'planned',
      note: (data, { visitOn, from }) => ({ ...data, visit: 'planned', visitOn, visitFrom: from }),
      effects: ['letter-visit', 'notify-operator'],
      basis: hypothesis,
    },
    'remind-visit': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'report-visit': {
      by: followers,
      whose: visitor,
      when: (data) => data.visit === 'planned',
      note: (data, facts) => ({ ...data, visit: 'done', visitOn: facts.visitedOn }),
      basis: hypothesis,
    },
    'give-opinion': {
      by: followers,
      whose: visitor,
      when: (data) => data.opinion === 'asked' && (data.visit === 'done' || data.visit === 'none'),
      to: nextAfterOpinions,
      note: (data, facts) => ({ ...data, opinion: facts.opinion }),
      effects: ['notify-agents'],
      basis: hypothesis,
    },
    'give-health-opinion': {
      by: ['health-referent'],
      when: (data) => data.healthOpinion === 'asked',
      to: nextAfterOpinions,
      note: (data, facts) => ({ ...data, healthOpinion: facts.opinion }),
      effects: ['notify-agents'],
      basis: hypothesis,
    },
  },
};

export const visits: Appointments<Words> = {
  title: "Visite de l'ONE",
  minutes: 120,
  standing: (_status, { visit, visitOn, visitFrom }) =>
    visit === 'planned' && visitOn ? { on: visitOn, from: visitFrom } : undefined,
  fixedBy: {
    'choose-visit-date': ({ visitOn, from }) => ({ on: visitOn, from }),
    'plan-visit': ({ visitOn, from }) => ({ on: visitOn, from }),
  },
  changedBy: ['report-visit', 'withdraw', 'cancel', 'lapse'],
};

/** Last day to choose among the proposed dates of a visit; null when none are proposed. */
function lastDayOfChoice({ data, parameters }: Moment<CaseData>): Day | null {
  if (data.visit !== 'proposed' || !data.visitProposedOn) return null;
  return data.chooseBy ?? addWorkingDays(data.visitProposedOn, parameterOf('visit-choice', parameters).value);
}
