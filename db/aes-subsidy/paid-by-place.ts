import type { Database } from '../connect.ts';

/**
 * Cents that files have taken for each place of a quarter, less what later ones have taken back from it. A file under way is executed whatever
 * happens meanwhile. The caller has looked at the rights on the case.
 */
export async function paidByPlace(db: Database, caseId: string): Promise<Map<string, number>> {
  const { rows } = await db.raw<{ rows: { facility_id: string; cents: number }[] }>(
    `select facility_id, cast(sum(cents) as bigint) as cents from (
       select facility_id, cents from payments
       where case_id = :caseId and kind <> 'recovery' and status in ('in-file', 'paid')
       union all
       select r.facility_id, -t.cents from payments r
       join payment_takings t on t.recovery_id = r.id
       join payments p on p.id = t.payment_id
       where r.case_id = :caseId and p.status in ('in-file', 'paid')) booked
     group by facility_id`,
    { caseId },
  );
  return new Map(rows.map(({ facility_id: id, cents }) => [id, Number(cents)]));
}
