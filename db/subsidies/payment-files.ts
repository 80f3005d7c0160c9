/**
 * Files of payments: made by one person, released by another, taken to the bank by hand, and marked as executed. Nothing is ever sent from here.
 * A payment stands in one file, and its row says in which.
 */
import { createHash } from 'node:crypto';
import type { Day, Instant } from '../../domain/calendar.ts';
import { unseal } from '../../domain/sealed.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { askForBatch } from '../batches/batch.ts';
import { settlePayments } from '../batches/settle-payments.ts';
import { instant, type Database } from '../connect.ts';
import { sealedFor } from './make-file.ts';

export interface PaymentFile {
  id: string;
  number: number;
  message_id: string;
  execution_on: Day;
  status: 'made' | 'released' | 'executed' | 'dropped';
  count: number;
  cents: number;
  made_by: string;
  made_at: Instant;
  maker: string;
  released_at: Instant | null;
  releaser: string | null;
  executed_on: Day | null;
  dropped_reason: string | null;
}
export const perPage = 20;

const files = (db: Database) =>
  db('payment_files as p')
    .join('users as m', 'm.id', 'p.made_by')
    .leftJoin('users as r', 'r.id', 'p.released_by')
    .select(
      'p.id',
      'p.number',
      'p.message_id',
      'p.execution_on',
      'p.status',
      'p.count',
      'p.cents',
      'p.made_by',
      'p.made_at',
      'p.released_at',
      'p.executed_on',
      'p.dropped_reason',
      db.raw("m.first_name || ' ' || m.family_name as maker"),
      db.raw("r.first_name || ' ' || r.family_name as releaser"),
    );
export const listFiles = async (db: Database, page: number): Promise<{ rows: PaymentFile[]; total: number }> => {
  const { count } = (await db('payment_files').count('* as count').first()) as { count: number };
  const rows = (await files(db)
    .orderBy('p.number', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)) as PaymentFile[];
  return { rows, total: Number(count) };
};
export const findFile = (db: Database, id: string): Promise<PaymentFile | undefined> =>
  files(db).where('p.id', id).first() as unknown as Promise<PaymentFile | undefined>;

/** By somebody else than who made it. @returns false when it is not waiting for that any more */
export const releaseFile = (db: Database, viewer: Viewer, id: string, at: Instant): Promise<boolean> =>
  move(
    db,
    viewer,
    { id, from: ['made'], event: 'release', at },
    { status: 'released', released_by: viewer.userId, released_at: instant(at) },
  );

/** Everything in it is prepared again, for another file. */
export function dropFile(
  db: Database,
  viewer: Viewer,
  { id, reason, at }: { id: string; reason: string; at: Instant },
): Promise<boolean> {
  return db.transaction(async (trx) => {
    if (
      !(await move(
        trx,
        viewer,
        { id, from: ['made', 'released'], event: 'delete', at },
        { status: 'dropped', dropped_reason: reason },
      ))
    )
      return false;
    await trx('payment_takings')
      .whereIn('payment_id', trx('payments').where({ file_id: id }).select('id'))
      .delete();
    await trx('payments')
      .where({ file_id: id, status: 'in-file' })
      .update({ status: 'prepared', file_id: null, account_id: null });
    return true;
  });
}

/** The bank has executed it on that day: its payments become acts, one by one. @returns the batch to ring for */
export function executeFile(
  db: Database,
  viewer: Viewer,
  { id, on, at }: { id: string; on: Day; at: Instant },
): Promise<{ batchId: string } | undefined> {
  return db.transaction(async (trx) => {
    const moved = await move(
      trx,
      viewer,
      { id, from: ['released'], event: 'execute', at },
      { status: 'executed', executed_by: viewer.userId, executed_at: instant(at), executed_on: on },
    );
    if (!moved) return undefined;
    const { id: batchId } = await askForBatch(trx, settlePayments, {
      parameters: { fileId: id },
      key: id,
      administration: null,
      asker: viewer,
      at,
    });
    return { batchId };
  });
}

function move(
  db: Database,
  { userId, acr }: Viewer,
  { id, from, event, at }: { id: string; from: PaymentFile['status'][]; event: string; at: Instant },
  to: object,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const count = await trx('payment_files').where({ id }).whereIn('status', from).update(to);
    if (count > 0) await recordAudit(trx, { at, actorId: userId, acr, event, subject: 'payment-file', subjectId: id });
    return count > 0;
  });
}

/** For who takes it to the bank: noted in the audit. @returns undefined when it is not released, or holds no transfer */
export function takeFile(
  db: Database,
  { userId, acr }: Viewer,
  { id, nissKey, at }: { id: string; nissKey: string; at: Instant },
): Promise<{ name: string; xml: string } | undefined> {
  return db.transaction(async (trx) => {
    const row = (await trx('payment_files')
      .where({ id })
      .whereIn('status', ['released', 'executed'])
      .where('count', '>', 0)
      .first('message_id', 'xml_sealed', 'digest')) as
      | { message_id: string; xml_sealed: Buffer; digest: Buffer }
      | undefined;
    if (!row) return undefined;
    const xml = unseal(row.xml_sealed, sealedFor(nissKey, id));
    if (xml === undefined || !createHash('sha256').update(xml).digest().equals(row.digest))
      throw new Error('a payment file that does not open: the key has changed');
    await recordAudit(trx, { at, actorId: userId, acr, event: 'download', subject: 'payment-file', subjectId: id });
    return { name: `${row.message_id}.xml`, xml };
  });
}
