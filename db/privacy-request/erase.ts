/** Who asked is forgotten in time: what waits for a confirmation that does not come, and what was asked and answered once it is long over. */
import { addDays, addMonths, dayOf, startOfDay, type Instant } from '../../domain/calendar.ts';
import { slug } from '../../workflows/privacy-request/contract.ts';
import { eraseCase } from '../cases/erase-case.ts';
import { instant, type Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';

/** So many at a time, each in a transaction of its own: the round comes again. */
const atOnce = 200;

/** @returns how many requests were forgotten */
export async function erasePrivacyRequests(db: Database, now: Instant): Promise<number> {
  const today = dayOf(now);
  const { erasure, confirmation } = await parametersOn(db, slug, today);
  if (!erasure || !confirmation) throw new Error('no delay for the erasure of privacy requests');
  const waiting = startOfDay(addDays(today, -confirmation.value));
  await db('privacy_askers').whereNull('case_id').where('received_at', '<', instant(waiting)).delete();
  const over: { id: string; case_id: string }[] = await db('privacy_askers as p')
    .join('cases as c', 'c.id', 'p.case_id')
    .where('c.closed_at', '<', instant(startOfDay(addMonths(today, -erasure.value))))
    .orderBy('c.closed_at')
    .limit(atOnce)
    .select('p.id', 'p.case_id');
  for (const { id, case_id: caseId } of over)
    await db.transaction(async (trx) => {
      await eraseCase(trx, caseId, now);
      await trx('privacy_askers').where({ id }).delete();
    });
  return over.length;
}
