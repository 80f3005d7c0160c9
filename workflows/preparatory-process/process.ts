/**
 * Processus préparatoire à l'autorisation (Prepacc), of somebody who wants to open a crèche or to receive children at home: the procedure itself,
 * status by status. What ONE says here is advice; the authorisation is asked for afterwards. Every delay is a parameter; no document gives any.
 */
import { kitEffects } from '../effect-kinds.ts';
import { awaited, hypothesis, kitActs, over } from '../kit-acts.ts';
import { delay, type Process } from '../procedure.ts';
import { followers } from '../roles.ts';
import { effects, kinds, opinions, slug, type Fixed, type Opinion, type Opinions, type Words } from './contract.ts';
import {
  appointments,
  byCarrier,
  byOne,
  calledOff,
  completing,
  follower,
  goesOn,
  guide,
  judging,
  meeting,
  reminding,
  reporting,
  resting,
  suggesting,
  toSleep,
} from './rules.ts';

const fixed: Fixed = { type: 'visit', on: '2027-02-01', from: '09:30' };
const { type, ...slot } = fixed;
const all = (opinion: Opinion, premises = opinion): Opinions => ({
  project: opinion,
  premises,
  capacity: opinion,
  staff: opinion,
  viability: opinion,
});

export const process: Process<Words> = {
  slug,
  prefix: 'PP',
  title: 'Processus préparatoire',
  // There is no place yet: the project is that of who will answer for it.
  subject: 'organising-body',
  dossier: 'authorisation',
  stages: { introduced: 'Introduit', met: 'Rendez-vous', opinion: 'Avis', ready: 'Prêt', over: 'Clôturé' },
  target: () => delay('target'),

  opens: {
    introduce: {
      by: ['operator'],
      to: 'to-meet',
      data: ({ kind }) => ({ kind }),
      effects: ['receipt', 'notify-agents'],
      basis: guide,
    },
  },

  // In the order in which they are shown: what the carrier may do at any time comes after what is to be done.
  statuses: {
    'to-meet': {
      label: 'Rendez-vous à proposer',
      stage: 'introduced',
      turn: 'one',
      tasks: [{ action: 'propose-dates', role: follower, due: delay('first-contact') }],
      on: { ...meeting, ...reporting, ...completing, ...resting },
    },
    'dates-proposed': {
      label: 'Date à choisir',
      stage: 'met',
      turn: 'operator',
      ...awaited('choose-date', 'dates'),
      on: {
        ...suggesting,
        ...meeting,
        ...reminding,
        'choose-date': {
          ...byCarrier,
          to: 'appointment',
          note: ({ slots: _, ...data }, { on, from }) => ({ ...data, appointmentAt: { on, from } }),
          effects: ['notify-agents', 'notify-operator'],
        },
        'dates-missed': toSleep,
        ...resting,
      },
    },
    'dates-suggested': {
      label: 'Autres dates demandées',
      stage: 'met',
      turn: 'one',
      tasks: [{ action: 'confirm-appointment', role: follower, due: delay('dates-answer') }],
      on: { ...meeting, ...resting },
    },
    'appointment': {
      label: 'Rendez-vous fixé',
      stage: 'met',
      turn: 'nobody',
      waitsFor: 'le jour du rendez-vous',
      deadlines: [
        {
          act: 'remind-appointment',
          on: ({ data }) => data.appointmentAt?.on,
          daysBefore: delay('appointment-reminder'),
          reminds: true,
        },
        { act: 'appointment-over', on: ({ data }) => data.appointmentAt?.on },
      ],
      on: {
        ...suggesting,
        ...meeting,
        ...calledOff,
        ...reporting,
        'remind-appointment': { by: ['clock'], effects: ['notify-operator', 'notify-agents'], basis: hypothesis },
        'appointment-over': { by: ['clock'], to: 'report', effects: ['notify-agents'], basis: hypothesis },
        ...resting,
      },
    },
    'report': {
      label: 'Compte rendu à écrire',
      stage: 'met',
      turn: 'one',
      tasks: [{ action: 'record-report', role: follower, due: delay('report') }],
      on: { ...meeting, ...calledOff, ...reporting, ...resting },
    },
    'opinion': {
      label: 'Avis en préparation',
      stage: 'opinion',
      turn: 'one',
      tasks: [{ action: 'give-opinion', role: follower, due: delay('opinion') }],
      on: { ...meeting, ...completing, ...judging, ...resting },
    },
    'complement-asked': {
      label: 'Complément demandé',
      stage: 'introduced',
      turn: 'operator',
      ...awaited('give-complement', 'complement'),
      on: {
        ...reminding,
        'give-complement': { ...byCarrier, to: goesOn, effects: ['notify-agents'] },
        'complement-missed': toSleep,
        ...resting,
      },
    },
    'to-improve': {
      label: 'Projet à améliorer',
      stage: 'opinion',
      turn: 'operator',
      ...awaited('improve', 'improvement'),
      on: {
        ...meeting,
        ...reminding,
        'improve': { ...byCarrier, to: 'opinion', effects: ['notify-agents'] },
        'improvement-missed': toSleep,
        ...resting,
      },
    },
    'to-declare': {
      label: 'Avis rendu',
      stage: 'opinion',
      turn: 'one',
      tasks: [{ action: 'declare-ready', role: follower, due: delay('declaration') }],
      on: {
        ...completing,
        ...judging,
        'declare-ready': { ...byOne, to: 'ready', effects: ['letter-ready', 'notify-operator'] },
        ...resting,
      },
    },
    'asleep': {
      label: 'En veille',
      stage: 'introduced',
      turn: 'nobody',
      standing: true,
      waitsFor: 'un mot du porteur du projet',
      deadlines: [{ act: 'remind-asleep', after: delay('asleep-reminder') }],
      on: {
        'wake': {
          ...byCarrier,
          to: goesOn,
          note: ({ asleepBy: _, ...data }) => data,
          effects: ['notify-agents'],
        },
        'withdraw': resting.withdraw!,
        'remind-asleep': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
      },
    },
    'ready': over('Prêt à demander une autorisation', 'ready'),
    'withdrawn': over('Retiré par le porteur du projet', 'over'),
    'cancelled': over('Annulé', 'over'),
  },

  everywhere: kitActs<Words>({ writers: ['operator', ...followers], to: 'cancelled' }),
  effects: { ...kitEffects, ...effects },
  appointments,
  examples: {
    openings: { introduce: kinds.map((kind) => ({ kind })) },
    facts: {
      'propose-dates': () => [{ type, slots: [slot] }],
      'choose-date': () => [slot],
      'suggest-dates': () => [{ slots: [slot] }],
      'confirm-appointment': () => [fixed],
      'record-report': () => [{ type, heldOn: slot.on }],
      'give-opinion': () =>
        [all('favourable'), ...opinions.slice(1).map((one) => all('favourable', one))].map((given) => ({
          opinions: given,
        })),
    },
  },
};
