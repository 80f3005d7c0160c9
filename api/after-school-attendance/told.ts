/** What stands in a day, as one is told of it when somebody else was quicker. */
import { isBlank, type Counted } from '../../domain/after-school/counts.ts';

/** « 31 en maternelle et 38 en primaire » */
export function countedInWords(counted: Counted): string {
  if (isBlank(counted)) return 'rien';
  const { nursery, primarySchool, together, positive, morning } = counted;
  const shown = (count: number | null): string => (count === null ? 'rien' : String(count));
  return [
    together === null
      ? `${shown(nursery)} en maternelle et ${shown(primarySchool)} en primaire`
      : `${String(together)} enfants en tout`,
    ...(positive === null ? [] : [`dont ${String(positive)} en différenciation positive`]),
    ...(morning === null ? [] : [`${String(morning)} le matin`]),
  ].join(', ');
}
