/** What the report of the quarter before may be taken over from: whom it asked to have subsidised, and what each was paid last. */
import { quartersFurther } from '../../domain/quarter.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Database } from '../connect.ts';
import type { ReportOf } from './report.ts';

/** Cents of the last month that had an amount, by collaboration. */
export type PaidBefore = ReadonlyMap<string, number | null>;

/** Of the same body only: a crèche that has changed hands begins anew. The caller has looked at the rights on the case. */
export async function loadPaidBefore(
  db: Database,
  { facilityId, organisingBodyId, quarter }: ReportOf,
): Promise<PaidBefore> {
  const rows = (await db('quarter_salaries as s')
    .join('cases as c', 'c.id', 's.case_id')
    .where({
      'c.subject_id': facilityId,
      'c.slug': slug,
      'c.kind': 'quarter',
      'c.period': quartersFurther(quarter, -1),
      'c.organising_body_id': organisingBodyId,
    })
    .where('s.subsidised', true)
    .select('s.collaboration_id', 's.cents')) as { collaboration_id: string; cents: (string | null)[] }[];
  return new Map(
    rows.map(({ collaboration_id: id, cents }) => {
      const last = cents.findLast((one) => one !== null);
      return [id, last === undefined ? null : Number(last)];
    }),
  );
}
