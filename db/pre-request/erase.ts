/** Who asked is forgotten in time: the family's row, what was written in its cases, what was begun there and not sent, mails that wait. */
import { addMonths, dayOf, startOfDay, type Instant } from '../../domain/calendar.ts';
import { slug } from '../../workflows/pre-request/contract.ts';
import { eraseCase } from '../cases/erase-case.ts';
import { instant, type Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';

/** So many at a time, each in a transaction of its own: the round comes again. */
const atOnce = 200;

/** @returns how many families were forgotten */
export async function eraseFamilies(db: Database, now: Instant): Promise<number> {
  const today = dayOf(now);
  const { erasure } = await parametersOn(db, slug, today);
  if (!erasure) throw new Error('no delay for the erasure of pre-requests');
  const before = startOfDay(addMonths(today, -erasure.value));
  const due: { id: string }[] = await db('pre_request_families as f')
    .whereNotExists(
      db('pre_requests as p')
        .join('cases as c', 'c.id', 'p.case_id')
        .whereRaw('p.family_id = f.id')
        .where((open) => open.whereNull('c.closed_at').orWhere('c.closed_at', '>=', instant(before))),
    )
    // A family without a case cannot be, but would be kept for ever.
    .where('f.created_at', '<', instant(before))
    .orderBy('f.created_at')
    .limit(atOnce)
    .select('f.id');
  for (const { id } of due) await db.transaction((trx) => eraseFamily(trx, id, now));
  return due.length;
}

/** The mails that wait for it go with its row. */
async function eraseFamily(trx: Database, id: string, now: Instant): Promise<void> {
  const mine = (await trx('pre_requests').where({ family_id: id }).select('case_id')) as { case_id: string }[];
  for (const { case_id: caseId } of mine) await eraseCase(trx, caseId, now);
  await trx('pre_request_families').where({ id }).delete();
}
