/** What a quarter has done by the clerk: its payments are prepared, and what is submitted validates Mon Équipe. */
import type { Database } from '../db/connect.ts';
import { readQuarter } from '../db/quarterly-subsidy/sealed.ts';
import { findTeamActs } from '../db/quarterly-subsidy/validate-team.ts';
import { prepareAdvance, prepareBalance } from '../db/subsidies/prepare-payments.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { readinessLines } from '../domain/subsidy/readiness.ts';
import { isDeclaring, type CaseData, type Words } from '../workflows/quarterly-subsidy/contract.ts';
import { process } from '../workflows/quarterly-subsidy/process.ts';
import { letters } from '../views/quarterly-subsidy/letters.ts';
import { missingInMail } from '../views/quarterly-subsidy/mail-words.ts';
import { words } from '../views/quarterly-subsidy/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const quarterlySubsidy: ProcedureEffects<Words> = {
  process,
  words,
  desk: { 'prepare-advance': prepareAdvance, 'prepare-balance': prepareBalance },
  letters,
  elsewhere: { 'validate-team': findTeamActs },
  errands: {},
  missing: findMissing,
};

/** Nothing of a quarter that is not with its operator any more. */
async function findMissing(db: Database, caseId: string, now: Instant): Promise<string[]> {
  const row = (await db('cases')
    .where({ id: caseId })
    .first('status', 'organising_body_id', 'facility_id', db.raw("state -> 'data' as data"))) as
    | { status: string; organising_body_id: string; facility_id: string | null; data: CaseData }
    | undefined;
  if (!row || row.facility_id === null || !isDeclaring(row.status)) return [];
  const { organising_body_id: organisingBodyId, facility_id: facilityId, data } = row;
  const { readiness } = await readQuarter(
    db,
    { caseId, organisingBodyId, facilityId, quarter: data.quarter },
    { data, today: dayOf(now), now },
  );
  return missingInMail(readinessLines(readiness));
}
