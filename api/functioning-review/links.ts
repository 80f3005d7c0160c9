/** Where an operator finds the reviews of a place. */
export const reviewsPath = '/pro/reviews';
export const myReviewsPath = (facilityId: string): string => `${reviewsPath}/${facilityId}`;
