/**
 * Validation des photos d'un milieu d'accueil, before parents see them on Premiers Pas: the procedure itself, status by status.
 * Every delay is a parameter; where no document gives it, `basis` says «hypothèse».
 */
import { kitEffects } from '../effect-kinds.ts';
import { hypothesis, kitActs, over } from '../kit-acts.ts';
import { delay, type Process, type Role, type Transitions } from '../procedure.ts';
import { followerOf, followers } from '../roles.ts';
import { effects, kinds, motives, slug, type CaseData, type Words } from './contract.ts';

const guide = 'Guide accueillant·e, 6.1: photo validée par votre agent conseil';
const validator = ({ childminder }: CaseData): Role => followerOf(childminder);

const everywhere = kitActs<Words>({ writers: ['operator', ...followers], to: 'cancelled' });

/** A photo is the operator's: he may take it back at any moment, without a reason. */
const untilPublished: Transitions<Words> = {
  withdraw: { by: ['operator'], to: 'withdrawn', effects: ['notify-agents'], basis: 'RGPD, art. 7 et 17' },
};

export const process: Process<Words> = {
  slug,
  prefix: 'PH',
  title: 'Validation des photos',
  subject: 'facility',
  // The Guide des droits names no file for the signalétique.
  dossier: 'authorisation',
  stages: { proposed: 'Proposée', validation: 'Validation', shown: 'Visible', closed: 'Clôturée' },
  target: () => delay('target'),

  opens: {
    propose: {
      by: ['operator'],
      to: 'validation',
      data: ({ kind, childminder }) => ({ kind, childminder }),
      effects: ['notify-agents'],
      basis: guide,
    },
  },

  statuses: {
    'validation': {
      label: "En attente de l'ONE",
      stage: 'validation',
      turn: 'one',
      tasks: [{ action: 'accept', role: validator, due: delay('validation') }],
      on: {
        ...untilPublished,
        'accept': {
          by: followers,
          whose: validator,
          to: 'published',
          effects: ['publish-photo', 'notify-operator'],
          basis: guide,
        },
        'ask-another': {
          by: followers,
          whose: validator,
          to: 'another-asked',
          note: (data, { motive }) => ({ ...data, motive }),
          effects: ['notify-operator'],
          basis: hypothesis,
        },
        'refuse': {
          by: followers,
          whose: validator,
          to: 'refused',
          note: (data, { motive }) => ({ ...data, motive }),
          effects: ['notify-operator'],
          basis: guide,
        },
      },
    },

    'another-asked': {
      label: 'Autre photo demandée',
      stage: 'proposed',
      turn: 'operator',
      tasks: [{ action: 'give-another', role: 'operator', due: delay('another') }],
      deadlines: [
        { act: 'another-missed', after: delay('another') },
        { act: 'remind-another', after: delay('another'), daysBefore: delay('another-reminder') },
      ],
      on: {
        ...untilPublished,
        'give-another': {
          by: ['operator'],
          to: 'validation',
          note: ({ motive: _, ...data }) => data,
          effects: ['notify-agents'],
          basis: hypothesis,
        },
        'remind-another': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        // Nothing is lost by it: the place is free again, and a photo may be proposed at any time.
        'another-missed': {
          by: ['clock'],
          to: 'closed-without-follow-up',
          effects: ['notify-operator'],
          basis: hypothesis,
        },
      },
    },

    'published': {
      label: 'Visible des parents',
      stage: 'shown',
      turn: 'nobody',
      waitsFor: "le retrait de la photo, ou la fin de l'activité",
      standing: true,
      on: {
        'withdraw': {
          by: ['operator'],
          to: 'withdrawn',
          effects: ['take-down-photo'],
          basis: 'RGPD, art. 7 et 17',
        },
        // A parent recognises a child after all.
        'remove': {
          by: followers,
          whose: validator,
          to: 'removed',
          note: (data, { motive }) => ({ ...data, motive }),
          effects: ['take-down-photo', 'notify-operator'],
          basis: hypothesis,
        },
        'lapse': { ...everywhere.lapse, effects: ['take-down-photo', 'notify-operator'] },
        'cancel': { ...everywhere.cancel, effects: ['take-down-photo', 'notify-operator', 'notify-agents'] },
      },
    },

    'refused': over('Refusée', 'closed'),
    'withdrawn': over("Retirée par l'opérateur", 'closed'),
    'removed': over("Retirée par l'ONE", 'closed'),
    'closed-without-follow-up': over('Classée sans suite', 'closed'),
    'cancelled': over('Annulée', 'closed'),
  },

  everywhere,
  effects: { ...kitEffects, ...effects },
  examples: {
    openings: {
      propose: kinds.slice(0, 1).flatMap((kind) => [true, false].map((childminder) => ({ kind, childminder }))),
    },
    facts: { 'ask-another': reasons, 'refuse': reasons, 'remove': reasons },
  },
};

function reasons() {
  return motives.map((motive) => ({ motive }));
}
