/** The acts of a story, one function each: who, when (days from today), which facts, which words. */
import type { Day } from '../../../domain/calendar.ts';
import type {
  Action,
  Facts,
  Granted,
  Opinion,
  Outcome,
  RequestKind,
} from '../../../workflows/authorisation-adaptation/contract.ts';
import type { Role } from '../../../workflows/procedure.ts';

export interface Step {
  day: number;
  /** HH:MM in Brussels; office hours when left out. */
  time?: string;
  role: Role | 'visitor';
  action: Action;
  facts: object;
  content?: Record<string, unknown>;
  /** Slots of the documents sent along. */
  documents?: string[];
  /** Key of a person, when it is not whom the facility's portfolio says. */
  who?: string;
}

export interface Story {
  facility: string;
  /** Slots of documents that wait with the case, chosen and not sent. */
  waiting?: string[];
  /** Named when another story refers to it. */
  key?: string;
  linked?: string;
  steps: Step[];
}

type Content = Record<string, unknown>;
interface Options {
  time?: string;
  documents?: string[];
  who?: string;
}

const documentsOf: Record<RequestKind, string[]> = {
  'permanent-move': ['plan', 'occupation', 'fire-report', 'insurance'],
  'temporary-move': ['safety', 'plan', 'fire-report'],
  'end-of-activity': ['parents-letter', 'body-decision'],
  'temporary-cessation': ['parents-letter'],
  'return-to-premises': ['works-reception'],
  'capacity-change': ['staffing-plan', 'plan'],
};

/** The facts of a request follow from its content and from what is authorised: the narrator adds them. */
export const submit = (day: number, kind: RequestKind, content: Content, options: Options = {}): Step => ({
  day,
  role: 'operator',
  action: 'submit',
  facts: { kind },
  content,
  documents: documentsOf[kind],
  ...options,
});

export const openMeasure = (
  day: number,
  kind: Facts['open-measure']['kind'],
  effectiveOn: Day,
  facts: string,
  reasons: string,
  expected: string,
): Step => ({
  day,
  role: 'referent',
  action: 'open-measure',
  facts: { kind, effectiveOn },
  content: { facts, reasons, expected },
});
export const answerNotice = (day: number, text: string): Step => ({
  day,
  role: 'operator',
  action: 'answer-notice',
  facts: {},
  content: { text },
});

export const complete = (day: number): Step => ({ day, role: 'referent', action: 'declare-complete', facts: {} });

type AskedPoint = [about: string, label: string, why: string];
const pointsOf = (points: readonly AskedPoint[]): object[] =>
  points.map(([about, label, why], index) => ({ id: String(index + 1), about, label, why }));
/** Point by point: what is awaited (`document.plan`, `field.capacity`, `other`), its label, why. */
export const askComplement = (day: number, points: AskedPoint[], text = ''): Step => ({
  day,
  role: 'referent',
  action: 'ask-complement',
  facts: { items: points.map(([about]) => about) },
  content: { points: pointsOf(points), text },
});
/** Of each point: its label, whether it was given, and what was said. */
export const giveComplement = (
  day: number,
  answers: [label: string, given: boolean, text: string][],
  documents: string[],
  options: Options = {},
): Step => {
  const open = answers.flatMap(([, given], index) => (given ? [] : [String(index + 1)]));
  return {
    day,
    role: 'operator',
    action: 'give-complement',
    facts: open.length > 0 ? { open } : {},
    content: { answers: answers.map(([label, given, text], index) => ({ id: String(index + 1), label, given, text })) },
    documents,
    ...options,
  };
};
export const extendComplement = (day: number, text: string): Step => ({
  day,
  role: 'referent',
  action: 'extend-complement',
  facts: {},
  content: { text },
});
export const closeWithoutFollowUp = (day: number, reason: string): Step => ({
  day,
  role: 'referent',
  action: 'close-without-follow-up',
  facts: {},
  content: { reason },
});

export const acknowledge = (day: number, effectiveOn: Day, remarks: string): Step => ({
  day,
  role: 'referent',
  action: 'acknowledge',
  facts: { effectiveOn },
  content: { remarks },
});

const hours = ['09:30', '14:00', '10:00'];
/** Visits begin at half past nine, then two, then ten. */
export const proposeVisit = (day: number, days: Day[], text: string): Step => ({
  day,
  role: 'visitor',
  action: 'propose-visit',
  facts: { days },
  content: { days: days.map((visitOn, index) => ({ visitOn, from: hours[index] ?? '09:30' })), text },
});
export const chooseVisit = (day: number, visitOn: Day): Step => ({
  day,
  role: 'operator',
  action: 'choose-visit-date',
  facts: { visitOn, from: '09:30' },
  content: { from: '09:30' },
});
export const refuseVisitDates = (day: number, text: string): Step => ({
  day,
  role: 'operator',
  action: 'refuse-visit-dates',
  facts: {},
  content: { text },
});
export const planVisit = (day: number, visitOn: Day, from: string): Step => ({
  day,
  role: 'visitor',
  action: 'plan-visit',
  facts: { visitOn, from },
  content: { from, reason: 'Date fixée par téléphone avec la direction.' },
});
export const reportVisit = (day: number, visitedOn: Day, report: string): Step => ({
  day,
  role: 'visitor',
  action: 'report-visit',
  facts: { visitedOn },
  content: { report },
});
export const opinion = (day: number, given: Opinion, text: string): Step => ({
  day,
  role: 'visitor',
  action: 'give-opinion',
  facts: { opinion: given },
  content: { text },
});
export const healthOpinion = (day: number, given: Opinion, text: string): Step => ({
  day,
  role: 'health-referent',
  action: 'give-health-opinion',
  facts: { opinion: given },
  content: { text },
});

interface Proposal {
  effectiveOn: Day;
  facts: string;
  reasons: string;
  conditions?: { text: string; dueOn: Day }[];
  /** Why it is refused, one by one. */
  points?: AskedPoint[];
  granted?: Granted;
  grantedReason?: string;
}
const legalBase =
  "Décret du 21 février 2019 visant à renforcer la qualité et l'accessibilité de l'accueil de la petite enfance ; " +
  'arrêté du Gouvernement de la Communauté française du 2 mai 2019 ; loi du 29 juillet 1991 relative à la motivation formelle des actes administratifs.';
export const propose = (
  day: number,
  outcome: Outcome,
  { effectiveOn, facts, reasons, conditions = [], points, granted, grantedReason }: Proposal,
): Step => ({
  day,
  role: 'referent',
  action: 'propose-decision',
  facts: {
    outcome,
    effectiveOn,
    ...(conditions[0]
      ? {
          conditionsDueOn: conditions
            .map(({ dueOn }) => dueOn)
            .sort()
            .at(-1),
          conditions: conditions.map(({ dueOn }, index) => ({ id: String(index + 1), dueOn })),
        }
      : {}),
    ...(granted ? { granted } : {}),
  },
  content: {
    legalBase,
    facts,
    reasons,
    conditions: conditions.map((condition, index) => ({ id: String(index + 1), ...condition })),
    ...(points ? { points: pointsOf(points) } : {}),
    ...(grantedReason ? { grantedReason } : {}),
  },
});
export const returnToDrafter = (day: number, reason: string): Step => ({
  day,
  role: 'asr-manager',
  action: 'return-to-drafter',
  facts: {},
  content: { reason },
});
/** @param by post: older stories are from before registered letters were followed */
export const sign = (day: number, by: { post?: true } = {}): Step => ({
  day,
  role: 'asr-manager',
  action: 'sign-decision',
  facts: by.post ? { registered: true } : {},
  content: { statement: 'Je signe cette décision.' },
});

/** Posted the day it is noted. @param sentOn a working day */
export const sendRegistered = (day: number, sentOn: Day, number: string): Step => ({
  day,
  role: 'referent',
  action: 'send-registered',
  facts: { sentOn },
  content: { number },
});
/** @param done id, text of the condition, what was done */
export const declareConditions = (day: number, done: [id: string, text: string, said: string][]): Step => ({
  day,
  role: 'operator',
  action: 'declare-conditions',
  facts: { done: done.map(([id]) => id) },
  content: { conditions: done.map(([id, text, said]) => ({ id, text, said })) },
  documents: done.map(([id]) => `condition-${id}`),
});

export const confirmConditions = (day: number): Step => ({
  day,
  role: 'referent',
  action: 'confirm-conditions',
  facts: {},
});
export const noteConditionsUnmet = (day: number, conditionsDueOn: Day, text: string): Step => ({
  day,
  role: 'referent',
  action: 'note-conditions-unmet',
  facts: { conditionsDueOn },
  content: { text },
});
export const askExtension = (day: number, untilOn: Day, reason: string): Step => ({
  day,
  role: 'operator',
  action: 'ask-extension',
  facts: { untilOn },
  content: { reason },
});
export const grantExtension = (day: number): Step => ({ day, role: 'referent', action: 'grant-extension', facts: {} });
export const confirmReturn = (day: number, returnedOn: Day, remarks: string): Step => ({
  day,
  role: 'referent',
  action: 'confirm-return',
  facts: { returnedOn },
  content: { remarks },
});

export const remedy = (day: number, text: string): Step => ({
  day,
  role: 'operator',
  action: 'give-remedy',
  facts: {},
  content: { text },
  documents: ['remedy'],
});
export const lodgeAppeal = (day: number, text: string, options: Options = {}): Step => ({
  day,
  role: 'operator',
  action: 'lodge-appeal',
  facts: {},
  content: { text },
  ...options,
});
export const planHearing = (day: number, hearingOn: Day): Step => ({
  day,
  role: 'appeal-secretariat',
  action: 'plan-hearing',
  facts: { hearingOn },
  content: {
    from: '14:00',
    text: 'ONE, chaussée de Charleroi 95, 1060 Bruxelles, salle 2. Vous pouvez vous faire assister.',
  },
});
export const decideAppeal = (
  day: number,
  outcome: 'upheld' | 'dismissed',
  effectiveOn: Day,
  reasons: string,
  by: { post?: true } = {},
): Step => ({
  day,
  role: 'appeal-secretariat',
  action: 'decide-appeal',
  facts: { outcome, effectiveOn, ...(by.post ? { registered: true } : {}) },
  content: { reasons },
});

export const withdraw = (day: number, reason: string): Step => ({
  day,
  role: 'operator',
  action: 'withdraw',
  facts: {},
  content: { reason },
});
export const cancel = (day: number, reason: string): Step => ({
  day,
  role: 'helpdesk',
  action: 'cancel',
  facts: {},
  content: { reason },
});
export const message = (day: number, role: Step['role'], text: string, time?: string): Step => ({
  day,
  role,
  action: 'write-message',
  facts: {},
  content: { text },
  ...(time ? { time } : {}),
});

/** A visit from its planning to the opinion: `seen`, what the agent found; `text`, what he thinks of it. */
export function visited(
  day: number,
  visitOn: (offset: number) => Day,
  seen: string,
  given: Opinion,
  text: string,
): Step[] {
  const on = visitOn(day + 9);
  return [
    proposeVisit(day, [on, visitOn(day + 11)], 'Je vous propose ces dates ; merci de prévoir une heure et demie.'),
    chooseVisit(day + 2, on),
    reportVisit(day + 12, on, seen),
    opinion(day + 13, given, text),
  ];
}
