/** What a quarter of after-school care has done by the clerk. */
import { loadPlaces } from '../db/aes-subsidy/places.ts';
import { preparePayments } from '../db/aes-subsidy/prepare-payments.ts';
import { closeMonths } from '../db/aes-subsidy/reopen.ts';
import type { Database } from '../db/connect.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { process } from '../workflows/aes-subsidy/process.ts';
import type { CaseData, Words } from '../workflows/aes-subsidy/contract.ts';
import { hasRest } from '../workflows/aes-subsidy/rules.ts';
import { letters } from '../views/aes-subsidy/letters.ts';
import { missingInMail } from '../views/aes-subsidy/mail-words.ts';
import { words } from '../views/aes-subsidy/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const aesSubsidy: ProcedureEffects<Words> = {
  process,
  words,
  letters,
  desk: {
    'prepare-payment': preparePayments,
    'close-months': (trx, { case: { id: caseId }, act: { at } }) => closeMonths(trx, { caseId, at }),
  },
  elsewhere: {},
  errands: {},
  missing: findMissing,
};

/** As long as places are to be sent; of those that lack nothing, that they may be. */
async function findMissing(db: Database, caseId: string, now: Instant): Promise<string[]> {
  const row = (await db('cases')
    .where({ id: caseId })
    .first('organising_body_id', 'closed_at', db.raw("state -> 'data' as data"))) as
    | { organising_body_id: string; closed_at: Instant | null; data: CaseData }
    | undefined;
  if (!row || row.closed_at !== null || !hasRest(row.data)) return [];
  const { organising_body_id: organisingBodyId, data } = row;
  return missingInMail(await loadPlaces(db, { organisingBodyId, quarter: data.quarter }, dayOf(now)));
}
