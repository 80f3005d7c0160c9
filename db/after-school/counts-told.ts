/** Counts of children as the history of a place tells them. */
import type { Counted, DayCounts, EnrolledMonth } from '../../domain/after-school/counts.ts';

/** « 31 + 44 », or the sum, and that the place was open on a red day; in the audit. */
export const told = ({
  nursery,
  primarySchool,
  together,
  positive,
  morning,
  openAnyway,
}: Counted & Pick<DayCounts, 'openAnyway'>): string =>
  [
    together === null ? `${shown(nursery)} + ${shown(primarySchool)}` : String(together),
    ...(positive === null ? [] : [`dont ${String(positive)} en différenciation positive`]),
    ...(morning === null ? [] : [`${String(morning)} le matin`]),
    ...(openAnyway ? ['ouvert ce jour-là'] : []),
  ].join(', ');
/** The same of those who are enrolled in a month. */
export const inscribed = ({ nursery, primary }: Pick<EnrolledMonth, 'nursery' | 'primary'>): string =>
  `${shown(nursery)} + ${shown(primary)}`;
const shown = (count: number | null): string => (count === null ? '–' : String(count));
