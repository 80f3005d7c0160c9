/** The places that have reviews: those of early childhood, not the service of childminders itself (hypothèse). */
export const reviewedKinds = ['subsidised-creche', 'creche', 'childminder', 'co-childminder'] as const;

export const hasReviews = ({ kind }: { kind: string }): boolean => (reviewedKinds as readonly string[]).includes(kind);
