/** What the table of the procedure asks of a request: pure rules on its kind. */
import { addPeriod, addWorkingDays, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { dueDay, parameterOf, type Parameters } from '../procedure.ts';
import type { AnswerFacts, CaseData, Facts, Kind, MeasureKind, Outcome, Status, SubmitFacts } from './contract.ts';

export const isMeasure = (kind: Kind): kind is MeasureKind =>
  kind === 'suspension' || kind === 'withdrawal-by-one' || kind === 'lifting-of-suspension';

/** A period with a planned end, that somebody must come back from. */
export const isTemporary = (kind: Kind): boolean => kind === 'temporary-move' || kind === 'temporary-cessation';

/** Prise d'acte: ONE notes it and cannot refuse (hypothèse). */
export const needsNoDecision = (kind: Kind): boolean => kind === 'end-of-activity' || kind === 'temporary-cessation';

/** Moves, returns and more places are looked at on the spot (hypothèse). */
export const needsVisit = (facts: { kind: Kind; moreCapacity: boolean }): boolean =>
  facts.kind === 'permanent-move' ||
  facts.kind === 'temporary-move' ||
  facts.kind === 'return-to-premises' ||
  facts.moreCapacity;

/** A crèche that moves is also seen by the health adviser (hypothèse). */
export const needsHealthOpinion = (facts: Pick<SubmitFacts, 'kind' | 'home'>): boolean =>
  !facts.home && (facts.kind === 'permanent-move' || facts.kind === 'temporary-move');

export function firstDataOf(facts: Facts['submit']): CaseData {
  const decided = !needsNoDecision(facts.kind);
  return {
    kind: facts.kind,
    home: facts.home,
    wishedOn: facts.wishedOn,
    moreCapacity: facts.moreCapacity,
    ...(facts.plannedEndOn ? { plannedEndOn: facts.plannedEndOn } : {}),
    ...(facts.linkedCaseId ? { linkedCaseId: facts.linkedCaseId } : {}),
    resumeIn: 'completeness',
    visit: decided && needsVisit(facts) ? 'to-plan' : 'none',
    opinion: decided ? 'asked' : 'none',
    healthOpinion: needsHealthOpinion(facts) ? 'asked' : 'none',
  };
}

export const firstDataOfMeasure = (facts: Facts['open-measure']): CaseData => ({
  kind: facts.kind,
  home: facts.home,
  wishedOn: facts.effectiveOn,
  moreCapacity: false,
  resumeIn: 'decision',
  visit: 'none',
  opinion: 'none',
  healthOpinion: 'none',
});

/** The opinions are asked at the same time; the decision waits for the last one. */
export const nextAfterOpinions = (data: CaseData): Status =>
  data.opinion === 'asked' || data.healthOpinion === 'asked' ? 'instruction' : 'decision';

/** Decisions against which a delay runs go by registered post, beside the portal. */
export const goesByPost = (kind: Kind, outcome: Outcome | undefined): boolean =>
  outcome === 'refuse' ||
  outcome === 'confirm-refusal' ||
  (outcome === 'take-measure' && kind !== 'lifting-of-suspension');

interface Moment {
  data: CaseData;
  enteredAt: Instant;
  parameters: Parameters;
}
/** A registered letter that nobody has posted yet: its delay cannot run out, and posting it is a task. */
export const toPost = ({ registered }: CaseData): boolean =>
  registered !== undefined && registered.sentOn === undefined;
/** Posted, and it is not known yet when it was received. */
export const underWay = ({ registered }: CaseData): boolean =>
  registered?.sentOn !== undefined && registered.receivedOn === undefined && !registered.unclaimed;

/**
 * The day from which a delay runs: the reception of the registered letter. Until it is known, and where nobody took it from the post: the
 * third working day after it was sent (presumed reception of a plain registered letter).
 */
function receivedOn({ data, enteredAt, parameters }: Moment): Day {
  const { registered } = data;
  const sentOn = registered?.sentOn ?? registered?.decidedOn ?? data.decidedOn ?? dayOf(enteredAt);
  return registered?.receivedOn ?? addWorkingDays(sentOn, parameterOf('reception', parameters).value);
}

/** Last day to lodge an appeal: 30 days from reception (M.B. 28.07.2004, art. 57). */
export const lastDayOfAppeal = (moment: Moment): Day => afterReception(moment, 'appeal');

/** Last day to remedy a refusal: 30 days from reception (M.B. 28.07.2004, art. 56). */
export const lastDayOfRemedy = (moment: Moment): Day => afterReceptionIfPosted(moment, 'remedy');
/** Last day to answer a formal notice. */
export const lastDayOfAnswer = (moment: Moment): Day => afterReceptionIfPosted(moment, 'notice-answer');

function afterReception(moment: Moment, delay: string): Day {
  const from = receivedOn(moment);
  const { registered, decidedOn } = moment.data;
  // Holidays are those known when it was decided.
  const knownOn = registered?.decidedOn ?? decidedOn ?? dayOf(moment.enteredAt);
  return addPeriod(from, { days: parameterOf(delay, moment.parameters).value }, knownOn);
}
/** Cases from before the post was followed count from the act. */
const afterReceptionIfPosted = (moment: Moment, delay: string): Day =>
  moment.data.registered
    ? afterReception(moment, delay)
    : dueDay(moment.enteredAt, { parameter: delay }, moment.parameters);

/** The clock takes a delay for over only where its letter was posted. */
export const oncePosted =
  (lastDay: (moment: Moment) => Day | null) =>
  (moment: Moment): Day | null =>
    toPost(moment.data) ? null : lastDay(moment);

/** What the case remembers of an act whose letter goes by registered post. */
export const posted = (
  facts: { registered?: true },
  by: 'referent' | 'appeal-secretariat',
  at: Instant,
): Pick<CaseData, 'registered'> => ({ registered: facts.registered ? { by, decidedOn: dayOf(at) } : undefined });

/** An answer corrects the request itself; more places than before are looked at on the spot. */
export function answered(data: CaseData, { open, ...corrected }: AnswerFacts): CaseData {
  const next: CaseData = { ...data, ...corrected, openPoints: open?.length ? open : undefined };
  const visit = next.visit === 'none' && !needsNoDecision(next.kind) && needsVisit(next);
  return visit ? { ...next, visit: 'to-plan', opinion: 'asked' } : next;
}
/** Back to where it was asked, or to a visit that has become necessary. */
export const afterAnswer = (data: CaseData, back: Status): Status =>
  back === 'decision' && data.opinion === 'asked' ? 'instruction' : back;

/** The nearest day of a condition that nobody has said to be done. */
export const nextConditionOn = ({ data }: { data: CaseData }): Day | null =>
  data.conditions
    ?.filter(({ state }) => state === 'open')
    .map(({ dueOn }) => dueOn)
    .sort()[0] ?? null;
/** Until when ONE looks at the conditions: soon after one is said to be done, else on their day. */
export function conditionsToCheckOn({ data, parameters }: Moment): Day | null {
  const said = data.conditions
    ?.flatMap(({ state, saidOn }) => (state === 'said-done' && saidOn ? [saidOn] : []))
    .sort()[0];
  return said
    ? addWorkingDays(said, parameterOf('conditions-check', parameters).value)
    : (data.conditionsDueOn ?? null);
}
export const hasOpenCondition = ({ conditions }: CaseData): boolean =>
  conditions?.some(({ state }) => state === 'open') ?? false;
/** All met; without a list of them, whoever confirms confirms all. */
export const allMet = ({ conditions }: CaseData): boolean => conditions?.every(({ state }) => state === 'met') ?? true;

/** Last day to choose among the proposed dates of a visit; null when none are proposed. */
export const lastDayOfChoice = ({ data, parameters }: { data: CaseData; parameters: Parameters }): Day | null =>
  data.visit === 'proposed' && data.visitProposedOn
    ? (data.chooseBy ?? addWorkingDays(data.visitProposedOn, parameterOf('visit-choice', parameters).value))
    : null;

/** An appeal is still possible: none was decided, and its delay has not passed. */
export const mayAppeal = (data: CaseData): boolean => data.appeal === undefined;
