/** What a body has received of its quarters of after-school care, place by place, and what is on its way. */
import {
  budgetYearOf,
  quartersOf,
  type BudgetQuarter,
  type BudgetYear,
} from '../../domain/after-school/budget-year.ts';
import type { Day } from '../../domain/calendar.ts';
import type { SubsidyPeriod } from '../../domain/subsidy/period.ts';
import { slug } from '../../workflows/aes-subsidy/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';

export interface Received {
  id: string;
  caseId: string;
  reference: string;
  body: string;
  place: string;
  quarter: BudgetQuarter;
  kind: 'balance' | 'recovery';
  status: 'prepared' | 'in-file' | 'paid';
  settledOn: Day | null;
  /** Below zero: to be taken back. */
  cents: number;
  /** Of a recovery, what later payments have given back; of a payment, what was taken from it. Once the bank has paid: until then a file may be dropped. */
  taken: number;
  /** Of a recovery: the last period from whose payment it was taken; of a bonus, that is a quarter of the calendar. */
  takenFrom: SubsidyPeriod | null;
  /** The letter of the calculation that was signed last. */
  letterId: string | null;
}
/** A body of fifty places has some two hundred of a year. */
const mostLines = 2_000;

/** Those of the cases that may be read; the newest quarter first, then by place. */
export const listReceived = async (db: Database, ability: Ability, year: BudgetYear): Promise<Received[]> =>
  (await accessibleBy(db('cases'), ability, 'read', 'Case')
    .join('payments as p', 'p.case_id', 'cases.id')
    .join('facilities as f', 'f.id', 'p.facility_id')
    .where('cases.slug', slug)
    .whereIn('cases.period', [...quartersOf(year)])
    .whereNot('p.status', 'dropped')
    .orderByRaw('cases.period desc, f.name collate "fr-x-icu", p.prepared_at, p.id')
    .limit(mostLines)
    .select(
      'p.id',
      'cases.id as caseId',
      'cases.reference',
      'cases.facility_name as body',
      'f.name as place',
      'p.quarter',
      'p.kind',
      'p.status',
      'p.settled_on as settledOn',
      'p.cents',
      db.raw(`(select cast(coalesce(sum(t.cents), 0) as float8) from payment_takings t join payments q on q.id = t.payment_id
        where (t.payment_id = p.id or t.recovery_id = p.id) and q.status = 'paid') as taken`),
      db.raw(`(select q.quarter from payment_takings t join payments q on q.id = t.payment_id
        where t.recovery_id = p.id and q.status = 'paid' order by q.settled_on desc, q.id limit 1) as "takenFrom"`),
      db.raw(`(select d.id from documents d where d.case_id = cases.id and d.slot = 'letter-calculation'
        order by d.uploaded_at desc limit 1) as "letterId"`),
    )) as Received[];

/** The budget years of the requests that may be read, the newest first. */
export async function listBudgetYears(db: Database, ability: Ability): Promise<BudgetYear[]> {
  const rows = (await accessibleBy(db('cases'), ability, 'read', 'Case')
    .where('cases.slug', slug)
    .whereNotNull('cases.period')
    .distinct('cases.period')) as { period: BudgetQuarter }[];
  return [...new Set(rows.map(({ period }) => budgetYearOf(period)))].sort((one, other) => other - one);
}
