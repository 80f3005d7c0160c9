/** A file of payments was executed by the bank: each of its payments becomes an act of its case, exactly once. */
import type { Day } from '../../domain/calendar.ts';
import { process as aesSubsidy } from '../../workflows/aes-subsidy/process.ts';
import { process as quarterlySubsidy } from '../../workflows/quarterly-subsidy/process.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { recordAct } from '../record-act.ts';
import type { Database } from '../connect.ts';
import { BatchRefused, type BatchKind } from './batch.ts';

interface SettlePayments {
  fileId: string;
}
interface Prepared {
  fileId: string;
  number: number;
  on: Day;
}
interface Row {
  kind: 'advance' | 'balance' | 'bonus';
  case_id: string | null;
  cents: number;
  /** Of its case. */
  slug: string | null;
}
/** By the case that is booked: a bonus, which has none, gives back what quarters of either procedure were paid too much. */
const processOf = (slug: string): typeof aesSubsidy | typeof quarterlySubsidy =>
  slug === aesSubsidy.slug ? aesSubsidy : quarterlySubsidy;

export const settlePayments: BatchKind<SettlePayments, Prepared> = {
  kind: 'settle-payments',
  perSecond: 60,
  mayStart: { action: 'make', subject: 'PaymentFile' },

  items: (db, { fileId }) =>
    db('payments')
      .where({ file_id: fileId, status: 'in-file' })
      .orderBy([{ column: 'prepared_at' }, { column: 'id' }])
      .select('id'),

  async prepare(db, { parameters: { fileId } }) {
    const file = (await db('payment_files').where({ id: fileId, status: 'executed' }).first('number', 'executed_on')) as
      | { number: number; executed_on: Day }
      | undefined;
    if (!file) throw new BatchRefused('not-executed');
    return { fileId, number: file.number, on: file.executed_on };
  },

  async work(trx, { subject_id: id }, { prepared: { fileId, number, on }, token, at, ring }) {
    const [row] = (await trx('payments')
      .where({ id, status: 'in-file' })
      .update({ status: 'paid', settled_on: on })
      .returning([
        'kind',
        'case_id',
        'cents',
        trx.raw('(select c.slug from cases c where c.id = payments.case_id) as slug'),
      ])) as Row[];
    if (!row) return null;
    const book = async (
      { caseId, slug }: { caseId: string; slug: string },
      { action, cents, mark }: { action: 'pay' | 'pay-advance'; cents: number; mark: string },
    ): Promise<void> => {
      await recordAct(trx, processOf(slug), caseId, {
        action,
        facts: { cents, payment: String(number) },
        token: mark,
        actor: { role: 'procedure', userId: null },
        at,
      });
      ring(slug, caseId);
    };
    const { case_id: caseId, slug, kind, cents } = row;
    if (caseId && slug)
      await book({ caseId, slug }, { action: kind === 'advance' ? 'pay-advance' : 'pay', cents, mark: token });
    for (const taking of await takingsOf(trx, id)) {
      await book(taking, { action: 'pay', cents: -taking.cents, mark: `${token}.${taking.id}` });
      await endRecovery(trx, taking.recoveryId, { fileId, on });
    }
    return { cents };
  },

  named: (db, ability, ids) =>
    accessibleBy(db('payments').whereIn('payments.id', ids), ability, 'read', 'Payment')
      .join('facilities as f', 'f.id', 'payments.facility_id')
      .select(
        'payments.id',
        db.raw('(select c.slug from cases c where c.id = payments.case_id) as slug'),
        'f.name as text',
        db.raw('coalesce(payments.case_id, payments.facility_id) as page_id'),
      ),
};

const takingsOf = (
  trx: Database,
  paymentId: string,
): Promise<{ id: string; recoveryId: string; caseId: string; slug: string; cents: number }[]> =>
  trx('payment_takings as t')
    .join('payments as r', 'r.id', 't.recovery_id')
    .join('cases as c', 'c.id', 'r.case_id')
    .where('t.payment_id', paymentId)
    .orderBy('t.id')
    .select({ id: 't.id', recoveryId: 't.recovery_id', caseId: 'r.case_id', slug: 'c.slug', cents: 't.cents' });

/** All of it is taken back. */
const endRecovery = (trx: Database, id: string, { fileId, on }: { fileId: string; on: Day }): Promise<number> =>
  trx('payments')
    .where({ id })
    .whereRaw(
      `-cents <= (select sum(t.cents) from payment_takings t join payments p on p.id = t.payment_id
         where t.recovery_id = payments.id and p.status = 'paid')`,
    )
    .update({ status: 'paid', settled_on: on, file_id: fileId });
