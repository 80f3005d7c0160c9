/** The agreements of organising bodies: which one stands, what it covers, and until when it goes on. */
import type { Day } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';

export interface Agreement {
  id: string;
  organisingBodyId: string;
  from: Day;
  to: Day;
  conditions: readonly { id: string; text: string; dueOn: Day }[];
  /** While ONE decides on a request made in time; `until` null: until the decision. */
  prolonged: { from: Day; until: Day | null } | null;
}
interface Row {
  id: string;
  organising_body_id: string;
  from_on: Day;
  to_on: Day;
  conditions: Agreement['conditions'] | null;
  prolonged_from: Day | null;
  prolonged_until: Day | null;
}

const agreements = (db: Database) =>
  db('agreements as a')
    .leftJoin('agreement_prolongations as p', 'p.agreement_id', 'a.id')
    .select('a.id', 'a.organising_body_id', 'a.from_on', 'a.to_on', 'a.conditions')
    .select({ prolonged_from: 'p.from_on', prolonged_until: 'p.until_on' });
const toldOf = (row: Row): Agreement => ({
  id: row.id,
  organisingBodyId: row.organising_body_id,
  from: row.from_on,
  to: row.to_on,
  conditions: row.conditions ?? [],
  prolonged: row.prolonged_from ? { from: row.prolonged_from, until: row.prolonged_until } : null,
});

/** Of each of these bodies, the agreement that ends last. The caller has looked at the rights on them. */
export async function listLastAgreements(db: Database, bodyIds: readonly string[]): Promise<Map<string, Agreement>> {
  const rows = (await agreements(db)
    .distinctOn('a.organising_body_id')
    .whereIn('a.organising_body_id', bodyIds)
    .orderBy([{ column: 'a.organising_body_id' }, { column: 'a.to_on', order: 'desc' }])) as Row[];
  return new Map(rows.map((row) => [row.organising_body_id, toldOf(row)]));
}

/** What a renewal of this body is opened about; null: it has none. */
export async function findAgreementToRenew(
  db: Database,
  bodyId: string,
): Promise<{ agreementId: string; endsOn: Day } | null> {
  const agreement = (await listLastAgreements(db, [bodyId])).get(bodyId);
  return agreement ? { agreementId: agreement.id, endsOn: agreement.to } : null;
}

/** Whether the body may receive children on that day: agreed, or prolonged. */
export const standsOn = ({ from, to, prolonged }: Agreement, day: Day): boolean =>
  (from <= day && day <= to) ||
  (prolonged !== null && prolonged.from <= day && (prolonged.until === null || day <= prolonged.until));
