/** What the portal knows of a place beside its evaluation, and in which domain it is of use. */
import type { Day } from '../days.ts';
import type { ReviewDomain } from './questionnaire.ts';

export interface PortalFacts {
  /** Looked up on this day; what is counted over time, from `since`. */
  on: Day;
  since: Day;
  capacity: { places: number; since: Day } | null;
  /** Open days that the place was closed, weekends apart. */
  closures: { days: number };
  staff: { people: number; fullTimes: number; childcare: number; childcareFullTimes: number };
  /** Recognised. */
  training: { hours: number; people: number };
  /** The last month that was sent. */
  attendance: { month: string; children: number } | null;
}
export type FactName = 'capacity' | 'closures' | 'staff' | 'childcare' | 'training' | 'attendance';

export const factsBeside: Readonly<Record<ReviewDomain, readonly FactName[]>> = {
  infrastructure: ['capacity', 'attendance'],
  health: [],
  project: ['capacity', 'childcare'],
  inclusion: ['closures'],
  families: ['closures'],
  team: ['staff', 'childcare', 'training', 'attendance'],
  management: ['capacity', 'closures', 'attendance'],
  neighbourhood: [],
};
