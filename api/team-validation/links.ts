/** Where a validation is found, and where a point is mended: the very field of the sheet, with the way back. */
import type { TeamPoint } from '../../domain/staff/check-team.ts';
import { hrefOf } from '../team/sheet-page.ts';

/** From a place to its validation of this year. */
export const facilityPath = (facilityId: string): string => `/pro/facilities/${facilityId}/team-validation`;

/** @param back the line of the list to come back to */
export function fieldHref({ collaborationId, field }: TeamPoint, back: string): string {
  if (collaborationId === null) return '/pro/team';
  const [path = '', anchor = ''] = hrefOf(field, `/pro/team/${collaborationId}`).split('#');
  const from = new URLSearchParams({ back }).toString();
  return `${path}${path.includes('?') ? '&' : '?'}${from}#${anchor}`;
}
