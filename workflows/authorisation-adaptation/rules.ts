/** What the table of the procedure asks of a request: pure rules on its kind. */
import { addPeriod, addWorkingDays, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { parameterOf, type Parameters } from '../procedure.ts';
import type { CaseData, Facts, Kind, MeasureKind, Status, SubmitFacts } from './contract.ts';

export const isMeasure = (kind: Kind): kind is MeasureKind =>
  kind === 'suspension' || kind === 'withdrawal-by-one' || kind === 'lifting-of-suspension';

/** A period with a planned end, that somebody must come back from. */
export const isTemporary = (kind: Kind): boolean => kind === 'temporary-move' || kind === 'temporary-cessation';

/** Prise d'acte: ONE notes it and cannot refuse (hypothèse). */
export const needsNoDecision = (kind: Kind): boolean => kind === 'end-of-activity' || kind === 'temporary-cessation';

/** Moves, returns and more places are looked at on the spot (hypothèse). */
export const needsVisit = (facts: Pick<SubmitFacts, 'kind' | 'moreCapacity'>): boolean =>
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

/**
 * Last day to lodge an appeal: 30 days from reception (M.B. 28.07.2004, art. 57); a plain registered letter is held to be
 * received on the third working day after it was sent.
 */
export function lastDayOfAppeal({
  data,
  enteredAt,
  parameters,
}: {
  data: CaseData;
  enteredAt: Instant;
  parameters: Parameters;
}): Day {
  const sentOn = data.decidedOn ?? dayOf(enteredAt);
  const received = addWorkingDays(sentOn, parameterOf('reception', parameters).value);
  return addPeriod(received, { days: parameterOf('appeal', parameters).value }, sentOn);
}

/** Last day to choose among the proposed dates of a visit; null when none are proposed. */
export const lastDayOfChoice = ({ data, parameters }: { data: CaseData; parameters: Parameters }): Day | null =>
  data.visit === 'proposed' && data.visitProposedOn
    ? addWorkingDays(data.visitProposedOn, parameterOf('visit-choice', parameters).value)
    : null;

/** An appeal is still possible: none was decided, and its delay has not passed. */
export const mayAppeal = (data: CaseData): boolean => data.appeal === undefined;
