/** In which order groups of training lines are decided: what presses most first, and why, in points that can be told. Parameters, all assumptions. */
export interface GroupFacts {
  /** Agreements, of places whose lines wait here, that end within the first delay; and within the second one. */
  near: number;
  later: number;
  /** Persons who wait here and lack hours. */
  short: number;
  /** Since the oldest line was sent. */
  days: number;
  /** Lines that one decision frees. */
  lines: number;
}
export type Reason = keyof GroupFacts;
export type Weights = Readonly<Record<Reason, number>>;
export interface Points {
  reason: Reason;
  count: number;
  points: number;
}

export const reasons: readonly Reason[] = ['near', 'later', 'short', 'days', 'lines'];

/** The points of each reason that counts, the heaviest first. Their sum is the score. */
export const pointsOf = (facts: GroupFacts, weights: Weights): Points[] =>
  reasons
    .map((reason) => ({ reason, count: facts[reason], points: facts[reason] * weights[reason] }))
    .filter(({ points }) => points > 0)
    .sort((one, other) => other.points - one.points || reasons.indexOf(one.reason) - reasons.indexOf(other.reason));

export const scoreOf = (facts: GroupFacts, weights: Weights): number =>
  pointsOf(facts, weights).reduce((sum, { points }) => sum + points, 0);
