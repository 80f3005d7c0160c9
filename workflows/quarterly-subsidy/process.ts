/**
 * Demande de subside trimestrielle d'une crèche subventionnée, a case for each facility and quarter: the procedure itself, status by status.
 * Delays are parameters; where no document gives them, `basis` says «hypothèse».
 */
import { addDays, addMonths, dayOf, type Day } from '../../domain/calendar.ts';
import { lastDayOf, lastDayOfMonth, monthOf, monthsOf } from '../../domain/quarter.ts';
import { kitEffects } from '../effect-kinds.ts';
import { kitActs } from '../kit-acts.ts';
import {
  delay,
  valueOf,
  type DeadlineRow,
  type Parameters,
  type Process,
  type TaskRow,
  type Transition,
  type Transitions,
} from '../procedure.ts';
import { effects, refusalMotives, slug, type CaseData, type Words } from './contract.ts';

const hypothesis = 'hypothèse';
const guide = "Guide du milieu d'accueil, 10.1";
const faq = 'ONE, FAQ du portail: trois mois après la fin du trimestre';
const derogations = 'ONE, FAQ du portail: dérogations pour circonstances particulières';

/** The last calendar day of the third month after the quarter, as published: a Sunday does not move it. */
const lastDayFor = (quarter: string, parameters: Parameters): Day =>
  lastDayOfMonth(monthOf(addMonths(`${monthsOf(quarter)[2]}-01`, valueOf(delay('submission'), parameters))));
const isLate = ({ lastDay }: CaseData, at: number): boolean => dayOf(at) > lastDay;
const isContested = ({ contests }: CaseData): boolean => Object.values(contests).includes('asked');
/** What is left to pay; below zero it is taken from the next quarter. */
export const balanceOf = ({ calculation, paid }: CaseData): number => (calculation?.retained ?? 0) - paid;
/** Each month of the quarter, and none reopened since. */
const isAttendanceSent = ({ quarter, attendance }: CaseData): boolean =>
  monthsOf(quarter).every((month) => attendance[month] && !attendance[month].reopened);
const isOver = (data: CaseData): boolean => data.contestOver === true && !isContested(data);

type Deadline = DeadlineRow<Words>;
const quarterEnds: Deadline = { act: 'quarter-ends', on: ({ data }) => lastDayOf(data.quarter) };
/** A month that is over and not sent. */
const remindMonth = (index: 0 | 1 | 2): Deadline => ({
  act: 'remind-month',
  on: ({ data, parameters }) => {
    const month = monthsOf(data.quarter)[index];
    if (data.attendance[month]) return null;
    return addDays(lastDayOfMonth(month), valueOf(delay('month-reminder'), parameters));
  },
  reminds: true,
});
const months: readonly Deadline[] = [remindMonth(0), remindMonth(1), remindMonth(2)];
const remind = (parameter: string): Deadline => ({
  act: 'remind',
  on: ({ data }) => data.lastDay,
  daysBefore: delay(parameter),
});
const contestEnds: Deadline = {
  act: 'contest-ends',
  on: ({ data, parameters }) =>
    data.signedOn && !data.contestOver ? addDays(data.signedOn, valueOf(delay('contest'), parameters)) : null,
};

const toSubmit: TaskRow<Words> = { action: 'submit', role: 'operator', dueOn: ({ data }) => data.lastDay };
const toSend: TaskRow<Words> = {
  action: 'send-attendance',
  role: 'operator',
  dueOn: ({ data }) => lastDayOf(data.quarter),
  while: (data) => !isAttendanceSent(data),
};
const derogation: TaskRow<Words> = {
  action: 'grant-derogation',
  role: 'subsidy-manager',
  due: delay('derogation'),
  while: (data) => data.derogation === 'asked',
};
const contested: TaskRow<Words> = {
  action: 'uphold-contest',
  role: 'subsidy-manager',
  due: delay('contest-answer'),
  while: isContested,
};

/** Month by month, as long as the request is with the operator. */
const declaring: Transitions<Words> = {
  'send-attendance': {
    by: ['operator'],
    note: (data, { month, digest }) => ({ ...data, attendance: { ...data.attendance, [month]: { digest } } }),
    basis: guide,
  },
  'reopen-attendance': {
    by: ['subsidy-manager'],
    note: (data, { month }) => ({ ...data, attendance: reopened(data.attendance, month) }),
    effects: ['notify-operator'],
    basis: guide,
  },
  'sign-consultations': {
    by: ['operator'],
    signed: true,
    note: (data, { month, digest }) => ({ ...data, consultations: { ...data.consultations, [month]: { digest } } }),
    basis: guide,
  },
  'reopen-consultations': {
    by: ['subsidy-manager'],
    note: (data, { month }) => ({ ...data, consultations: reopened(data.consultations, month) }),
    effects: ['notify-operator'],
    basis: guide,
  },
};

const derogating: Transitions<Words> = {
  'ask-derogation': {
    by: ['operator'],
    when: (data) => data.derogation !== 'asked',
    note: (data) => ({ ...data, derogation: 'asked' }),
    effects: ['notify-agents'],
    basis: derogations,
  },
  'grant-derogation': {
    by: ['subsidy-manager'],
    when: (data) => data.derogation === 'asked',
    to: 'to-submit',
    note: (data, { until }) => ({ ...data, derogation: 'granted', lastDay: until }),
    effects: ['notify-operator'],
    basis: derogations,
  },
  'refuse-derogation': {
    by: ['subsidy-manager'],
    when: (data) => data.derogation === 'asked',
    note: (data) => ({ ...data, derogation: 'refused' }),
    effects: ['notify-operator'],
    basis: derogations,
  },
};

/** The document asks for a strong sign-in; it says nothing of who is late: never refused by the calendar alone (hypothèse). */
const submit: Transition<Words, 'submit'> = {
  by: ['operator'],
  signed: true,
  to: 'in-control',
  note: (data, { digest }, at) => ({
    ...data,
    digest,
    submissions: data.submissions + 1,
    ...(isLate(data, at) ? { late: true } : {}),
  }),
  effects: ['validate-team', 'notify-agents', 'notify-operator'],
  basis: guide,
};

/** An advance is prepared once the quarter is over, and paid by the next file. */
const paying: Transitions<Words> = {
  'pay-advance': {
    by: ['procedure'],
    note: (data, { cents }) => ({ ...data, paid: data.paid + cents }),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
};

/** A file under way is executed whatever becomes of the calculation meanwhile; what is taken back counts below zero. */
const booking: Transitions<Words> = {
  ...paying,
  pay: {
    by: ['procedure'],
    note: (data, { cents }) => ({ ...data, paid: data.paid + cents }),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
};

/** After the signature, line by line, for a while. */
const contesting: Transitions<Words> = {
  'contest': {
    by: ['operator'],
    when: (data) => !data.contestOver,
    note: (data, { line }) => ({ ...data, contests: { ...data.contests, [line]: 'asked' } }),
    effects: ['notify-agents'],
    basis: hypothesis,
  },
  'uphold-contest': {
    by: ['subsidy-manager'],
    when: isContested,
    to: 'in-control',
    note: (data, { line }) => ({
      ...data,
      contests: { ...data.contests, [line]: 'upheld' },
      revision: data.revision + 1,
    }),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
  'dismiss-contest': {
    by: ['subsidy-manager'],
    when: isContested,
    note: (data, { line }) => ({ ...data, contests: { ...data.contests, [line]: 'dismissed' } }),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
  'contest-ends': { by: ['clock'], note: (data) => ({ ...data, contestOver: true }), basis: hypothesis },
};
/** A corrected table of lump sums: what was signed is calculated anew, and signed again. */
const revise: Transition<Words, 'revise'> = {
  by: ['procedure'],
  to: 'to-sign',
  note: (data, { calculation }) => ({ ...data, calculation, revision: data.revision + 1 }),
  effects: ['notify-agents'],
  basis: hypothesis,
};

const refuse: Transition<Words, 'refuse'> = {
  by: ['subsidy-signatory'],
  signed: true,
  to: 'refused',
  effects: ['letter-refusal', 'notify-operator'],
  basis: 'Loi du 29 juillet 1991 (motivation formelle)',
};

export const process: Process<Words> = {
  slug,
  prefix: 'ST',
  title: 'Demande de subside trimestrielle',
  subject: 'facility',
  period: 'quarter',
  dossier: 'subsidies',
  opening: {
    act: 'open-quarter',
    facts: (quarter) => ({ quarter }),
    kind: 'quarter',
    on: { months: [1, 4, 7, 10], day: 1, hour: 2 },
    subjects: 'subsidised-creches',
    from: '2027-01-01',
  },
  stages: {
    declared: 'Déclaration',
    submitted: 'Soumise',
    scale: 'Tableau des forfaits',
    control: 'Contrôle',
    signature: 'Signature',
    payment: 'Liquidation',
    balance: 'Solde',
  },
  target: () => delay('target'),

  opens: {
    'open-quarter': {
      by: ['procedure', 'operator'],
      to: 'running',
      data: ({ quarter }, _at, parameters) => ({
        quarter,
        lastDay: lastDayFor(quarter, parameters),
        attendance: {},
        consultations: {},
        submissions: 0,
        revision: 0,
        paid: 0,
        contests: {},
      }),
      effects: [],
      basis: guide,
    },
  },

  statuses: {
    'running': {
      label: 'Trimestre en cours',
      stage: 'declared',
      turn: (data) => (isAttendanceSent(data) ? 'nobody' : 'operator'),
      waitsFor: 'la fin du trimestre',
      tasks: [toSend, derogation],
      deadlines: [...months, quarterEnds],
      on: {
        ...declaring,
        ...derogating,
        'grant-derogation': { ...derogating['grant-derogation'], to: 'running' } as Transition<
          Words,
          'grant-derogation'
        >,
        'remind-month': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        'quarter-ends': {
          by: ['clock'],
          to: 'to-submit',
          effects: ['prepare-advance', 'notify-operator'],
          basis: guide,
        },
      },
    },

    'to-submit': {
      label: 'À soumettre',
      stage: 'declared',
      turn: 'operator',
      tasks: [toSubmit, derogation],
      deadlines: [
        remindMonth(2),
        remind('reminder-1'),
        remind('reminder-2'),
        remind('reminder-3'),
        remind('reminder-4'),
        { act: 'last-day-ends', on: ({ data }) => data.lastDay },
      ],
      on: {
        ...declaring,
        ...derogating,
        ...paying,
        submit,
        'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        'remind-month': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        'last-day-ends': {
          by: ['clock'],
          to: 'late',
          effects: ['notify-operator', 'notify-agents', 'notify-supervisor'],
          basis: faq,
        },
      },
    },

    // Nothing is refused by the calendar alone.
    'late': {
      label: 'Hors délai',
      stage: 'declared',
      turn: 'operator',
      tasks: [{ action: 'submit', role: 'operator' }, derogation],
      deadlines: [
        { act: 'tell-late', after: delay('late') },
        { act: 'prescribe', after: delay('prescription') },
      ],
      on: {
        ...declaring,
        ...derogating,
        ...paying,
        submit,
        refuse,
        'tell-late': { by: ['clock'], effects: ['notify-operator', 'notify-supervisor'], basis: hypothesis },
        'prescribe': {
          by: ['clock'],
          to: 'prescribed',
          effects: ['notify-operator', 'notify-agents'],
          basis: 'Prescription quinquennale des créances publiques (hypothèse)',
        },
      },
    },

    'in-control': {
      label: 'En contrôle',
      stage: 'control',
      turn: 'one',
      tasks: [{ action: 'propose', role: 'subsidy-manager', due: delay('control') }],
      on: {
        ...booking,
        'ask-correction': {
          by: ['subsidy-manager'],
          to: 'correction-asked',
          note: (data, { corrections }) => ({ ...data, corrections }),
          effects: ['notify-operator'],
          basis: hypothesis,
        },
        'propose': {
          by: ['subsidy-manager'],
          to: (_data, { calculation }) => (calculation ? 'to-sign' : 'awaiting-scale'),
          note: ({ calculation: _, ...data }, { calculation }) => ({
            ...data,
            ...(calculation ? { calculation } : {}),
          }),
          effects: (data) => (data.calculation ? ['notify-agents'] : ['notify-operator']),
          basis: hypothesis,
        },
        refuse,
      },
    },

    'correction-asked': {
      label: 'Correction demandée',
      stage: 'control',
      turn: 'operator',
      tasks: [{ action: 'answer-correction', role: 'operator', due: delay('correction') }],
      deadlines: [
        { act: 'remind', after: delay('correction'), daysBefore: delay('correction-reminder') },
        { act: 'correction-missed', after: delay('correction') },
      ],
      on: {
        ...declaring,
        ...booking,
        'answer-correction': {
          by: ['operator'],
          signed: true,
          to: 'in-control',
          note: ({ corrections: _, ...data }, { digest }) => ({
            ...data,
            digest,
            submissions: data.submissions + 1,
          }),
          effects: ['notify-agents', 'notify-operator'],
          basis: hypothesis,
        },
        'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        // The control goes on with what was declared.
        'correction-missed': {
          by: ['clock'],
          to: 'in-control',
          note: ({ corrections: _, ...data }) => data,
          effects: ['notify-operator', 'notify-agents'],
          basis: hypothesis,
        },
      },
    },

    'awaiting-scale': {
      label: 'En attente du tableau des forfaits',
      stage: 'scale',
      turn: 'nobody',
      waitsFor: 'la publication du tableau des forfaits du trimestre',
      undated: true,
      on: {
        ...paying,
        calculate: {
          by: ['procedure'],
          to: 'to-sign',
          note: (data, { calculation }) => ({ ...data, calculation }),
          effects: ['notify-agents'],
          basis: 'Communications ONE: tableau des forfaits du trimestre',
        },
      },
    },

    'to-sign': {
      label: 'Calculée',
      stage: 'signature',
      turn: 'one',
      tasks: [{ action: 'sign', role: 'subsidy-signatory', due: delay('signature') }],
      on: {
        ...booking,
        revise,
        'send-back': {
          by: ['subsidy-signatory'],
          to: 'in-control',
          effects: ['notify-agents'],
          basis: hypothesis,
        },
        'sign': {
          by: ['subsidy-signatory'],
          notBy: 'propose',
          signed: true,
          to: (data) => (balanceOf(data) > 0 ? 'to-pay' : 'paid'),
          note: ({ contestOver: _, ...data }, _facts, at) => ({ ...data, signedOn: dayOf(at) }),
          effects: ['letter-calculation', 'prepare-balance', 'notify-operator'],
          basis: 'Arrêté du 2 mai 2019, art. 97 et 98',
        },
        refuse,
      },
    },

    'to-pay': {
      label: 'Validée',
      stage: 'payment',
      turn: (data) => (isContested(data) ? 'one' : 'nobody'),
      waitsFor: 'le prochain fichier de paiement, vers un compte validé',
      undated: true,
      tasks: [contested],
      deadlines: [contestEnds],
      on: {
        ...contesting,
        ...paying,
        revise,
        pay: {
          by: ['procedure'],
          to: (data) => (isOver(data) ? 'settled' : 'paid'),
          note: (data, { cents }) => ({ ...data, paid: data.paid + cents }),
          effects: ['notify-operator'],
          basis: hypothesis,
        },
      },
    },

    'paid': {
      label: 'Liquidée',
      stage: 'payment',
      turn: (data) => (isContested(data) ? 'one' : 'nobody'),
      waitsFor: 'la fin du délai pour contester une ligne',
      tasks: [contested],
      deadlines: [contestEnds],
      on: {
        ...contesting,
        ...booking,
        revise,
        'dismiss-contest': {
          ...contesting['dismiss-contest'],
          to: (data: CaseData) => (isOver(data) ? 'settled' : 'paid'),
        } as Transition<Words, 'dismiss-contest'>,
        'contest-ends': {
          by: ['clock'],
          to: (data) => (isOver(data) ? 'settled' : 'paid'),
          note: (data) => ({ ...data, contestOver: true }),
          basis: hypothesis,
        },
      },
    },

    // A table may still be corrected: the quarter is at rest, and not closed for ever.
    'settled': {
      label: 'Soldée',
      stage: 'balance',
      turn: 'nobody',
      standing: true,
      waitsFor: 'rien, sauf si le tableau des forfaits est corrigé',
      on: { ...booking, revise },
    },
    'refused': { label: 'Refusée', stage: 'balance', turn: 'nobody', closed: true, on: {} },
    'prescribed': { label: 'Prescrite', stage: 'balance', turn: 'nobody', closed: true, on: {} },
    'cancelled': { label: 'Annulée', stage: 'balance', turn: 'nobody', closed: true, on: {} },
  },

  everywhere: kitActs<Words>({ writers: ['operator', 'subsidy-manager', 'subsidy-signatory'], to: 'cancelled' }),
  effects: { ...kitEffects, ...effects },
  examples: {
    parameters: { submission: { value: 3, unit: 'months' } },
    openings: { 'open-quarter': [{ quarter: '2027-1' }] },
    facts: {
      'propose': () => [
        { changed: 0, calculation: null },
        { changed: 1, calculation },
      ],
      'grant-derogation': () => [{ until: '2027-07-31' }],
      'calculate': () => [{ calculation }],
      'revise': () => [{ calculation }],
      'contest': () => [{ line: 'fees', cents: 7_680 }],
      'uphold-contest': () => [{ line: 'fees' }],
      'dismiss-contest': () => [{ line: 'fees' }],
      'pay': () => [
        { cents: 100_00, payment: '1' },
        { cents: -8_50, payment: '2' },
      ],
      'pay-advance': () => [{ cents: 50_00, payment: '1' }],
      'refuse': () => refusalMotives.map((motive) => ({ motive })),
      'send-attendance': () => [{ month: '2027-01', digest, children: 28, days: 400, halfDays: 30 }],
      'reopen-attendance': () => [{ month: '2027-01' }],
      'sign-consultations': () => [{ month: '2027-01', digest, consultations: 3, cents: 26_856 }],
      'reopen-consultations': () => [{ month: '2027-01' }],
      'submit': () => [{ digest, declared: 77_702_47 }],
      'answer-correction': () => [{ digest, declared: 77_702_47 }],
      'ask-correction': () => [{ corrections: ['staff', 'attendance-2027-01'] }],
    },
  },
};

const digest = 'ab'.repeat(32);
const calculation = { scale: '2027-1.private.1', declared: 77_702_47, retained: 71_286_59, advance: 59_000_00, digest };

function reopened(months: CaseData['attendance'], month: string): CaseData['attendance'] {
  const sent = months[month];
  return sent ? { ...months, [month]: { ...sent, reopened: true } } : months;
}
