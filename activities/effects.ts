/** What an effect is given, and the two kinds of effects: work at the desk, and errands outside. */
import type { Database } from '../db/connect.ts';
import type { Errand } from '../workflows/clerk.ts';
import type { AnyProcess, CaseState } from '../workflows/procedure.ts';

export interface EffectContext {
  errand: Errand;
  /** Instant of the workflow; null for errands, which are not bound to it. */
  now: number | null;
  case: {
    id: string;
    slug: string;
    reference: string;
    kind: string;
    status: string;
    state: CaseState;
    facility_id: string;
    organising_body_id: string;
    administration: string;
    facility_name: string;
    postcode: string;
    locality: string;
    linked_case_id: string | null;
    opened_at: number;
  };
  act: {
    number: number;
    action: string;
    facts: Record<string, unknown>;
    actor_id: string | null;
    actor_role: string;
    at: number;
    status: string;
  };
  content: Record<string, unknown> | null;
}

/** Short, idempotent database work, in the transaction that marks it done. `ring` tells another case's clerk afterwards. */
export type DeskWork = (
  trx: Database,
  context: EffectContext & { ring: (slug: string, caseId: string) => void },
) => Promise<void>;
export type RunErrand = (context: EffectContext) => Promise<void>;

export interface ProcedureEffects {
  process: AnyProcess;
  desk: Record<string, DeskWork>;
  errands: Record<string, RunErrand>;
}

/** @throws when the act does not exist */
export async function findEffectContext(db: Database, errand: Errand, now: number | null): Promise<EffectContext> {
  // One after the other: in a transaction they share a connection.
  const row = (await db('cases').where({ id: errand.caseId }).first()) as EffectContext['case'] | undefined;
  const act = (await db('acts').where({ case_id: errand.caseId, number: errand.number }).first()) as
    | EffectContext['act']
    | undefined;
  const content = (await db('act_contents')
    .where({ case_id: errand.caseId, number: errand.number })
    .first('content')) as { content: Record<string, unknown> | null } | undefined;
  if (!row || !act) throw new Error('act not found');
  return { errand, now, case: row, act, content: content?.content ?? null };
}
