/** What the bank refuses of a file that it has: the payment waits again, until its body has another account or somebody lets it be tried anew. */
import type { Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';

export interface Rejection {
  payment_id: string;
  facility: string;
  body: string;
  cents: number;
  reason: string;
  noted_at: Instant;
  noter: string;
  retried_at: Instant | null;
}
export const rejectionsOf = (db: Database, fileId: string): Promise<Rejection[]> =>
  db('payment_rejections as r')
    .join('payments as p', 'p.id', 'r.payment_id')
    .join('facilities as f', 'f.id', 'p.facility_id')
    .join('organising_bodies as b', 'b.id', 'p.organising_body_id')
    .join('users as u', 'u.id', 'r.noted_by')
    .where('r.file_id', fileId)
    .orderBy(['r.noted_at', 'r.id'])
    .select(
      'r.payment_id',
      'r.reason',
      'r.noted_at',
      'r.retried_at',
      'p.cents',
      'f.name as facility',
      'b.name as body',
      db.raw("u.first_name || ' ' || u.family_name as noter"),
    );

interface Of {
  fileId: string;
  paymentId: string;
}
/** While the file is with the bank, and not noted as executed. @returns false when the payment does not stand in it any more */
export function rejectPayment(
  db: Database,
  { userId, acr }: Viewer,
  { fileId, paymentId, reason, at }: Of & { reason: string; at: Instant },
): Promise<boolean> {
  return db.transaction(async (trx) => {
    // Whoever notes it as executed comes before or after.
    const file = (await trx('payment_files').where({ id: fileId, status: 'released' }).forUpdate().first('id')) as
      | { id: string }
      | undefined;
    const payment =
      file &&
      ((await trx('payments').where({ id: paymentId, file_id: fileId, status: 'in-file' }).first('account_id')) as
        | { account_id: string }
        | undefined);
    if (!payment) return false;
    await trx('payment_rejections').insert({
      payment_id: paymentId,
      file_id: fileId,
      account_id: payment.account_id,
      reason,
      noted_by: userId,
      noted_at: instant(at),
    });
    await trx('payment_takings').where({ payment_id: paymentId }).delete();
    await trx('payments').where({ id: paymentId }).update({ status: 'prepared', file_id: null, account_id: null });
    await recordAudit(trx, { at, actorId: userId, acr, event: 'reject', subject: 'payment', subjectId: paymentId });
    return true;
  });
}

/** To the same account again. @returns false when it was let already, or never refused in this file */
export function retryPayment(
  db: Database,
  { userId, acr }: Viewer,
  { fileId, paymentId, at }: Of & { at: Instant },
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const count = await trx('payment_rejections')
      .where({ payment_id: paymentId, file_id: fileId, retried_at: null })
      .update({ retried_by: userId, retried_at: instant(at) });
    if (count === 0) return false;
    await recordAudit(trx, { at, actorId: userId, acr, event: 'retry', subject: 'payment', subjectId: paymentId });
    return true;
  });
}
