/** Where a call stands, in words. */
import { lastMinuteOf, type ProjectCall } from '../../db/project-call/calls.ts';
import type { Instant } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';

export function standingOf(call: ProjectCall, now: Instant): { kind: string; text: string } {
  if (call.published_at === null) return { kind: 'neutral', text: 'brouillon' };
  if (call.results_at !== null) return { kind: 'done', text: 'résultats publiés' };
  if (now < call.opens_at) return { kind: 'at-one', text: 'annoncé' };
  return now < call.closes_at ? { kind: 'to-you', text: 'ouvert' } : { kind: 'at-one', text: "clos, à l'examen" };
}
/** To who works at ONE: that results are proposed is told to nobody outside. */
export const standingAtOne = (call: ProjectCall, now: Instant): { kind: string; text: string } =>
  call.results_at === null && call.results_proposed_at !== null
    ? { kind: 'at-one', text: 'résultats à relire' }
    : standingOf(call, now);
export const datesOf = (call: ProjectCall): string =>
  `du ${formatDateTime(call.opens_at)} au ${formatDateTime(lastMinuteOf(call))}`;
export const filesInWords = (count: number): string => (count === 1 ? '1 dossier' : `${String(count)} dossiers`);
export const placesInWords = (count: number): string => `${String(count)} ${count > 1 ? 'places' : 'place'}`;
