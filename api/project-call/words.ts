/** Where a call stands, in words. */
import { lastMinuteOf, type ProjectCall } from '../../db/project-call/calls.ts';
import type { Instant } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';

export function standingOf(call: ProjectCall, now: Instant): { kind: string; text: string } {
  if (call.published_at === null) return { kind: 'neutral', text: 'brouillon' };
  if (call.results_at !== null) return { kind: 'done', text: 'résultats publiés' };
  if (now < call.opens_at) return { kind: 'at-one', text: 'annoncé' };
  if (call.results_proposed_at !== null) return { kind: 'at-one', text: 'résultats à relire' };
  return now < call.closes_at ? { kind: 'to-you', text: 'ouvert' } : { kind: 'at-one', text: "clos, à l'examen" };
}
export const datesOf = (call: ProjectCall): string =>
  `du ${formatDateTime(call.opens_at)} au ${formatDateTime(lastMinuteOf(call))}`;
export const filesInWords = (count: number): string => (count === 1 ? '1 dossier' : `${String(count)} dossiers`);
export const placesInWords = (count: number): string => `${String(count)} ${count > 1 ? 'places' : 'place'}`;
