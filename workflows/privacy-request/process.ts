/**
 * Demande relative aux données personnelles: one case for each right that somebody uses. Whoever asks may be a user of any portal or a person without
 * an account: what they do comes in by the role `procedure`, from a page of their own. The month is the law's; other delays are parameters.
 */
import { addMonths, dayOf, type Instant } from '../../domain/calendar.ts';
import { kitEffects } from '../effect-kinds.ts';
import { hypothesis, kitActs, over } from '../kit-acts.ts';
import { delay, parameterOf, type Moment, type Process, type Transitions } from '../procedure.ts';
import { effects, outcomes, refusalMotives, slug, type Asked, type CaseData, type Words } from './contract.ts';
import { resumed, termAfter } from './term.ts';

const month = 'RGPD, art. 12(3)';
const dueOn = ({ data }: Moment<CaseData>): string => data.dueOn;

const asks = (about: Asked) => (data: CaseData, _: object, at: Instant) => ({
  ...data,
  question: { about, on: dayOf(at) },
});
/** The month runs on from where it stood. */
const runsOn = ({ question, ...data }: CaseData, _: object, at: Instant): CaseData => ({
  ...data,
  dueOn: question ? resumed(data.dueOn, question.on, dayOf(at)) : data.dueOn,
});

const withdraw: Transitions<Words> = {
  withdraw: { by: ['procedure'], to: 'withdrawn', effects: ['notify-agents'], basis: hypothesis },
};
const decisions: Transitions<Words> = {
  ...withdraw,
  answer: {
    by: ['dpo'],
    to: 'answered',
    note: (data, { outcome }) => ({ ...data, outcome }),
    effects: ['tell-asker'],
    basis: month,
  },
  refuse: {
    by: ['dpo'],
    to: 'refused',
    note: (data, { motive }) => ({ ...data, motive }),
    effects: ['tell-asker'],
    basis: 'RGPD, art. 12(4)',
  },
};

const kit = kitActs<Words>({ writers: ['dpo'], to: 'cancelled' });

export const process: Process<Words> = {
  slug,
  prefix: 'VP',
  title: 'Données personnelles',
  subject: 'asker',
  several: true,
  dossier: null,
  restricted: true,
  confidential: true,
  stages: { received: 'Reçue', examined: 'Examinée', over: 'Clôturée' },
  target: () => delay('answer'),

  opens: {
    ask: {
      by: ['procedure'],
      to: 'examine',
      data: ({ account, receivedOn }, _at, parameters) => ({
        account,
        dueOn: termAfter(receivedOn, parameterOf('answer', parameters)),
      }),
      effects: ['notify-agents'],
      basis: 'RGPD, art. 15 à 22',
    },
  },

  statuses: {
    'examine': {
      label: 'À examiner',
      stage: 'examined',
      turn: 'one',
      tasks: [{ action: 'answer', role: 'dpo', dueOn }],
      deadlines: [
        { act: 'remind', on: dueOn, daysBefore: delay('reminder'), reminds: true },
        { act: 'term-missed', on: dueOn },
      ],
      on: {
        ...decisions,
        // A signed-in person is known already.
        'ask-identity': {
          by: ['dpo'],
          to: 'question-asked',
          when: ({ account }) => !account,
          note: asks('identity'),
          effects: ['tell-asker'],
          basis: 'RGPD, art. 12(6)',
        },
        'ask-precision': {
          by: ['dpo'],
          to: 'question-asked',
          note: asks('precision'),
          effects: ['tell-asker'],
          basis: 'RGPD, considérant 63',
        },
        // Within the first month, and once: the person hears of it with the reasons.
        'prolong': {
          by: ['dpo'],
          to: 'examine',
          when: ({ prolonged }) => !prolonged,
          until: (data) => data.dueOn,
          note: (data, { until }) => ({ ...data, prolonged: true as const, dueOn: until }),
          effects: ['tell-asker'],
          basis: month,
        },
        'remind': { by: ['clock'], effects: ['notify-agents'], basis: hypothesis },
        'term-missed': {
          by: ['clock'],
          to: 'late',
          effects: ['tell-asker', 'notify-agents'],
          basis: 'RGPD, art. 12(4)',
        },
      },
    },

    'question-asked': {
      label: 'Question posée',
      stage: 'received',
      turn: 'nobody',
      waitsFor: 'la réponse de la personne',
      deadlines: [
        { act: 'remind-reply', after: delay('reply'), daysBefore: delay('reply-reminder') },
        { act: 'reply-missed', after: delay('reply') },
      ],
      on: {
        ...decisions,
        'give-reply': {
          by: ['procedure'],
          to: 'examine',
          note: runsOn,
          effects: ['notify-agents'],
          basis: 'EDPB, lignes directrices 01/2022',
        },
        'remind-reply': { by: ['clock'], effects: ['tell-asker'], basis: hypothesis },
        // Silence refuses nothing by itself: the officer decides with what is known.
        'reply-missed': { by: ['clock'], to: 'examine', note: runsOn, effects: ['notify-agents'], basis: hypothesis },
      },
    },

    'late': {
      label: 'Hors délai',
      stage: 'examined',
      turn: 'one',
      tasks: [{ action: 'answer', role: 'dpo', dueOn }],
      on: decisions,
    },

    'answered': over('Répondue', 'over'),
    'refused': over('Refusée', 'over'),
    'withdrawn': over('Retirée', 'over'),
    'cancelled': over('Annulée', 'over'),
  },

  everywhere: {
    ...kit,
    'write-message': { by: ['dpo'], effects: ['tell-asker'] },
    // The helpdesk does not read it.
    'cancel': { by: ['dpo'], to: 'cancelled', effects: ['tell-asker'], basis: hypothesis },
    'escalate': { by: ['clock'], effects: ['notify-agents'], basis: hypothesis },
  },
  effects: { ...kitEffects, ...effects },
  examples: {
    openings: { ask: [false, true].map((account) => ({ account, receivedOn: '2027-01-11' })) },
    facts: {
      answer: () => outcomes.map((outcome) => ({ outcome })),
      refuse: () => refusalMotives.map((motive) => ({ motive })),
      prolong: ({ dueOn: last }) => [{ until: addMonths(last, 2) }],
    },
    parameters: { answer: { value: 1, unit: 'months' } },
  },
};
