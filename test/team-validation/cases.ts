/** Cases of the validation of a team, for tests. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { openCase } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import type { TeamPath } from '../../workflows/team-validation/contract.ts';
import { process } from '../../workflows/team-validation/process.ts';

export const stableOf = (facility: string): string => stableId(`facility ${facility}`);

interface Year {
  facilityId: string;
  at: Instant;
  year?: string;
  path?: TeamPath;
  childminder?: boolean;
  token?: string;
}
/** @returns the id of the case */
export async function openYear(
  db: Database,
  { facilityId, at, year = dayOf(at).slice(0, 4), path = 'yearly', childminder = false, token = randomUUID() }: Year,
): Promise<string> {
  const { caseId } = await openCase(db, process, {
    subject: { kind: 'facility', id: facilityId },
    period: year,
    kind: 'year',
    action: 'open-year',
    facts: { year, path, childminder },
    token,
    actor: { role: 'procedure', userId: null },
    at,
  });
  return caseId;
}
