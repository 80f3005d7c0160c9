/** The days that are proposed in a month, from what stood in the month before. */
import { loadStays, type EncodedMonth } from '../../db/attendance/month.ts';
import { hasRoom, proposeDays, type ProposedRow } from '../../domain/attendance/proposing.ts';
import type { MonthRules } from '../../domain/attendance/month.ts';
import { monthsFurther } from '../../domain/quarter.ts';
import type { Dependencies } from '../context.ts';
import type { MonthContext } from './month-context.ts';

/** The month before is read only where a day may be proposed. */
export async function findProposals(
  { db }: Pick<Dependencies, 'db'>,
  { facilityId, month, locked }: MonthContext,
  { encoded, rules, rulesBefore }: { encoded: EncodedMonth; rules: MonthRules; rulesBefore: MonthRules },
): Promise<ProposedRow[]> {
  const now = { ...encoded, rules };
  if (locked || !hasRoom(now)) return [];
  const before = monthsFurther(month, -1);
  return proposeDays(now, {
    month: before,
    rows: await loadStays(db, { facilityId, month: before }),
    rules: rulesBefore,
  });
}
