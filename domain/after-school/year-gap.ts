/** When children of a day, on average, are unlike those of the same month a year before: one rule for the place that counts and for the control. Pure. */

/** @param yearGap share of the year before, from which a month is told of: parameter `year-gap` */
export const isUnlikeYearBefore = (now: number, before: number, yearGap: number): boolean =>
  before > 0 && Math.abs(now - before) > yearGap * before;
