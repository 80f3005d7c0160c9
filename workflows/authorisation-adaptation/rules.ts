/** What a request is by its kind, and what its case begins with. */
import type { CaseData, Facts, Kind, MeasureKind, SubmitFacts } from './contract.ts';

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
