/**
 * Demande d'adaptation de l'autorisation: the procedure itself, status by status.
 * For each: whose turn it is, which tasks stand open and until when, which acts lead where, what a passed deadline does.
 * Every delay is a parameter; where no law or document gives it, `basis` says «hypothèse».
 */
import { dayOf } from '../../domain/calendar.ts';
import { kitEffects } from '../effect-kinds.ts';
import { kitActs } from '../kit-acts.ts';
import { delay, type Process, type Role, type TaskRow, type Transitions } from '../procedure.ts';
import { effects, slug, type CaseData, type Words } from './contract.ts';
import { examples } from './examples.ts';
import {
  afterAnswer,
  allMet,
  answered,
  conditionsToCheckOn,
  nextAfterOpinions,
  nextConditionOn,
  needsNoDecision,
  firstDataOf,
  firstDataOfMeasure,
  hasOpenCondition,
  lastDayOfAnswer,
  lastDayOfAppeal,
  lastDayOfChoice,
  lastDayOfRemedy,
  isMeasure,
  isTemporary,
  mayAppeal,
  oncePosted,
  posted,
  toPost,
  underWay,
} from './rules.ts';

const hypothesis = 'hypothèse';
const visitor = (data: CaseData): Role => (data.home ? 'adviser' : 'coordinator');
const visitors: readonly Role[] = ['coordinator', 'adviser'];
const task = (row: TaskRow<Words>): TaskRow<Words> => row;

/** Until ONE has decided, the operator may give up the request. */
const untilDecided: Transitions<Words> = {
  'withdraw': {
    by: ['operator'],
    to: 'withdrawn',
    when: (data) => !isMeasure(data.kind),
    effects: ['letter-withdrawal', 'notify-agents'],
    signed: true,
    basis: hypothesis,
  },
};

/** ONE may ask for what is missing whenever it works on the file; the delay of ONE stops meanwhile. */
const askingComplement = (from: CaseData['resumeIn']): Transitions<Words> => ({
  'ask-complement': {
    by: ['referent'],
    to: 'complement-asked',
    note: (data) => ({ ...data, resumeIn: from }),
    effects: ['letter-complement', 'notify-operator'],
    basis: hypothesis,
  },
});

/** Whoever decided it posts it. */
const poster = ({ registered }: CaseData): Role => registered?.by ?? 'referent';
/** A registered letter is posted by somebody, who notes when; then when it was received, from which the delay runs. */
const posting: Transitions<Words> = {
  'send-registered': {
    by: ['referent', 'appeal-secretariat'],
    whose: poster,
    when: toPost,
    note: ({ registered, ...data }, facts) => ({ ...data, registered: registered && { ...registered, ...facts } }),
    basis: 'M.B. 28.07.2004, art. 56 et 57: la décision est notifiée par recommandé',
  },
  'note-reception': {
    by: ['referent', 'appeal-secretariat'],
    whose: poster,
    when: underWay,
    note: ({ registered, ...data }, { receivedOn }) => ({
      ...data,
      registered: registered && { ...registered, ...(receivedOn ? { receivedOn } : { unclaimed: true as const }) },
    }),
    effects: ['notify-operator'],
    basis: 'M.B. 28.07.2004, art. 57: le délai court à partir de la réception',
  },
};
const postingTasks: readonly TaskRow<Words>[] = [
  task({ action: 'send-registered', role: poster, due: delay('registered-sending'), while: toPost }),
  task({ action: 'note-reception', role: poster, due: delay('registered-reception'), while: underWay }),
];
/** While its letter is not posted, it is ONE that must act, though the operator already may. */
const whenPosted =
  (turn: 'operator' | 'nobody') =>
  (data: CaseData): 'operator' | 'nobody' | 'one' =>
    toPost(data) ? 'one' : turn;

/** What an operator says of the conditions of a decision, one by one, before or after it takes effect. */
const declaringConditions: Transitions<Words> = {
  'declare-conditions': {
    by: ['operator'],
    when: (data) => data.conditions?.some(({ state }) => state === 'open' || state === 'overdue') ?? false,
    note: (data, { done }, at) => ({
      ...data,
      conditions: data.conditions?.map((condition) =>
        done.includes(condition.id) && condition.state !== 'met'
          ? { ...condition, state: 'said-done', saidOn: dayOf(at) }
          : condition,
      ),
    }),
    effects: ['notify-agents'],
    signed: true,
    basis: hypothesis,
  },
};

export const process: Process<Words> = {
  slug,
  prefix: 'AD',
  title: "Demande d'adaptation de l'autorisation",
  subject: 'facility',
  dossier: 'authorisation',
  stages: {
    introduced: 'Introduite',
    completeness: 'Recevable ?',
    opinions: 'Avis et visite',
    decision: 'Décision',
    effect: 'Entrée en vigueur',
    closed: 'Clôturée',
  },
  target: () => delay('target'),

  opens: {
    'submit': {
      by: ['operator'],
      to: 'completeness',
      data: (facts) => firstDataOf(facts),
      signed: true,
      effects: ['receipt', 'notify-operator', 'notify-agents'],
      basis: "Guide accueillant·e 2023, ch. 7: demande d'adaptation de l'autorisation",
    },
    'open-measure': {
      by: ['referent'],
      to: 'notice-given',
      data: (facts, at) => ({ ...firstDataOfMeasure(facts), ...posted(facts, 'referent', at) }),
      effects: ['letter-notice', 'notify-operator'],
      basis: 'M.B. 28.07.2004, art. 58: mise en demeure',
    },
  },

  statuses: {
    'completeness': {
      label: 'En vérification',
      stage: 'completeness',
      turn: 'one',
      tasks: [
        task({
          action: 'declare-complete',
          role: 'referent',
          due: delay('completeness'),
          while: (data) => !needsNoDecision(data.kind),
        }),
        task({
          action: 'acknowledge',
          role: 'referent',
          due: delay('completeness'),
          while: (data) => needsNoDecision(data.kind),
        }),
      ],
      on: {
        ...untilDecided,
        ...askingComplement('completeness'),
        'declare-complete': {
          by: ['referent'],
          to: nextAfterOpinions,
          when: (data) => !needsNoDecision(data.kind),
          effects: ['notify-operator', 'notify-agents'],
          basis: hypothesis,
        },
        // End of activity and temporary cessation are noted, not granted: ONE cannot refuse them.
        'acknowledge': {
          by: ['referent'],
          to: 'acknowledged',
          when: (data) => needsNoDecision(data.kind),
          signed: true,
          note: (data, facts) => ({ ...data, outcome: 'acknowledged', effectiveOn: facts.effectiveOn }),
          effects: ['letter-acknowledgement', 'notify-operator'],
          basis: hypothesis,
        },
      },
    },

    'complement-asked': {
      label: 'Complément demandé',
      stage: 'completeness',
      turn: 'operator',
      tasks: [task({ action: 'give-complement', role: 'operator', due: delay('complement') })],
      deadlines: [
        { act: 'complement-missed', after: delay('complement') },
        { act: 'remind-complement', after: delay('complement'), daysBefore: delay('complement-reminder') },
      ],
      on: {
        ...untilDecided,
        'give-complement': {
          by: ['operator'],
          note: answered,
          to: (data) => afterAnswer(data, data.resumeIn),
          effects: ['notify-operator', 'notify-agents'],
          signed: true,
          basis: hypothesis,
        },
        'remind-complement': { by: ['clock'], effects: ['letter-reminder', 'notify-operator'], basis: hypothesis },
        // The clock alone never closes a request: it proposes, an agent confirms.
        'complement-missed': {
          by: ['clock'],
          to: 'closing-proposed',
          effects: ['notify-operator', 'notify-agents'],
          basis: hypothesis,
        },
      },
    },

    'closing-proposed': {
      label: 'Classement sans suite proposé',
      stage: 'completeness',
      turn: 'one',
      tasks: [task({ action: 'close-without-follow-up', role: 'referent', due: delay('closing') })],
      on: {
        ...untilDecided,
        'close-without-follow-up': {
          by: ['referent'],
          to: 'closed-without-follow-up',
          effects: ['letter-without-follow-up', 'notify-operator'],
          signed: true,
          basis: hypothesis,
        },
        'extend-complement': {
          by: ['referent'],
          to: 'complement-asked',
          effects: ['letter-complement', 'notify-operator'],
          basis: hypothesis,
        },
        'give-complement': {
          by: ['operator'],
          note: answered,
          to: (data) => afterAnswer(data, data.resumeIn),
          effects: ['notify-operator', 'notify-agents'],
          signed: true,
          basis: hypothesis,
        },
      },
    },

    'instruction': {
      label: 'En instruction',
      stage: 'opinions',
      turn: (data) => (data.visit === 'proposed' && data.healthOpinion !== 'asked' ? 'operator' : 'one'),
      tasks: [
        task({
          action: 'propose-visit',
          role: visitor,
          due: delay('visit-planning'),
          while: (data) => data.visit === 'to-plan',
        }),
        task({
          action: 'choose-visit-date',
          role: 'operator',
          dueOn: lastDayOfChoice,
          while: (data) => data.visit === 'proposed',
        }),
        task({
          action: 'report-visit',
          role: visitor,
          due: delay('opinion'),
          while: (data) => data.visit === 'planned',
        }),
        task({
          action: 'give-opinion',
          role: visitor,
          due: delay('opinion'),
          while: (data) => data.opinion === 'asked' && (data.visit === 'done' || data.visit === 'none'),
        }),
        task({
          action: 'give-health-opinion',
          role: 'health-referent',
          due: delay('health-opinion'),
          while: (data) => data.healthOpinion === 'asked',
        }),
      ],
      deadlines: [
        {
          act: 'remind-visit',
          on: ({ data }) => (data.visit === 'planned' ? data.visitOn : null),
          daysBefore: delay('visit-reminder'),
        },
        { act: 'visit-choice-missed', on: lastDayOfChoice },
      ],
      on: {
        ...untilDecided,
        ...askingComplement('instruction'),
        'propose-visit': {
          by: visitors,
          whose: visitor,
          when: (data) => data.visit === 'to-plan',
          note: (data, { chooseBy }, at) => ({ ...data, visit: 'proposed', visitProposedOn: dayOf(at), chooseBy }),
          effects: ['notify-operator'],
          basis: hypothesis,
        },
        'choose-visit-date': {
          by: ['operator'],
          when: (data) => data.visit === 'proposed',
          note: (data, { visitOn, from }) => ({ ...data, visit: 'planned', visitOn, visitFrom: from }),
          effects: ['letter-visit', 'notify-agents'],
          basis: hypothesis,
        },
        'refuse-visit-dates': {
          by: ['operator'],
          when: (data) => data.visit === 'proposed',
          note: (data) => ({ ...data, visit: 'to-plan' }),
          effects: ['notify-agents'],
          basis: hypothesis,
        },
        // Left unanswered, the visit is the agent's to plan again.
        'visit-choice-missed': {
          by: ['clock'],
          when: (data) => data.visit === 'proposed',
          note: (data) => ({ ...data, visit: 'to-plan' }),
          effects: ['notify-operator', 'notify-agents'],
          basis: hypothesis,
        },
        // Fixed by the agent after a talk, or moved; the earlier day stays in the acts.
        'plan-visit': {
          by: visitors,
          whose: visitor,
          when: (data) => data.visit === 'to-plan' || data.visit === 'proposed' || data.visit === 'planned',
          note: (data, { visitOn, from }) => ({ ...data, visit: 'planned', visitOn, visitFrom: from }),
          effects: ['letter-visit', 'notify-operator'],
          basis: hypothesis,
        },
        'remind-visit': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        'report-visit': {
          by: visitors,
          whose: visitor,
          when: (data) => data.visit === 'planned',
          note: (data, facts) => ({ ...data, visit: 'done', visitOn: facts.visitedOn }),
          basis: hypothesis,
        },
        'give-opinion': {
          by: visitors,
          whose: visitor,
          when: (data) => data.opinion === 'asked' && (data.visit === 'done' || data.visit === 'none'),
          to: nextAfterOpinions,
          note: (data, facts) => ({ ...data, opinion: facts.opinion }),
          effects: ['notify-agents'],
          basis: hypothesis,
        },
        'give-health-opinion': {
          by: ['health-referent'],
          when: (data) => data.healthOpinion === 'asked',
          to: nextAfterOpinions,
          note: (data, facts) => ({ ...data, healthOpinion: facts.opinion }),
          effects: ['notify-agents'],
          basis: hypothesis,
        },
      },
    },

    'decision': {
      label: 'Avis rendus, décision à proposer',
      stage: 'decision',
      turn: 'one',
      tasks: [task({ action: 'propose-decision', role: 'referent', due: delay('decision') })],
      on: {
        ...untilDecided,
        ...askingComplement('decision'),
        'propose-decision': {
          by: ['referent'],
          to: 'signature',
          note: (data, facts) => ({ ...data, proposal: facts }),
          effects: ['notify-agents'],
          basis: 'Loi du 29 juillet 1991: motivation formelle',
        },
      },
    },

    'signature': {
      label: 'Décision proposée à la signature',
      stage: 'decision',
      turn: 'one',
      tasks: [task({ action: 'sign-decision', role: 'asr-manager', due: delay('signature') })],
      on: {
        ...untilDecided,
        'sign-decision': {
          by: ['asr-manager'],
          notBy: 'propose-decision',
          signed: true,
          note: (data, facts, at) => ({
            ...data,
            ...decidedBy(data.proposal, data),
            outcome: data.proposal?.outcome,
            decidedOn: dayOf(at),
            ...posted(facts, 'referent', at),
          }),
          to: (data) => afterSignature[data.outcome as keyof typeof afterSignature],
          effects: ['letter-decision', 'notify-operator', 'notify-agents'],
          basis: `${hypothesis}: deux personnes, proposition et signature`,
        },
        'return-to-drafter': { by: ['asr-manager'], to: 'decision', effects: ['notify-agents'], basis: hypothesis },
      },
    },

    'granted': {
      label: 'Acceptée',
      stage: 'effect',
      turn: whenPosted('nobody'),
      waitsFor: "l'entrée en vigueur",
      tasks: postingTasks,
      deadlines: [
        { act: 'take-effect', on: ({ data }) => data.effectiveOn, at: 'start' },
        { act: 'remind-effective-date', on: ({ data }) => data.effectiveOn, daysBefore: delay('effective-reminder') },
      ],
      on: {
        ...posting,
        ...declaringConditions,
        'remind-effective-date': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        'take-effect': {
          by: ['clock'],
          to: afterEffect,
          effects: ['apply-decision', 'tell-linked-case', 'notify-operator', 'notify-agents'],
          basis: 'Date fixée par la décision',
        },
      },
    },

    'acknowledged': {
      label: 'Actée',
      stage: 'effect',
      turn: 'nobody',
      waitsFor: "l'entrée en vigueur",
      deadlines: [
        { act: 'take-effect', on: ({ data }) => data.effectiveOn, at: 'start' },
        { act: 'remind-effective-date', on: ({ data }) => data.effectiveOn, daysBefore: delay('effective-reminder') },
      ],
      on: {
        'remind-effective-date': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        'take-effect': {
          by: ['clock'],
          to: afterEffect,
          effects: (data) =>
            data.kind === 'end-of-activity'
              ? ['apply-decision', 'close-facility-cases', 'notify-operator', 'notify-agents']
              : ['apply-decision', 'notify-operator', 'notify-agents'],
          basis: "Date notée par la prise d'acte",
        },
      },
    },

    'conditions-follow-up': {
      label: 'En vigueur, conditions à vérifier',
      stage: 'effect',
      turn: (data) => (hasOpenCondition(data) && !toPost(data) ? 'operator' : 'one'),
      tasks: [
        task({
          action: 'declare-conditions',
          role: 'operator',
          dueOn: nextConditionOn,
          while: (data) => nextConditionOn({ data }) !== null,
        }),
        task({ action: 'confirm-conditions', role: 'referent', dueOn: conditionsToCheckOn }),
        ...postingTasks,
      ],
      deadlines: [
        { act: 'conditions-overdue', on: nextConditionOn },
        { act: 'remind-conditions', on: nextConditionOn, daysBefore: delay('conditions-reminder') },
      ],
      on: {
        ...posting,
        ...declaringConditions,
        'remind-conditions': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        // Nobody has said that it is done: the agent looks, and nothing is taken for unmet by the clock.
        'conditions-overdue': {
          by: ['clock'],
          note: (data, _, at) => ({
            ...data,
            conditions: data.conditions?.map((condition) =>
              condition.state === 'open' && condition.dueOn < dayOf(at)
                ? { ...condition, state: 'overdue' }
                : condition,
            ),
          }),
          effects: ['notify-operator', 'notify-agents'],
          basis: hypothesis,
        },
        // One by one: met, or not yet and until when. The case goes on when all are.
        'confirm-conditions': {
          by: ['referent'],
          note: (data, facts) => ({ ...data, conditions: verified(data.conditions, facts) }),
          to: (data) => (allMet(data) ? afterConditions(data) : 'conditions-follow-up'),
          effects: ['notify-operator'],
          basis: hypothesis,
        },
        'note-conditions-unmet': {
          by: ['referent'],
          note: (data, { conditionsDueOn, ...facts }, at) => ({
            ...data,
            conditionsDueOn,
            conditions: data.conditions?.map((condition) =>
              condition.state === 'met' ? condition : { ...condition, state: 'open', dueOn: conditionsDueOn },
            ),
            ...posted(facts, 'referent', at),
          }),
          effects: ['letter-conditions', 'notify-operator'],
          basis: 'M.B. 28.07.2004, art. 58: mise en demeure',
        },
        // Back before the conditions of a temporary period were looked at.
        'returned': {
          by: ['procedure'],
          when: (data) => isTemporary(data.kind),
          to: 'closed',
          effects: ['notify-operator'],
          basis: hypothesis,
        },
      },
    },

    'period-running': {
      label: 'En vigueur, période temporaire',
      stage: 'effect',
      turn: (data) => (data.extension ? 'one' : 'nobody'),
      waitsFor: 'la fin prévue de la période',
      tasks: [
        task({
          action: 'grant-extension',
          role: 'referent',
          due: delay('extension'),
          while: (data) => data.extension !== undefined,
        }),
      ],
      deadlines: [
        { act: 'period-overrun', on: ({ data }) => data.plannedEndOn },
        { act: 'remind-return', on: ({ data }) => data.plannedEndOn, daysBefore: delay('return-first-reminder') },
        { act: 'remind-return', on: ({ data }) => data.plannedEndOn, daysBefore: delay('return-second-reminder') },
      ],
      on: {
        'remind-return': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        'ask-extension': {
          by: ['operator'],
          note: (data, facts) => ({ ...data, extension: facts }),
          when: (data) => !data.extension,
          effects: ['notify-agents'],
          signed: true,
          basis: hypothesis,
        },
        'grant-extension': {
          by: ['referent'],
          when: (data) => data.extension !== undefined,
          note: ({ extension, ...data }) => ({ ...data, plannedEndOn: extension?.untilOn }),
          effects: ['prolong-period', 'letter-extension', 'notify-operator'],
          signed: true,
          basis: hypothesis,
        },
        'refuse-extension': {
          by: ['referent'],
          when: (data) => data.extension !== undefined,
          note: ({ extension: _, ...data }) => data,
          effects: ['letter-extension', 'notify-operator'],
          signed: true,
          basis: hypothesis,
        },
        'returned': { by: ['procedure'], to: 'closed', effects: ['notify-operator'], basis: hypothesis },
        'period-overrun': {
          by: ['clock'],
          to: 'return-overdue',
          effects: ['notify-operator', 'notify-agents'],
          basis: hypothesis,
        },
      },
    },

    'return-overdue': {
      label: 'Période dépassée, retour non confirmé',
      stage: 'effect',
      turn: 'one',
      tasks: [task({ action: 'confirm-return', role: 'referent', due: delay('return-overdue') })],
      on: {
        'confirm-return': {
          by: ['referent'],
          to: 'closed',
          effects: ['end-period', 'notify-operator'],
          signed: true,
          basis: hypothesis,
        },
        'extend-period': {
          by: ['referent'],
          to: 'period-running',
          note: ({ extension: _, ...data }, facts) => ({ ...data, plannedEndOn: facts.untilOn }),
          effects: ['prolong-period', 'letter-extension', 'notify-operator'],
          signed: true,
          basis: hypothesis,
        },
        'returned': { by: ['procedure'], to: 'closed', effects: ['notify-operator'], basis: hypothesis },
      },
    },

    'remedy': {
      label: 'Refusée, 30 jours pour remédier',
      stage: 'decision',
      turn: whenPosted('operator'),
      tasks: [task({ action: 'give-remedy', role: 'operator', dueOn: lastDayOfRemedy }), ...postingTasks],
      deadlines: [
        { act: 'remedy-missed', on: oncePosted(lastDayOfRemedy) },
        { act: 'remind-complement', on: oncePosted(lastDayOfRemedy), daysBefore: delay('complement-reminder') },
      ],
      on: {
        ...posting,
        'give-remedy': {
          by: ['operator'],
          note: (data, facts) => ({ ...answered(data, facts), afterRefusal: 'remedied' }),
          to: (data) => afterAnswer(data, 'decision'),
          effects: ['notify-agents'],
          signed: true,
          basis: 'M.B. 28.07.2004, art. 56',
        },
        'remind-complement': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        'remedy-missed': {
          by: ['clock'],
          to: 'decision',
          note: (data) => ({ ...data, afterRefusal: 'not-remedied' }),
          effects: ['notify-operator', 'notify-agents'],
          basis: 'M.B. 28.07.2004, art. 56',
        },
      },
    },

    'refused': {
      label: 'Refus confirmé',
      stage: 'decision',
      turn: whenPosted('operator'),
      tasks: [task({ action: 'lodge-appeal', role: 'operator', dueOn: lastDayOfAppeal }), ...postingTasks],
      deadlines: [{ act: 'appeal-lapsed', on: oncePosted(lastDayOfAppeal) }],
      on: {
        ...posting,
        'lodge-appeal': {
          by: ['operator'],
          to: 'appeal',
          effects: ['letter-appeal', 'notify-agents'],
          signed: true,
          basis: 'M.B. 28.07.2004, art. 57',
        },
        'appeal-lapsed': {
          by: ['clock'],
          to: 'closed-refused',
          effects: ['notify-operator'],
          basis: 'M.B. 28.07.2004, art. 57',
        },
      },
    },

    'appeal': {
      label: 'Recours introduit',
      stage: 'decision',
      turn: 'one',
      tasks: [task({ action: 'decide-appeal', role: 'appeal-secretariat', due: delay('appeal-decision') })],
      // An appeal does not stop a measure: it still begins on its day.
      deadlines: [
        {
          act: 'take-effect',
          on: ({ data }) => (isMeasure(data.kind) && !data.inForce ? data.effectiveOn : null),
          at: 'start',
        },
      ],
      on: {
        'take-effect': {
          by: ['clock'],
          when: (data) => isMeasure(data.kind) && !data.inForce,
          note: begin,
          effects: effectsOfMeasure,
          basis: 'Date fixée par la décision',
        },
        'plan-hearing': {
          by: ['appeal-secretariat'],
          note: (data, facts) => ({ ...data, hearingOn: facts.hearingOn }),
          effects: ['notify-operator'],
          basis: 'M.B. 28.07.2004, art. 57: le pouvoir organisateur est entendu',
        },
        'decide-appeal': {
          by: ['appeal-secretariat'],
          signed: true,
          note: (data, facts, at) => ({
            ...data,
            appeal: facts.outcome,
            ...(facts.outcome === 'dismissed'
              ? {}
              : {
                  ...decidedBy(facts, data),
                  outcome: facts.outcome === 'upheld' ? 'upheld-on-appeal' : 'upheld-in-part-on-appeal',
                }),
            ...posted(facts, 'appeal-secretariat', at),
          }),
          to: (data, facts) => (facts.outcome === 'dismissed' ? afterDismissal(data) : 'granted'),
          effects: ['letter-decision', 'notify-operator', 'notify-agents'],
          basis: 'M.B. 28.07.2004, art. 57',
        },
      },
    },

    // The case stays until its last letter is posted: nobody would see it any more.
    'appeal-dismissed': {
      label: 'Recours rejeté, décision à envoyer',
      stage: 'decision',
      turn: 'one',
      tasks: postingTasks,
      on: {
        'send-registered': {
          ...posting['send-registered']!,
          to: (data) => (isMeasure(data.kind) ? 'closed' : 'closed-refused'),
        },
      },
    },

    'notice-given': {
      label: 'Mise en demeure',
      stage: 'opinions',
      turn: whenPosted('operator'),
      tasks: [task({ action: 'answer-notice', role: 'operator', dueOn: lastDayOfAnswer }), ...postingTasks],
      deadlines: [{ act: 'notice-unanswered', on: oncePosted(lastDayOfAnswer) }],
      on: {
        ...posting,
        'answer-notice': {
          by: ['operator'],
          to: 'decision',
          effects: ['notify-agents'],
          signed: true,
          basis: 'M.B. 28.07.2004, art. 58',
        },
        'notice-unanswered': {
          by: ['clock'],
          to: 'decision',
          effects: ['notify-agents'],
          basis: 'M.B. 28.07.2004, art. 58',
        },
      },
    },

    'measure-decided': {
      label: 'Mesure décidée',
      stage: 'effect',
      turn: whenPosted('nobody'),
      waitsFor: "l'entrée en vigueur",
      tasks: [
        task({ action: 'lodge-appeal', role: 'operator', dueOn: lastDayOfAppeal, while: mayAppeal }),
        ...postingTasks,
      ],
      deadlines: [
        { act: 'take-effect', on: ({ data }) => data.effectiveOn, at: 'start' },
        {
          act: 'appeal-lapsed',
          on: oncePosted((moment) => (mayAppeal(moment.data) ? lastDayOfAppeal(moment) : null)),
        },
      ],
      on: {
        ...posting,
        'lodge-appeal': {
          by: ['operator'],
          to: 'appeal',
          when: mayAppeal,
          effects: ['letter-appeal', 'notify-agents'],
          signed: true,
          basis: 'M.B. 28.07.2004, art. 57',
        },
        'appeal-lapsed': {
          by: ['clock'],
          when: mayAppeal,
          note: (data) => ({ ...data, appeal: 'lapsed' }),
          effects: ['notify-operator'],
          basis: 'M.B. 28.07.2004, art. 57',
        },
        'take-effect': {
          by: ['clock'],
          note: begin,
          to: (data) => (mayAppeal(data) && data.kind !== 'lifting-of-suspension' ? 'measure-in-force' : 'closed'),
          effects: effectsOfMeasure,
          basis: 'Date fixée par la décision',
        },
      },
    },

    'measure-in-force': {
      label: 'Mesure en vigueur',
      stage: 'effect',
      turn: whenPosted('operator'),
      tasks: [task({ action: 'lodge-appeal', role: 'operator', dueOn: lastDayOfAppeal }), ...postingTasks],
      deadlines: [{ act: 'appeal-lapsed', on: oncePosted(lastDayOfAppeal) }],
      on: {
        ...posting,
        'lodge-appeal': {
          by: ['operator'],
          to: 'appeal',
          effects: ['letter-appeal', 'notify-agents'],
          signed: true,
          basis: 'M.B. 28.07.2004, art. 57',
        },
        'appeal-lapsed': {
          by: ['clock'],
          to: 'closed',
          effects: ['notify-operator'],
          basis: 'M.B. 28.07.2004, art. 57',
        },
      },
    },

    'closed': { label: 'Clôturée', stage: 'closed', turn: 'nobody', closed: true, on: {} },
    'closed-without-follow-up': { label: 'Classée sans suite', stage: 'closed', turn: 'nobody', closed: true, on: {} },
    'closed-refused': { label: 'Refus définitif', stage: 'closed', turn: 'nobody', closed: true, on: {} },
    'withdrawn': { label: "Retirée par l'opérateur", stage: 'closed', turn: 'nobody', closed: true, on: {} },
    'cancelled': { label: 'Annulée', stage: 'closed', turn: 'nobody', closed: true, on: {} },
  },

  everywhere: kitActs<Words>({
    writers: ['operator', 'referent', 'coordinator', 'adviser', 'health-referent', 'asr-manager', 'appeal-secretariat'],
    to: 'cancelled',
    letter: 'letter-cancellation',
  }),

  effects: { ...kitEffects, ...effects },
  examples,
};

function begin(data: CaseData): CaseData {
  return { ...data, inForce: true };
}

/** A withdrawn authorisation leaves the other requests of the facility without object, whether an appeal is pending or not. */
function effectsOfMeasure({ kind }: CaseData): Words['effect'][] {
  return kind === 'withdrawal-by-one'
    ? ['apply-decision', 'close-facility-cases', 'notify-operator']
    : ['apply-decision', 'notify-operator'];
}
/** An appeal that fails leaves the measure: it still begins on its day. What is over is closed once its letter is posted. */
function afterDismissal(data: CaseData): Words['status'] {
  if (isMeasure(data.kind) && !data.inForce) return 'measure-decided';
  if (toPost(data)) return 'appeal-dismissed';
  return isMeasure(data.kind) ? 'closed' : 'closed-refused';
}

/** What a decision fixes, whoever takes it: from when, under which conditions, and less than was asked. */
function decidedBy(
  decision:
    | Pick<Words['facts']['propose-decision'], 'conditions' | 'conditionsDueOn' | 'effectiveOn' | 'granted'>
    | undefined,
  data: CaseData,
): Partial<CaseData> {
  const { effectiveOn, granted, conditions } = decision ?? {};
  return {
    effectiveOn,
    granted,
    plannedEndOn: granted?.untilOn ?? data.plannedEndOn,
    conditions: conditions?.map((condition) => ({ ...condition, state: 'open' })),
    conditionsDueOn:
      decision?.conditionsDueOn ??
      conditions
        ?.map(({ dueOn }) => dueOn)
        .sort()
        .at(-1),
  };
}

/** Without a word on any of them, all are met. */
function verified(
  conditions: CaseData['conditions'],
  { met, unmet = [] }: Words['facts']['confirm-conditions'],
): CaseData['conditions'] {
  return conditions?.map((condition) => {
    if (!met || met.includes(condition.id)) return { ...condition, state: 'met' };
    const later = unmet.find(({ id }) => id === condition.id);
    return later ? { ...condition, state: 'open', dueOn: later.dueOn } : condition;
  });
}

const afterSignature = {
  'grant': 'granted',
  'grant-with-conditions': 'granted',
  'refuse': 'remedy',
  'confirm-refusal': 'refused',
  'take-measure': 'measure-decided',
  'no-measure': 'closed',
} as const;

function afterEffect(data: CaseData): Words['status'] {
  if (data.conditions ? !allMet(data) : data.outcome === 'grant-with-conditions') return 'conditions-follow-up';
  return afterConditions(data);
}
function afterConditions(data: CaseData): Words['status'] {
  return isTemporary(data.kind) ? 'period-running' : 'closed';
}
