/** What an effect is given: its case as it is now, its act, and what was typed with it. */
import type { CaseState } from '../workflows/procedure.ts';
import type { Database } from './connect.ts';

/** An effect of an act of a case. */
export interface EffectKey {
  caseId: string;
  number: number;
  effect: string;
}
export interface EffectContext<S extends string = string, D extends object = object> {
  effect: string;
  case: {
    id: string;
    slug: string;
    reference: string;
    kind: string;
    status: S;
    state: CaseState<S, D>;
    /** Of a case that is not about a facility: null. */
    facility_id: string | null;
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

/** @throws when the act does not exist */
export async function getEffectContext(db: Database, { caseId, number, effect }: EffectKey): Promise<EffectContext> {
  // One after the other: in a transaction they share a connection.
  const row = (await db('cases').where({ id: caseId }).first()) as EffectContext['case'] | undefined;
  const act = (await db('acts').where({ case_id: caseId, number }).first()) as EffectContext['act'] | undefined;
  const content = (await db('act_contents').where({ case_id: caseId, number }).first('content')) as
    | { content: Record<string, unknown> | null }
    | undefined;
  if (!row || !act) throw new Error('act not found');
  return { effect, case: row, act, content: content?.content ?? null };
}
