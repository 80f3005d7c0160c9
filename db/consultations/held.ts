/** What waits for a doctor's validation: written down, and not signed yet. */
import type { Month } from '../../domain/quarter.ts';
import { hoursOf, worthOf, type Minute } from '../../domain/consultations/consultation.ts';
import { centsOf } from '../../domain/traced.ts';
import type { Day } from '../../domain/calendar.ts';
import { grouped } from '../../domain/grouped.ts';
import { isDeclaring } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Database } from '../connect.ts';
import { tariffOn, tariffsBetween } from './tariffs.ts';

export interface HeldMonth {
  month: Month;
  consultations: number;
  hours: number;
  /** Fees and travel, at the tariffs of each day. */
  cents: number;
  /** The request of its quarter, once it is not with its operator any more: nothing more is signed there, but where ONE asks for a correction. */
  gone: { id: string; reference: string } | undefined;
}
interface Row {
  id: string;
  month: Month;
  on: Day;
  from: Minute;
  to: Minute;
  kilometres: number;
  request: { id: string; reference: string; status: string } | null;
}

/** By month. The caller has looked at the rights on the doctor's case. */
export async function heldByDoctor(db: Database, collaborationId: string): Promise<HeldMonth[]> {
  const rows = (await db('consultations as l')
    .join('doctor_collaborations as c', 'c.id', 'l.collaboration_id')
    .joinRaw(
      `left join cases q on q.slug = 'quarterly-subsidy' and q.kind = 'quarter' and q.subject_id = l.facility_id
         and q.period = to_char(l.month, 'YYYY-Q') and q.status <> 'cancelled'`,
    )
    .where('l.collaboration_id', collaborationId)
    .whereNull('l.removed_at')
    .whereNull('l.signed_at')
    .whereRaw("l.to_minute > l.from_minute and date_trunc('month', l.held_on)::date = l.month")
    .orderBy(['l.held_on', 'l.from_minute', 'l.id'])
    .select(
      'l.id',
      db.raw("to_char(l.month, 'YYYY-MM') as month"),
      'l.held_on as on',
      'l.from_minute as from',
      'l.to_minute as to',
      'c.kilometres',
      db.raw(
        "case when q.id is not null then jsonb_build_object('id', q.id, 'reference', q.reference, 'status', q.status) end as request",
      ),
    )) as Row[];
  if (rows.length === 0) return [];
  const tariff = tariffOn(await tariffsBetween(db, rows[0]!.on, rows.at(-1)!.on));
  const centsOfRow = (row: Row): number => {
    const { fees, travel } = worthOf({ ...row, collaboration: collaborationId }, row.kilometres, tariff(row.on));
    return centsOf(fees) + centsOf(travel);
  };
  return [...grouped(rows, ({ month }) => month)].map(([month, of]) => ({
    month,
    consultations: of.length,
    hours: of.reduce((sum, row) => sum + hoursOf(row), 0),
    cents: of.reduce((sum, row) => sum + centsOfRow(row), 0),
    gone: goneOf(of[0]!.request),
  }));
}

function goneOf(request: Row['request']): HeldMonth['gone'] {
  if (!request || isDeclaring(request.status)) return undefined;
  const { id, reference } = request;
  return { id, reference };
}
