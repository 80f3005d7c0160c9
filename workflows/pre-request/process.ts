/**
 * Pré-demande d'une place: one case for each place that a family has asked. The family has no account: what it does comes in by the role
 * `procedure`, from the page that its code opens. Every delay is a parameter; where no document gives it, `basis` says «hypothèse».
 */
import type { Day } from '../../domain/calendar.ts';
import { after } from '../../domain/quantity.ts';
import { kitEffects } from '../effect-kinds.ts';
import { hypothesis, kitActs, over } from '../kit-acts.ts';
import { delay, parameterOf, type DeadlineRow, type Moment, type Process, type Transitions } from '../procedure.ts';
import { followers } from '../roles.ts';
import { effects, refusalMotives, slug, type CaseData, type Words } from './contract.ts';

const online = 'Pré-demandes en ligne, octobre 2025 (Ligueur)';
const lawful = 'Arrêté du Gouvernement, M.B. 28 juillet 2004, art. 50';

const kit = kitActs<Words>({ writers: followers, to: 'cancelled' });
const everywhere = {
  ...kit,
  'cancel': { ...kit.cancel, effects: ['tell-family', 'notify-operator', 'notify-agents'] as const },
  'lapse': { ...kit.lapse, to: 'place-closed' as const, effects: ['tell-family', 'notify-operator'] as const },
};

/** A family may take it back at any moment, without a reason; and it has no object any more once the child has a place. */
const ofTheFamily: Transitions<Words> = {
  'withdraw': { by: ['procedure'], to: 'withdrawn', effects: ['notify-operator'], basis: 'RGPD, art. 7 et 17' },
  'found-elsewhere': {
    by: ['procedure'],
    to: 'placed-elsewhere',
    effects: ['tell-family', 'notify-operator'],
    basis: hypothesis,
  },
};

const offered = {
  by: ['operator'],
  to: 'offered',
  note: (data: CaseData, { from, replyBy }: NonNullable<CaseData['offer']>) => ({ ...data, offer: { from, replyBy } }),
  effects: ['tell-family'],
  basis: online,
} as const;
const answers: Transitions<Words> = {
  ...ofTheFamily,
  'offer-place': offered,
  'ask-question': { by: ['operator'], to: 'question-asked', effects: ['tell-family'], basis: hypothesis },
  'refuse': {
    by: ['operator'],
    to: 'refused',
    note: (data, { motive }) => ({ ...data, motive }),
    effects: ['tell-family'],
    basis: lawful,
  },
};
const toList: Transitions<Words> = {
  'put-on-list': { by: ['operator'], to: 'on-list', effects: ['tell-family'], basis: hypothesis },
};

/** So long after the month in which the child should have come. */
const expiryOf = ({ data, parameters }: Moment<CaseData>): Day =>
  after(`${data.month}-01`, parameterOf('expiry', parameters));
const expires: readonly DeadlineRow<Words>[] = [
  { act: 'remind-expiry', on: expiryOf, daysBefore: delay('expiry-reminder'), reminds: true },
  { act: 'expire', on: expiryOf },
];
const expiring: Transitions<Words> = {
  'remind-expiry': { by: ['clock'], effects: ['tell-family'], basis: hypothesis },
  'expire': { by: ['clock'], to: 'expired', effects: ['tell-family', 'notify-operator'], basis: hypothesis },
};
const replyBy = ({ data }: Moment<CaseData>): Day | undefined => data.offer?.replyBy;

export const process: Process<Words> = {
  slug,
  prefix: 'PD',
  title: 'Pré-demandes',
  subject: 'facility',
  several: true,
  dossier: 'pre-requests',
  stages: { asked: 'Reçue', answered: 'Répondue', offered: 'Place proposée', closed: 'Clôturée' },
  target: () => delay('target'),

  opens: {
    introduce: {
      by: ['procedure'],
      to: 'to-answer',
      data: ({ childminder, month }) => ({ childminder, month }),
      effects: ['notify-operator'],
      basis: online,
    },
  },

  statuses: {
    'to-answer': {
      label: 'À répondre',
      stage: 'asked',
      turn: 'operator',
      tasks: [{ action: 'offer-place', role: 'operator', due: delay('answer') }],
      deadlines: [
        { act: 'remind-answer', after: delay('answer'), daysBefore: delay('answer-reminder') },
        { act: 'answer-missed', after: delay('answer') },
      ],
      on: {
        ...answers,
        ...toList,
        'remind-answer': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        // The family hears that nobody has answered yet; the place may still do so.
        'answer-missed': {
          by: ['clock'],
          to: 'unanswered',
          effects: ['tell-family', 'notify-operator', 'notify-agents'],
          basis: hypothesis,
        },
      },
    },

    'unanswered': {
      label: 'Réponse en retard',
      stage: 'asked',
      turn: 'operator',
      tasks: [{ action: 'offer-place', role: 'operator' }],
      deadlines: expires,
      on: { ...answers, ...toList, ...expiring },
    },

    'question-asked': {
      label: 'Question à la famille',
      stage: 'asked',
      turn: 'nobody',
      waitsFor: 'la réponse de la famille',
      deadlines: [
        { act: 'remind-question', after: delay('reply'), daysBefore: delay('reply-reminder') },
        { act: 'question-missed', after: delay('reply') },
      ],
      on: {
        ...answers,
        ...toList,
        'answer-question': { by: ['procedure'], to: 'to-answer', effects: ['notify-operator'], basis: hypothesis },
        'remind-question': { by: ['clock'], effects: ['tell-family'], basis: hypothesis },
        // Silence loses nothing: the place decides with what it knows.
        'question-missed': { by: ['clock'], to: 'to-answer', effects: ['notify-operator'], basis: hypothesis },
      },
    },

    'on-list': {
      label: "Sur liste d'attente",
      stage: 'answered',
      turn: 'nobody',
      waitsFor: "qu'une place se libère",
      deadlines: expires,
      on: { ...answers, ...expiring },
    },

    'offered': {
      label: 'Place proposée',
      stage: 'offered',
      turn: 'nobody',
      waitsFor: 'la réponse de la famille',
      deadlines: [
        { act: 'remind-offer', on: replyBy, daysBefore: delay('offer-reminder'), reminds: true },
        { act: 'offer-missed', on: replyBy },
      ],
      on: {
        ...ofTheFamily,
        // The offer that stands is the last one.
        'change-offer': offered,
        'confirm-place': {
          by: ['procedure'],
          to: 'confirmed',
          until: (data) => data.offer?.replyBy ?? '0001-01-01',
          effects: ['notify-operator', 'withdraw-others'],
          basis: hypothesis,
        },
        'decline-place': { by: ['procedure'], to: 'declined', effects: ['notify-operator'], basis: hypothesis },
        'remind-offer': { by: ['clock'], effects: ['tell-family'], basis: hypothesis },
        'offer-missed': {
          by: ['clock'],
          to: 'offer-lapsed',
          effects: ['tell-family', 'notify-operator'],
          basis: hypothesis,
        },
      },
    },

    'confirmed': {
      label: 'Place confirmée',
      stage: 'offered',
      turn: 'nobody',
      waitsFor: "l'entrée de l'enfant",
      standing: true,
      deadlines: [{ act: 'enter', on: ({ data }) => data.offer?.from, at: 'start' }],
      on: {
        // Never ended by another confirmation: two at the same moment would end one another.
        'withdraw': ofTheFamily.withdraw!,
        'enter': { by: ['clock'], to: 'placed', effects: [], basis: hypothesis },
      },
    },

    'placed': over('Enfant accueilli', 'closed'),
    'refused': over('Refusée', 'closed'),
    'declined': over('Place déclinée par la famille', 'closed'),
    'offer-lapsed': over('Proposition restée sans réponse', 'closed'),
    'withdrawn': over('Retirée par la famille', 'closed'),
    'placed-elsewhere': over('Retirée : place trouvée ailleurs', 'closed'),
    'expired': over('Échue', 'closed'),
    'place-closed': over("Sans objet : le milieu d'accueil ferme", 'closed'),
    'cancelled': over('Annulée', 'closed'),
  },

  everywhere,
  effects: { ...kitEffects, ...effects },
  examples: {
    openings: { introduce: [false, true].map((childminder) => ({ childminder, month: '2027-09' })) },
    facts: {
      'offer-place': () => [{ from: '2027-09-01', replyBy: '2027-06-30' }],
      'change-offer': () => [{ from: '2027-10-01', replyBy: '2027-07-15' }],
      'refuse': () => refusalMotives.map((motive) => ({ motive })),
    },
  },
};
