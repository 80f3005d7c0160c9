/**
 * Files of payments: made by one person, released by another, taken to the bank by hand, and marked as executed. Nothing is ever sent from here.
 * A payment stands in one file, and its row says in which.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { Day, Instant } from '../../domain/calendar.ts';
import { quarterInShort } from '../../domain/quarter.ts';
import { seal, unseal } from '../../domain/sealed.ts';
import { controlOf, pain001, type Transfer } from '../../domain/subsidy/sepa/pain001.ts';
import { takeBack, type Taking } from '../../domain/subsidy/take-back.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { readAccountNumbers } from '../bank-accounts/numbers.ts';
import { askForBatch } from '../batches/batch.ts';
import { settlePayments } from '../batches/settle-payments.ts';
import { instant, type Database } from '../connect.ts';
import { faultsOfOrder } from './check-order.ts';
import { preparedPayments, type Payment } from './payments.ts';

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

export interface Payer {
  iban: string;
  bic: string | null;
}
const payerName = "Office de la Naissance et de l'Enfance";
const sealedFor = (secret: string, id: string) => ({ secret, purpose: 'payment file', boundTo: id });

/**
 * Takes all that is prepared and not held, where its maker works. Sent twice with the same token, one file is made.
 * @returns its id; undefined when there is nothing to pay @throws Error when the order is not sound by its schema
 */
export function makeFile(
  db: Database,
  viewer: Viewer,
  {
    token,
    executionOn,
    payer,
    nissKey,
    at,
  }: { token: string; executionOn: Day; payer: Payer; nissKey: string; at: Instant },
): Promise<{ id: string } | undefined> {
  return db.transaction(async (trx) => {
    const there = (await trx('payment_files').where({ token }).first('id')) as { id: string } | undefined;
    if (there) return there;
    const prepared = await preparedPayments(trx, viewer.ability, true);
    const paying = prepared.filter(({ held }) => !held);
    if (paying.length === 0)
      return trx('payment_files').where({ token }).first('id') as Promise<{ id: string } | undefined>;
    const takings = takeBack(
      paying.map(({ id, facility_id: facilityId, left: cents }) => ({ id, facilityId, cents })),
      prepared
        .filter(({ kind }) => kind === 'recovery')
        .map(({ id, facility_id: facilityId, left: cents }) => ({ id, facilityId, cents })),
    );
    const numbers = await readAccountNumbers(
      trx,
      { nissKey },
      {
        accountIds: paying.map(({ account }) => account!.id),
        event: 'export',
        actorId: viewer.userId,
        acr: viewer.acr,
        at,
      },
    );
    const id = randomUUID();
    const messageId = `PROONE-${instant(at).slice(0, 10).replaceAll('-', '')}-${id.slice(0, 8)}`;
    const transfers = transfersOf(paying, takings, numbers);
    const xml =
      transfers.length > 0
        ? pain001({
            messageId,
            createdAt: instant(at).replace(/\.\d+Z$/, 'Z'),
            executionOn,
            from: { name: payerName, ...payer },
            transfers,
          })
        : '';
    // Names of faults only: their text may hold a number.
    if (xml && (await faultsOfOrder(xml)).length > 0) throw new Error('a payment order that its schema refuses');
    await trx('payment_files').insert({
      id,
      token,
      message_id: messageId,
      execution_on: executionOn,
      ...controlOf(transfers),
      digest: createHash('sha256').update(xml).digest(),
      xml_sealed: seal(xml, sealedFor(nissKey, id)),
      made_by: viewer.userId,
      made_at: instant(at),
    });
    await trx.raw(
      `update payments set status = 'in-file', file_id = ?, account_id = a.account_id
       from unnest(cast(? as uuid[]), cast(? as uuid[])) as a (id, account_id) where payments.id = a.id`,
      [id, paying.map((one) => one.id), paying.map(({ account }) => account!.id)],
    );
    if (takings.length > 0)
      await trx('payment_takings').insert(
        takings.map(({ recoveryId, paymentId, cents }) => ({
          recovery_id: recoveryId,
          payment_id: paymentId,
          cents,
        })),
      );
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'create',
      subject: 'payment-file',
      subjectId: id,
      change: { payments: { before: null, after: paying.length } },
    });
    return { id };
  });
}

function transfersOf(
  paying: readonly Payment[],
  takings: readonly Taking[],
  numbers: ReadonlyMap<string, string>,
): Transfer[] {
  return paying.flatMap(({ id, kind, left, account, reference, quarter, facility, label }) => {
    const taken = takings.filter(({ paymentId }) => paymentId === id).reduce((sum, { cents }) => sum + cents, 0);
    if (!account || left === taken) return [];
    const what = { advance: 'avance', balance: 'subside', bonus: label ?? 'prime', recovery: '' }[kind];
    return [
      {
        endToEndId: id.replaceAll('-', ''),
        cents: left - taken,
        to: { name: account.holder, iban: numbers.get(account.id) ?? '', bic: account.bic },
        communication: [
          reference,
          `${what} ${quarterInShort(quarter)}`,
          facility,
          ...(taken > 0 ? ['moins un trop-perçu'] : []),
        ]
          .filter(Boolean)
          .join(' '),
      },
    ];
  });
}

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
