/** Instruction et commission: the checklist of the conditions, what is missing, the report of the référente, the opinion of the commission. */
import { addPeriod, subtractDays, dayOf } from '../../domain/calendar.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, dueDay, parameterOf, valueOf, type Course, type Transitions } from '../procedure.ts';
import type { CaseData, Words } from './contract.ts';
import { commission, theEnd, untilTheEnd, withdrawing } from './rules.ts';

/** ONE may ask for what is missing whenever it works on the file; its own delay stops meanwhile. */
export const askingComplement = (from: NonNullable<CaseData['resumeIn']>): Transitions<Words> => ({
  'ask-complement': {
    by: ['aes-referent'],
    to: 'complement-asked',
    note: (data) => ({ ...data, resumeIn: from }),
    effects: ['letter-complement', 'notify-operator'],
    basis: hypothesis,
  },
});

/** Written from the page of a session, for all its dossiers alike. */
const agendaWhile = (isAhead: (data: CaseData) => boolean): Transitions<Words> => ({
  'put-on-agenda': {
    by: ['aes-referent', 'procedure'],
    whose: () => 'aes-referent',
    when: isAhead,
    note: (data, { sessionOn }) => ({ ...data, sessionOn }),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
  'take-off-agenda': {
    by: ['aes-referent', 'procedure'],
    whose: () => 'aes-referent',
    when: (data) => data.sessionOn !== undefined && isAhead(data),
    note: ({ sessionOn: _, ...data }) => data,
    effects: ['notify-operator'],
    basis: hypothesis,
  },
});
const agenda = agendaWhile(() => true);

export const underExamination: Course<Words> = {
  tasks: [
    { action: 'examine', role: 'aes-referent', due: delay('examination'), while: ({ examined }) => !examined },
    {
      action: 'give-report',
      role: 'aes-referent',
      while: ({ examined }) => examined !== undefined,
      // Before the session where there is one.
      dueOn: ({ data, enteredAt, parameters }) =>
        data.sessionOn
          ? subtractDays(data.sessionOn, valueOf(delay('report-before'), parameters))
          : dueDay(enteredAt, delay('report'), parameters),
    },
  ],
  deadlines: [theEnd],
  on: {
    ...withdrawing,
    ...untilTheEnd,
    ...askingComplement('examination'),
    ...agenda,
    'examine': {
      by: ['aes-referent'],
      note: (data, examined) => ({ ...data, examined }),
      basis: 'ONE, agrément des opérateurs: conditions d’agrément',
    },
    'give-report': {
      by: ['aes-referent'],
      when: ({ examined }) => examined !== undefined,
      to: 'commission',
      note: (data, { outcome }) => ({ ...data, report: outcome }),
      effects: ['notify-agents'],
      basis: hypothesis,
    },
  },
};

export const complementAsked: Course<Words> = {
  tasks: [{ action: 'give-complement', role: 'operator', due: delay('complement') }],
  deadlines: [
    { act: 'remind-complement', after: delay('complement'), daysBefore: delay('complement-reminder') },
    { act: 'complement-missed', after: delay('complement') },
    theEnd,
  ],
  on: {
    ...withdrawing,
    ...untilTheEnd,
    // Its session is moved or cancelled meanwhile.
    ...agendaWhile(({ resumeIn }) => resumeIn === 'examination'),
    'give-complement': {
      by: ['operator'],
      signed: true,
      to: ({ resumeIn }) => resumeIn ?? 'examination',
      note: (data, { digest }) => ({ ...data, digest }),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
    'remind-complement': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    // Silence closes nothing: ONE goes on with what it has.
    'complement-missed': {
      by: ['clock'],
      to: ({ resumeIn }) => resumeIn ?? 'examination',
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};

export const atTheCommission: Course<Words> = {
  tasks: [
    {
      action: 'put-on-agenda',
      role: 'aes-referent',
      due: delay('agenda'),
      while: ({ sessionOn }) => sessionOn === undefined,
    },
    {
      action: 'note-commission-opinion',
      role: 'aes-referent',
      dueOn: ({ data, enteredAt, parameters }) =>
        addPeriod(data.sessionOn ?? dayOf(enteredAt), { workingDays: parameterOf('opinion', parameters).value }),
      while: ({ sessionOn }) => sessionOn !== undefined,
    },
  ],
  deadlines: [theEnd],
  on: {
    ...withdrawing,
    ...untilTheEnd,
    ...agenda,
    // The référente corrects her report until the commission has seen it.
    'give-report': {
      by: ['aes-referent'],
      note: (data, { outcome }) => ({ ...data, report: outcome }),
      effects: ['notify-agents'],
      basis: hypothesis,
    },
    'note-commission-opinion': {
      by: ['aes-referent', 'procedure'],
      whose: () => 'aes-referent',
      to: 'decision',
      note: (data, { opinion, sessionOn }) => ({ ...data, opinion, sessionOn }),
      effects: ['notify-operator', 'notify-agents'],
      basis: commission,
    },
  },
};
