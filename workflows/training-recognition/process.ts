/**
 * Reconnaissance des formations continues AES: one case for each module that a person has followed, or for a qualification. Lines wait at ONE
 * without a task each: the agrément referents decide on groups of them, and each line follows by an act of its own.
 * Delays are parameters; where no document gives them, `basis` says «hypothèse».
 */
import { kitEffects } from '../effect-kinds.ts';
import { hypothesis, kitActs, over } from '../kit-acts.ts';
import { delay, type Process, type Role, type Transition, type Transitions } from '../procedure.ts';
import { effects, motives, slug, type CaseData, type Words } from './contract.ts';

const programme = 'Décret ATL, art. 18 et 20; note «Formation continue AES»';
/** One line by the referent, or many that follow from the decision on their group. */
const deciders: readonly Role[] = ['aes-referent', 'procedure'];
const whose = (): Role => 'aes-referent';

const recognise = (before: CaseData['before']): Transition<Words, 'recognise'> => ({
  by: deciders,
  whose,
  to: 'recognised',
  note: ({ kind }) => ({ kind, before }),
  effects: ['notify-operator'],
  basis: programme,
});
const refuse = (before: CaseData['before']): Transition<Words, 'refuse'> => ({
  by: deciders,
  whose,
  to: 'refused',
  note: ({ kind }, { motive }) => ({ kind, motive, before }),
  effects: ['notify-operator'],
  basis: programme,
});
const merge = (before: CaseData['before']): Transition<Words, 'merge'> => ({
  by: deciders,
  whose,
  to: 'merged',
  note: ({ kind }) => ({ kind, before }),
  effects: ['notify-operator'],
  basis: hypothesis,
});
const withdraw: Transitions<Words>['withdraw'] = { by: ['operator'], to: 'withdrawn', basis: hypothesis };
const reopen: Transitions<Words>['reopen'] = {
  by: deciders,
  whose,
  to: ({ before = 'waiting' }) => before,
  note: ({ kind, before = 'waiting' }) => ({ kind, before }),
  effects: ['notify-operator'],
  basis: hypothesis,
};
const ofModule = ({ kind }: CaseData): boolean => kind === 'module';

const everywhere = kitActs<Words>({ writers: ['operator', 'aes-referent'], to: 'cancelled' });

export const process: Process<Words> = {
  slug,
  prefix: 'FC',
  title: 'Formation continue AES',
  subject: 'collaboration',
  several: true,
  dossier: 'aes-1',
  mails: 'daily',
  stages: { encoded: 'Encodée', examined: 'Examen', closed: 'Décidée' },
  target: () => delay('target'),

  opens: {
    submit: {
      by: ['operator'],
      to: 'waiting',
      data: ({ kind }) => ({ kind }),
      effects: [],
      basis: programme,
    },
  },

  statuses: {
    'waiting': {
      label: 'À valider',
      stage: 'examined',
      turn: 'one',
      waitsFor: 'la décision de la référente agrément, prise par groupes de lignes semblables',
      // A title is looked at one by one; modules are decided by groups at a desk of their own.
      tasks: [
        { action: 'recognise', role: 'aes-referent', due: delay('qualification'), while: (data) => !ofModule(data) },
      ],
      on: {
        'recognise': recognise('waiting'),
        'refuse': refuse('waiting'),
        'merge': { ...merge('waiting'), when: ofModule },
        'ask-information': {
          by: deciders,
          whose,
          to: 'information-asked',
          effects: ['notify-operator'],
          basis: hypothesis,
        },
        'correct': { by: ['operator'], when: ofModule, basis: hypothesis },
        withdraw,
      },
    },

    'information-asked': {
      label: 'Information demandée',
      stage: 'encoded',
      turn: 'operator',
      tasks: [{ action: 'give-information', role: 'operator', due: delay('information') }],
      deadlines: [
        { act: 'information-missed', after: delay('information') },
        { act: 'remind-information', after: delay('information'), daysBefore: delay('information-reminder') },
      ],
      on: {
        'give-information': { by: ['operator'], to: 'waiting', basis: hypothesis },
        'correct': { by: ['operator'], when: ofModule, to: 'waiting', basis: hypothesis },
        'recognise': recognise('information-asked'),
        'refuse': refuse('information-asked'),
        'merge': { ...merge('information-asked'), when: ofModule },
        withdraw,
        // A question to a whole group that is taken back.
        'reopen': { by: ['procedure'], to: 'waiting', note: ({ kind }) => ({ kind }), basis: hypothesis },
        'remind-information': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        // The clock alone refuses nothing: the referent decides with what is there.
        'information-missed': { by: ['clock'], to: 'waiting', effects: ['notify-operator'], basis: hypothesis },
      },
    },

    'recognised': { ...over('Validé', 'closed'), on: { reopen } },
    'refused': {
      ...over('Refusé', 'closed'),
      on: {
        reopen,
        'correct': {
          by: ['operator'],
          when: ({ kind, motive }) => kind === 'module' && motive === 'encoding-error',
          to: 'waiting',
          note: ({ kind }) => ({ kind }),
          basis: hypothesis,
        },
      },
    },
    'merged': { ...over('Doublon fusionné', 'closed'), on: { reopen } },
    'withdrawn': over('Retirée', 'closed'),
    'cancelled': over('Annulée', 'closed'),
  },

  everywhere,
  effects: { ...kitEffects, ...effects },
  examples: {
    openings: {
      submit: [
        { ...line(), kind: 'module' },
        { kind: 'qualification', title: 'educator', obtainedOn: '2019-06-30' },
      ],
    },
    facts: {
      'correct': () => [line()],
      'refuse': () => motives.slice(-2).map((motive) => ({ motive })),
      'merge': () => [{ into: '00000000-0000-4000-8000-000000000000' }],
    },
  },
};

function line() {
  return { hours: 6, fromOn: '2026-09-12', toOn: '2026-09-12', organisationId: null, moduleId: null };
}
