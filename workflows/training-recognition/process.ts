/**
 * Reconnaissance des formations continues AES: one case for each module that a person has followed, or for a qualification. Lines wait at ONE
 * without a task each: the agrément referents decide on groups of them, and each line follows by an act of its own.
 * Delays are parameters; where no document gives them, `basis` says «hypothèse».
 */
import { kitEffects } from '../effect-kinds.ts';
import { hypothesis, kitActs, over } from '../kit-acts.ts';
import { delay, type Process, type Role, type Transitions } from '../procedure.ts';
import { effects, motives, slug, type CaseData, type Words } from './contract.ts';

const programme = 'Décret ATL, art. 18 et 20; note «Formation continue AES»';
/** The agrément referent for one line, or the decision on its whole group, which the procedure carries to each of its lines. */
const deciders: readonly Role[] = ['aes-referent', 'procedure'];
const whose = (): Role => 'aes-referent';
const ofModule = ({ kind }: CaseData): boolean => kind === 'module';
/** Examined anew: the motive of a refusal says nothing any more. */
const withoutMotive = ({ motive: _, ...data }: CaseData): CaseData => data;
const fromTheBeginning = ({ kind }: CaseData): CaseData => ({ kind });

/** What ends the examination. Whatever takes it back leads to where it was taken from. */
const deciding = (from: CaseData['before']): Transitions<Words> => ({
  'recognise': {
    by: deciders,
    whose,
    to: 'recognised',
    note: (data) => ({ ...data, before: from }),
    effects: ['notify-operator'],
    basis: programme,
  },
  'refuse': {
    by: deciders,
    whose,
    to: 'refused',
    note: (data, { motive }) => ({ ...data, motive, before: from }),
    effects: ['notify-operator'],
    basis: programme,
  },
  'merge': {
    by: deciders,
    whose,
    to: 'merged',
    when: ofModule,
    note: (data) => ({ ...data, before: from }),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
});
/** One line by the referent, or the lines of a group whose decision is undone. */
const reopening: Transitions<Words> = {
  'reopen': {
    by: deciders,
    whose,
    to: ({ before = 'waiting' }) => before,
    note: withoutMotive,
    effects: ['notify-operator'],
    basis: hypothesis,
  },
};
/** Until ONE has decided, the operator may take it back. */
const untilDecided: Transitions<Words> = {
  'withdraw': { by: ['operator'], to: 'withdrawn', basis: hypothesis },
};
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
        ...deciding('waiting'),
        'ask-information': {
          by: deciders,
          whose,
          to: 'information-asked',
          effects: ['notify-operator'],
          basis: hypothesis,
        },
        'correct': { by: ['operator'], when: ofModule, basis: hypothesis },
        ...untilDecided,
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
        ...deciding('information-asked'),
        ...untilDecided,
        // A question to a whole group that is taken back.
        'reopen': { by: ['procedure'], to: 'waiting', note: fromTheBeginning, basis: hypothesis },
        'remind-information': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        // The clock alone refuses nothing: the referent decides with what is there.
        'information-missed': { by: ['clock'], to: 'waiting', effects: ['notify-operator'], basis: hypothesis },
      },
    },

    'recognised': { ...over('Validé', 'closed'), on: reopening },
    'refused': {
      ...over('Refusé', 'closed'),
      on: {
        ...reopening,
        'correct': {
          by: ['operator'],
          when: ({ kind, motive }) => kind === 'module' && motive === 'encoding-error',
          to: 'waiting',
          note: fromTheBeginning,
          basis: hypothesis,
        },
      },
    },
    'merged': { ...over('Doublon fusionné', 'closed'), on: reopening },
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
