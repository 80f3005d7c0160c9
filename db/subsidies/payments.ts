/** What is prepared, what holds it back, and what a file takes of it. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { SubsidyPeriod } from '../../domain/subsidy/period.ts';
import type { Purpose } from '../../workflows/bank-account/contract.ts';
import type { Ability } from '../access/subjects.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { accountsInUse, type AccountInUse } from '../bank-accounts/in-use.ts';
import type { Database } from '../connect.ts';

export type PaymentKind = 'advance' | 'balance' | 'recovery' | 'bonus';
/** Why it goes into no file yet. */
export type HeldBecause = 'no-account' | 'refused-by-bank' | 'late' | 'calculated-anew' | 'taken-back-later';

interface PaymentRow {
  id: string;
  kind: PaymentKind;
  case_id: string | null;
  organising_body_id: string;
  facility_id: string;
  quarter: SubsidyPeriod;
  purpose: Purpose;
  cents: number;
  status: 'prepared' | 'in-file' | 'paid' | 'dropped';
  file_id: string | null;
  account_id: string | null;
  prepared_at: Instant;
  settled_on: Day | null;
  body: string;
  facility: string;
  reference: string | null;
  /** Of its case. */
  slug: string | null;
  /** Of its case, what rights look at beside the place. */
  excluded_user_id: string | null;
  appealed: boolean | null;
  case_status: string | null;
  label: string | null;
  /** Accounts to which the bank has refused it, and nobody has let it be tried anew. */
  refused_accounts: readonly string[];
  /** Of a recovery, what files have taken already; of another, what they have taken from it. */
  taken: number;
}
export interface Payment extends Omit<PaymentRow, 'taken'> {
  account?: AccountInUse;
  held?: HeldBecause;
  /** Of a recovery, still to be taken back; of another, what the file pays. */
  left: number;
}

const rows = (db: Database) =>
  db('payments')
    .join('organising_bodies as b', 'b.id', 'payments.organising_body_id')
    .join('facilities as f', 'f.id', 'payments.facility_id')
    .leftJoin('cases as c', 'c.id', 'payments.case_id')
    .leftJoin('exceptional_bonuses as e', 'e.id', 'payments.bonus_id')
    .joinRaw(
      `left join lateral (select coalesce(sum(cents), 0) as taken from payment_takings
         where recovery_id = payments.id or payment_id = payments.id) t on true`,
    )
    .select(
      'payments.*',
      'b.name as body',
      'f.name as facility',
      'c.reference',
      'c.slug',
      'c.status as case_status',
      'c.excluded_user_id',
      'c.appealed',
      'e.label',
      db.raw(`array(select r.account_id from payment_rejections r
        where r.payment_id = payments.id and r.retried_at is null) as refused_accounts`),
      db.raw('cast(t.taken as bigint) as taken'),
    );

/** Everything that is prepared where the reader works, the oldest first. */
export async function preparedPayments(db: Database, ability: Ability, lock = false): Promise<Payment[]> {
  const query = accessibleBy(rows(db).where('payments.status', 'prepared'), ability, 'read', 'Payment')
    .orderBy([{ column: 'payments.prepared_at' }, { column: 'payments.id' }])
    .modify((each) => {
      // Two who make a file at once take nothing twice: the second waits, and finds it taken.
      if (lock) void each.forUpdate('payments');
    });
  const found = (await query) as PaymentRow[];
  const accounts = new Map(
    (await accountsInUse(db, [...new Set(found.map((one) => one.organising_body_id))])).map((one) => [
      `${one.organisingBodyId} ${one.purpose}`,
      one,
    ]),
  );
  return found.map((row) => withAccount(row, accounts.get(`${row.organising_body_id} ${row.purpose}`)));
}

function withAccount({ taken, ...row }: PaymentRow, account: AccountInUse | undefined): Payment {
  const held = heldBecause(row, account);
  return {
    ...row,
    left: row.kind === 'recovery' ? -row.cents - taken : row.cents - taken,
    ...(account ? { account } : {}),
    ...(held ? { held } : {}),
  };
}
function heldBecause(
  { kind, case_status: status, refused_accounts: refused }: Omit<PaymentRow, 'taken'>,
  account: AccountInUse | undefined,
): HeldBecause | undefined {
  if (kind === 'recovery') return 'taken-back-later';
  if (kind === 'advance' && status === 'late') return 'late';
  // A corrected table, or a contest that was upheld: what is paid is what will be signed.
  // A place of several is paid while its case has gone on already; what the bank has refused may be so until the case is settled.
  if (kind === 'balance' && !['to-pay', 'paid', 'settled'].includes(status ?? '')) return 'calculated-anew';
  if (!account) return 'no-account';
  return refused.includes(account.id) ? 'refused-by-bank' : undefined;
}

/** Of a file, in its order. */
export async function paymentsOfFile(db: Database, fileId: string): Promise<Payment[]> {
  const found = (await rows(db)
    .where({ 'payments.file_id': fileId })
    .whereNot('payments.kind', 'recovery')
    .orderBy([{ column: 'payments.prepared_at' }, { column: 'payments.id' }])) as PaymentRow[];
  return found.map(({ taken, ...row }) => ({ ...row, left: row.cents - taken }));
}
