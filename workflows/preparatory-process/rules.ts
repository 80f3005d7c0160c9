/** What the table asks of a project: who follows it, where it goes on, and its appointment. */
import type { Appointments } from '../appointments.ts';
import { hypothesis } from '../kit-acts.ts';
import type { Role, Transitions } from '../procedure.ts';
import { followerOf, followers } from '../roles.ts';
import type { CaseData, Status, Words } from './contract.ts';

export const guide = "Guide du milieu d'accueil, 5.1: processus préparatoire à l'autorisation";

/** The agent conseil a home, the coordination accueil a crèche (hypothèse). */
export const follower = ({ kind }: CaseData): Role => followerOf(kind === 'home');
export const byOne = { by: followers, whose: follower, basis: hypothesis } as const;
export const byCarrier = { by: ['operator'], basis: hypothesis } as const;

/** Nothing is agreed upon any more. */
const without = ({ type: _, slots: __, appointmentAt: ___, ...data }: CaseData): CaseData => data;
/** Where a project goes on after a detour: to its opinion once an appointment was held. */
export const goesOn = ({ met }: CaseData): Status => (met ? 'opinion' : 'to-meet');

/** The carrier's own pace: a project may rest, or be given up, whoever's turn it is. */
export const resting: Transitions<Words> = {
  pause: {
    ...byCarrier,
    to: 'asleep',
    note: (data) => ({ ...without(data), asleepBy: 'operator' }),
    // The others of the body too: an appointment may fall.
    effects: ['notify-agents', 'notify-operator'],
  },
  withdraw: { ...byCarrier, to: 'withdrawn', effects: ['notify-agents', 'notify-operator'] },
};

/** Silence puts a project to sleep; nothing is refused by the clock. */
export const toSleep = {
  by: ['clock'],
  to: 'asleep',
  note: (data: CaseData): CaseData => ({ ...without(data), asleepBy: 'silence' }),
  effects: ['notify-operator', 'notify-agents'],
  basis: hypothesis,
} as const;
export const reminding: Transitions<Words> = {
  remind: { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
};

/** Dates by ONE: two or three to choose from, or one that was agreed upon by telephone. */
export const meeting: Transitions<Words> = {
  'propose-dates': {
    ...byOne,
    to: 'dates-proposed',
    note: (data, { type, slots }) => ({ ...without(data), type, slots }),
    effects: ['notify-operator'],
  },
  'confirm-appointment': {
    ...byOne,
    to: 'appointment',
    note: (data, { type, on, from }) => ({ ...without(data), type, appointmentAt: { on, from } }),
    effects: ['notify-operator'],
  },
};
export const suggesting: Transitions<Words> = {
  'suggest-dates': {
    ...byCarrier,
    to: 'dates-suggested',
    note: ({ appointmentAt: _, ...data }, { slots }) => ({ ...data, slots }),
    effects: ['notify-agents', 'notify-operator'],
  },
};
export const calledOff: Transitions<Words> = {
  'cancel-appointment': { ...byOne, to: goesOn, note: without, effects: ['notify-operator'] },
};
export const reporting: Transitions<Words> = {
  'record-report': {
    ...byOne,
    to: 'opinion',
    note: (data) => ({ ...without(data), met: true }),
    effects: ['notify-operator'],
  },
};
export const completing: Transitions<Words> = {
  'ask-complement': { ...byOne, to: 'complement-asked', effects: ['notify-operator'] },
};

/** An opinion against the project on one subject is to be answered; reserves are not in the way of what follows. */
export const judging: Transitions<Words> = {
  'give-opinion': {
    ...byOne,
    to: (_, { opinions }) => (Object.values(opinions).includes('unfavourable') ? 'to-improve' : 'to-declare'),
    note: (data, { opinions }) => ({ ...data, opinions }),
    effects: ['letter-opinion', 'notify-operator'],
  },
};

/** Other dates, proposed by either side, undo the one that was fixed. */
export const appointments: Appointments<Words> = {
  title: "Rendez-vous pour un projet d'accueil",
  minutes: 90,
  standing: (_status, { appointmentAt }) => appointmentAt,
  fixedBy: { 'choose-date': (slot) => slot, 'confirm-appointment': (slot) => slot },
  changedBy: [
    'propose-dates',
    'suggest-dates',
    'cancel-appointment',
    'record-report',
    'pause',
    'withdraw',
    'cancel',
    'lapse',
  ],
};
