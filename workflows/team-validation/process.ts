/**
 * Validation annuelle des données de Mon Équipe, a case for each facility and year: the procedure itself, status by status.
 * Every delay is a parameter; where no document gives it, `basis` says «hypothèse».
 */
import { addDays, addMonths, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { kitEffects } from '../effect-kinds.ts';
import { hypothesis, kitActs, over } from '../kit-acts.ts';
import {
  delay,
  valueOf,
  type DeadlineRow,
  type Parameters,
  type Process,
  type Role,
  type TaskRow,
  type Transition,
  type Transitions,
} from '../procedure.ts';
import { followerOf, followers } from '../roles.ts';
import { effects, paths, slug, type CaseData, type TeamPath, type Words } from './contract.ts';

const guide = "Guide du milieu d'accueil, 11.4: à valider chaque année jusqu'à fin mai";
const automatic = "Guide du milieu d'accueil, 11.4: validé par la demande de subsides trimestrielle";

const follower = ({ childminder }: CaseData): Role => followerOf(childminder);

/** The document names the day: a Saturday or a Sunday does not move it (decision 65). */
const lastDayOf = (year: string, parameters: Parameters): Day =>
  addDays(addMonths(`${year}-01-01`, valueOf(delay('last-day'), parameters)), -1);
const yearEnd = ({ year }: CaseData): Day => `${year}-12-31`;

/** By the hour of the act itself, whether or not the clock has passed by since. */
const isLate = ({ lastDay, path }: CaseData, at: Instant): boolean =>
  path === 'yearly' && lastDay !== null && dayOf(at) > lastDay;

type Deadline = DeadlineRow<Words>;
const lastDay: Deadline = {
  act: 'last-day-ends',
  on: ({ data }) => (data.decided ? null : data.lastDay),
};
const remind = (parameter: string): Deadline => ({
  act: 'remind',
  on: ({ data }) => (data.path === 'yearly' ? data.lastDay : null),
  daysBefore: delay(parameter),
});
const yearOver: Deadline = { act: 'year-ends', on: ({ data }) => yearEnd(data) };
const before: readonly Deadline[] = [
  lastDay,
  yearOver,
  {
    act: 'inform',
    on: ({ data, parameters }) =>
      data.path === 'yearly' ? addMonths(`${data.year}-01-01`, valueOf(delay('information'), parameters)) : null,
    at: 'start',
    reminds: true,
  },
  remind('reminder-1'),
  remind('reminder-2'),
  remind('reminder-3'),
  remind('reminder-4'),
];

const toValidate: TaskRow<Words> = {
  action: 'validate',
  role: 'operator',
  dueOn: ({ data }) => data.lastDay ?? yearEnd(data),
  while: ({ path }) => path === 'yearly',
};
const turn = ({ path }: CaseData): 'operator' | 'nobody' => (path === 'yearly' ? 'operator' : 'nobody');
const waitsFor = 'la demande de subsides trimestrielle, qui valide';

const validate: Transition<Words, 'validate'> = {
  by: ['operator'],
  signed: true,
  until: yearEnd,
  note: (data, { digest, people }, at) => ({ ...data, digest, people, ...(isLate(data, at) ? { late: true } : {}) }),
  to: ({ late }) => (late ? 'validated-late' : 'validated'),
  effects: ['notify-agents'],
  basis: guide,
};

/** Until it is validated, whoever validates, and whatever the facility becomes. */
const untilValidated: Transitions<Words> = {
  'validate': validate,
  'validate-from-quarter': {
    by: ['procedure'],
    until: yearEnd,
    note: (data, { quarter, digest, people }) => ({ ...data, quarter, digest, people }),
    to: 'validated-automatically',
    effects: ['notify-operator'],
    basis: automatic,
  },
  'year-ends': {
    by: ['clock'],
    to: 'not-validated',
    effects: ['notify-operator', 'notify-agents'],
    basis: hypothesis,
  },
};
/** Until the last day. */
const inTime: Transitions<Words> = {
  ...untilValidated,
  'change-path': {
    by: ['procedure'],
    note: (data, { path }) => ({ ...data, path }),
    effects: ({ path }) => (path === 'yearly' ? ['notify-operator'] : []),
    basis: hypothesis,
  },
  'inform': { by: ['clock'], effects: ['look-at-path', 'notify-operator'], basis: hypothesis },
  'remind': { by: ['clock'], effects: ['look-at-path', 'notify-operator'], basis: hypothesis },
  // Late is who has the yearly path on the last day: the facility is looked at, then it is said.
  'last-day-ends': {
    by: ['clock'],
    note: (data) => ({ ...data, decided: true }),
    effects: ['look-at-path'],
    basis: guide,
  },
  'declare-late': {
    by: ['procedure'],
    when: ({ decided, path }) => decided === true && path === 'yearly',
    to: 'late',
    effects: ['notify-operator', 'notify-agents'],
    basis: guide,
  },
};

export const process: Process<Words> = {
  slug,
  prefix: 'EQ',
  title: 'Validation annuelle de Mon Équipe',
  subject: 'facility',
  period: 'year',
  dossier: 'team',
  opening: {
    act: 'open-year',
    facts: (year, { facilityKind }) => ({
      year,
      path: facilityKind === 'subsidised-creche' ? 'quarterly' : 'yearly',
      childminder: facilityKind === 'childminder' || facilityKind === 'co-childminder',
    }),
    kind: 'year',
    on: { months: [1], day: 1, hour: 2 },
    subjects: 'authorised-facilities',
    from: '2027-01-01',
  },
  stages: { open: 'Ouverte', preparation: 'En préparation', validated: 'Validée' },
  target: () => delay('last-day'),

  opens: {
    'open-year': {
      // An operator opens it for a place that was authorised after the first of January.
      by: ['procedure', 'operator'],
      to: 'open',
      data: ({ year, path, childminder }, at, parameters) => {
        const last = lastDayOf(year, parameters);
        return { year, path, childminder, lastDay: dayOf(at) > last ? null : last };
      },
      effects: [],
      basis: guide,
    },
  },

  statuses: {
    'open': {
      label: 'Ouverte',
      stage: 'open',
      turn,
      waitsFor,
      tasks: [toValidate],
      deadlines: before,
      on: { ...inTime, begin: { by: ['operator'], to: 'in-preparation', basis: hypothesis } },
    },
    'in-preparation': {
      label: 'En préparation',
      stage: 'preparation',
      turn,
      waitsFor,
      tasks: [toValidate],
      deadlines: before,
      on: inTime,
    },
    'late': {
      label: 'En retard',
      stage: 'preparation',
      turn: 'operator',
      tasks: [
        toValidate,
        { action: 'follow-up', role: follower, due: delay('follow-up'), while: ({ followedUp }) => !followedUp },
      ],
      deadlines: [yearOver],
      on: {
        ...untilValidated,
        'validate': { ...validate, to: 'validated-late' },
        'follow-up': {
          by: followers,
          whose: follower,
          note: (data) => ({ ...data, followedUp: true }),
          effects: ['notify-operator'],
          basis: hypothesis,
        },
      },
    },

    'validated': over('Validée', 'validated'),
    'validated-late': over('Validée en retard', 'validated'),
    'validated-automatically': over('Validée automatiquement', 'validated'),
    'not-validated': over('Non validée', 'validated'),
    'cancelled': over('Annulée', 'validated'),
  },

  everywhere: kitActs<Words>({ writers: ['operator', 'referent', ...followers], to: 'cancelled' }),
  effects: { ...kitEffects, ...effects },
  examples: {
    parameters: { 'last-day': { value: 5, unit: 'months' } },
    openings: {
      'open-year': paths.flatMap((path) => [true, false].map((childminder) => ({ year: '2027', path, childminder }))),
    },
    facts: {
      'validate': () => [{ digest: 'ab'.repeat(32), people: 13, links: 15, warnings: 2 }],
      'validate-from-quarter': () => [{ quarter: '2027-1', digest: 'ab'.repeat(32), people: 13 }],
      'change-path': ({ path }) => [{ path: other(path) }],
    },
  },
};

function other(path: TeamPath): TeamPath {
  return path === 'yearly' ? 'quarterly' : 'yearly';
}
