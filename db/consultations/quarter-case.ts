/** Where the consultations of a quarter stand: read from its case. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { quarterOf, type Month, type Quarter } from '../../domain/quarter.ts';
import { slug, type CaseData, type Months, type Status } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Database } from '../connect.ts';

export interface QuarterCase {
  id: string;
  quarter: Quarter;
  facilityId: string;
  organisingBodyId: string;
  reference: string;
  status: Status;
  /** Of its last act. */
  number: number;
  lastDay: Day;
  consultations: Months;
}
export type Sent = 'never' | 'sent' | 'reopened';

type Row = Omit<QuarterCase, 'lastDay' | 'consultations'> & { data: CaseData };
const cases = (db: Database) =>
  db('cases')
    .where({ slug, kind: 'quarter' })
    .whereNot('status', 'cancelled')
    .select(
      'id',
      'period as quarter',
      'facility_id as facilityId',
      'organising_body_id as organisingBodyId',
      'reference',
      'status',
      'act_number as number',
      db.raw("state -> 'data' as data"),
    );
const asCase = ({ data, ...row }: Row): QuarterCase => ({
  ...row,
  lastDay: data.lastDay,
  consultations: data.consultations,
});

export async function findQuarterCase(
  db: Database,
  facilityId: string,
  quarter: Quarter,
): Promise<QuarterCase | undefined> {
  const [row] = (await cases(db).where({ subject_id: facilityId, period: quarter })) as Row[];
  return row && asCase(row);
}
/** Of several places, their quarters from one on; the caller has looked at the rights on the places. */
export async function listQuarterCases(
  db: Database,
  facilityIds: readonly string[],
  from: Quarter,
): Promise<QuarterCase[]> {
  const rows = (await cases(db)
    .whereIn('subject_id', [...facilityIds])
    .where('period', '>=', from)) as Row[];
  return rows.map(asCase);
}

export function sentIn(found: Pick<QuarterCase, 'consultations'> | undefined, month: Month): Sent {
  const sent = found?.consultations[month];
  if (!sent) return 'never';
  return sent.reopened ? 'reopened' : 'sent';
}

/** The last act on a month: by whom, when, and why where it was reopened. */
export interface MonthAct {
  month: Month;
  action: 'sign-consultations' | 'reopen-consultations';
  at: Instant;
  by: string | null;
  acr: number | null;
  reason: string | null;
  hash: Buffer;
}
export const findLastAct = async (db: Database, caseId: string, month: Month): Promise<MonthAct | undefined> =>
  (await db('acts as a')
    .leftJoin('act_contents as k', (on) => {
      on.on('k.case_id', 'a.case_id').andOn('k.number', 'a.number');
    })
    .leftJoin('users as u', 'u.id', 'a.actor_id')
    .where('a.case_id', caseId)
    .whereIn('a.action', ['sign-consultations', 'reopen-consultations'])
    .whereRaw("a.facts ->> 'month' = ?", [month])
    .orderBy('a.number', 'desc')
    .first(
      db.raw("a.facts ->> 'month' as month"),
      'a.action',
      'a.at',
      'a.acr',
      'a.hash',
      db.raw("u.first_name || ' ' || u.family_name as by"),
      db.raw("k.content ->> 'reason' as reason"),
    )) as MonthAct | undefined;

export const caseOfMonth = (db: Database, facilityId: string, month: Month): Promise<QuarterCase | undefined> =>
  findQuarterCase(db, facilityId, quarterOf(month));
