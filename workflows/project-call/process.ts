/**
 * Appel à projets (Cigogne +5200): deposited until the hour at which the call closes, examined by ONE, results published for all at once.
 * The guide of rights (2025) names the call and nothing more: the whole course is «hypothèse».
 */
import { kitEffects } from '../effect-kinds.ts';
import { hypothesis, kitActs, over } from '../kit-acts.ts';
import { delay, type Process, type Transitions } from '../procedure.ts';
import { effects, slug, type Opinion, type Words } from './contract.ts';

const guide = 'Guide des droits 2025: « Appel à projets Cigogne +5200 » (le nom seul)';
/** Who examines the files of the places of an administration. */
const examiner = 'asr-manager';

const everywhere = kitActs<Words>({ writers: ['operator', examiner], to: 'cancelled' });

/** A file is the operator's until the results are there. */
const untilResults: Transitions<Words> = {
  withdraw: { by: ['operator'], to: 'withdrawn', effects: ['notify-agents'], basis: hypothesis },
};
const opinion: Transitions<Words>['give-opinion'] = {
  by: [examiner],
  to: 'examined',
  note: (data, { complete, selected }) => ({ ...data, opinion: { complete, selected } }),
  basis: hypothesis,
};

export const process: Process<Words> = {
  slug,
  prefix: 'AP',
  title: 'Appel à projets',
  subject: 'facility',
  dossier: 'cigogne',
  stages: { deposit: 'Déposé', examination: 'Examen', result: 'Résultat' },
  target: () => delay('target'),

  opens: {
    deposit: {
      by: ['operator'],
      to: 'deposited',
      data: ({ call, closesOn, places }) => ({ call, closesOn, places }),
      effects: ['receipt'],
      basis: guide,
    },
  },

  statuses: {
    'deposited': {
      label: 'Déposé',
      stage: 'deposit',
      turn: 'nobody',
      waitsFor: "la clôture de l'appel",
      deadlines: [{ act: 'close-call', on: ({ data }) => data.closesOn }],
      on: {
        ...untilResults,
        'deposit-again': {
          by: ['operator'],
          until: ({ closesOn }) => closesOn,
          note: (data, { places }) => ({ ...data, places }),
          effects: ['receipt'],
          basis: hypothesis,
        },
        'close-call': { by: ['clock'], to: 'examination', basis: hypothesis },
      },
    },

    'examination': {
      label: 'À examiner',
      stage: 'examination',
      turn: 'one',
      tasks: [{ action: 'give-opinion', role: examiner, due: delay('examination') }],
      on: { ...untilResults, 'give-opinion': opinion },
    },

    // Which opinion it is stays at ONE.
    'examined': {
      label: 'Examiné',
      stage: 'examination',
      turn: 'nobody',
      waitsFor: 'la publication des résultats',
      undated: true,
      on: {
        ...untilResults,
        'give-opinion': { ...opinion, to: 'examined' },
        'publish-result': {
          by: ['procedure'],
          to: ({ opinion: given }) => (given?.selected ? 'selected' : 'not-selected'),
          effects: ['notify-operator'],
          basis: hypothesis,
        },
      },
    },

    'selected': over('Retenu', 'result'),
    'not-selected': over('Non retenu', 'result'),
    'withdrawn': over("Retiré par l'opérateur", 'result'),
    'cancelled': over('Annulé', 'result'),
  },

  everywhere,
  effects: { ...kitEffects, ...effects },
  examples: {
    openings: { deposit: [{ call: '00000000-0000-4000-8000-000000000001', closesOn: '2027-03-31', places: 14 }] },
    facts: {
      'deposit-again': () => [{ places: 21 }],
      'give-opinion': () => opinions,
    },
  },
};

const opinions: readonly Opinion[] = [
  { complete: true, selected: true },
  { complete: true, selected: false },
  { complete: false, selected: false },
];
