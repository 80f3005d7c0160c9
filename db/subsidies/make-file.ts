/** A file of payments is made: all that is prepared and not held, checked by the schema of banks, sealed with its account numbers. */
import { createHash, randomUUID } from 'node:crypto';
import type { Day, Instant } from '../../domain/calendar.ts';
import { seal } from '../../domain/sealed.ts';
import { periodInShort } from '../../domain/subsidy/period.ts';
import { controlOf, pain001, type Transfer } from '../../domain/subsidy/sepa/pain001.ts';
import { takeBack, type Taking } from '../../domain/subsidy/take-back.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { readAccountNumbers } from '../bank-accounts/numbers.ts';
import { instant, type Database } from '../connect.ts';
import { faultsOfOrder } from './check-order.ts';
import { preparedPayments, type Payment } from './payments.ts';

interface Payer {
  iban: string;
  bic: string | null;
}
const payerName = "Office de la Naissance et de l'Enfance";
export const sealedFor = (secret: string, id: string) => ({ secret, purpose: 'payment file', boundTo: id });

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
          `${what} ${periodInShort(quarter)}`,
          facility,
          ...(taken > 0 ? ['moins un trop-perçu'] : []),
        ]
          .filter(Boolean)
          .join(' '),
      },
    ];
  });
}
