/**
 * Correction d'une donnée consultable, of a place or of its organising body: the procedure itself, status by status. Every delay is a parameter;
 * `basis` says «hypothèse» where no document gives it.
 */
import { kitEffects } from '../effect-kinds.ts';
import { awaited, hypothesis, kitActs, over } from '../kit-acts.ts';
import { delay, type Process, type Role, type Transitions } from '../procedure.ts';
import { desks, effects, kinds, refusalMotives, slug, type CaseData, type Words } from './contract.ts';

const guide = "Guide du milieu d'accueil, 5.4: données consultables";
const decider = ({ desk }: CaseData): Role => desk;

const withdrawn: Transitions<Words> = {
  withdraw: { by: ['operator'], to: 'withdrawn', effects: ['notify-agents'], basis: hypothesis },
};

export const process: Process<Words> = {
  slug,
  prefix: 'CD',
  title: 'Correction de données',
  subject: ['facility', 'organising-body'],
  // The Guide des droits names no file for the signalétique.
  dossier: 'authorisation',
  stages: { asked: 'Demandée', decision: "À l'ONE", over: 'Clôturée' },
  target: () => delay('target'),

  opens: {
    ask: {
      by: ['operator'],
      to: 'decision',
      data: ({ kind, desk }) => ({ kind, desk }),
      effects: ['notify-agents'],
      basis: guide,
    },
  },

  statuses: {
    'decision': {
      label: "En attente de l'ONE",
      stage: 'decision',
      turn: 'one',
      tasks: [{ action: 'accept', role: decider, due: delay('decision') }],
      on: {
        ...withdrawn,
        'accept': {
          by: desks,
          whose: decider,
          to: 'accepted',
          effects: ['apply-correction', 'notify-operator'],
          basis: guide,
        },
        'refuse': {
          by: desks,
          whose: decider,
          to: 'refused',
          note: (data, { motive }) => ({ ...data, motive }),
          effects: ['notify-operator'],
          basis: hypothesis,
        },
        'ask-complement': {
          by: desks,
          whose: decider,
          to: 'complement-asked',
          effects: ['notify-operator'],
          basis: hypothesis,
        },
        'hand-on': {
          by: desks,
          whose: decider,
          to: 'decision',
          note: (data, { desk }) => ({ ...data, desk }),
          effects: ['notify-agents'],
          basis: hypothesis,
        },
      },
    },
    'complement-asked': {
      label: 'Complément demandé',
      stage: 'asked',
      turn: 'operator',
      ...awaited('give-complement', 'complement'),
      on: {
        ...withdrawn,
        'give-complement': { by: ['operator'], to: 'decision', effects: ['notify-agents'], basis: hypothesis },
        'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        // Nothing is lost by it: the datum stays as it is, and may be asked about again at any time.
        'complement-missed': {
          by: ['clock'],
          to: 'closed-without-follow-up',
          effects: ['notify-operator'],
          basis: hypothesis,
        },
      },
    },
    'accepted': over('Corrigée', 'over'),
    'refused': over('Refusée', 'over'),
    'withdrawn': over("Retirée par l'opérateur", 'over'),
    'closed-without-follow-up': over('Classée sans suite', 'over'),
    'cancelled': over('Annulée', 'over'),
  },

  everywhere: kitActs<Words>({ writers: ['operator', ...desks], to: 'cancelled' }),
  effects: { ...kitEffects, ...effects },
  examples: {
    openings: { ask: kinds.slice(0, 1).flatMap((kind) => desks.map((desk) => ({ kind, desk }))) },
    facts: {
      'refuse': () => refusalMotives.map((motive) => ({ motive })),
      'hand-on': () => desks.map((desk) => ({ desk })),
    },
  },
};
