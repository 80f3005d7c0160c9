/** Where an operator finds the reviews of a place. */
export const reviewsPath = '/pro/reviews';
export const myReviewsPath = (facilityId: string): string => `${reviewsPath}/${facilityId}`;

/** The places that have reviews: those of early childhood, not the service of childminders itself (hypothèse). */
export const hasReviews = ({ kind }: { kind: string }): boolean =>
  kind === 'subsidised-creche' || kind === 'creche' || kind === 'childminder' || kind === 'co-childminder';
