/** Counting stops at a thousand: more is said, not counted. */
export const countLimit = 1000;
export const shownCount = (count: number): string | number => (count > countLimit ? '1 000+' : count);
