/** Acts on other cases that follow from an act: a return that ends a temporary move, a closure that leaves the rest without object. */
import { transitionsOf, type AnyProcess } from '../workflows/procedure.ts';
import type { Database } from './connect.ts';
import type { EffectContext } from './effect-context.ts';
import { ActRefused, recordAct } from './record-act.ts';

export interface ActElsewhere {
  caseId: string;
  slug: string;
  action: string;
  facts: object;
}

/**
 * Records an act on another case, once: its token says which act of which case it comes from.
 * @returns false when the other case has come to its own end, which is no fault
 * @throws Error `ActUnknown` when no status of the other procedure takes the act; ActRefused when the case is open and does not take it now
 */
export async function actElsewhere(
  trx: Database,
  process: AnyProcess,
  { case: { id }, act }: Pick<EffectContext, 'case' | 'act'>,
  { caseId, action, facts }: ActElsewhere,
): Promise<boolean> {
  if (!knows(process, action))
    throw Object.assign(new Error(`${process.slug} knows no act ${action}`), { name: 'ActUnknown' });
  try {
    // A point of its own to go back to: a refused act leaves the transaction around it as it was.
    await trx.transaction((inner) =>
      recordAct(inner, process, caseId, {
        action,
        facts,
        token: `${id}.${String(act.number)}.${action}`,
        actor: { role: 'procedure', userId: null },
        at: act.at,
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ActRefused)) throw error;
    const other = (await trx('cases').where({ id: caseId }).first('closed_at')) as { closed_at: number | null };
    if (other.closed_at === null) throw error;
    return false;
  }
}

const knows = (process: AnyProcess, action: string): boolean =>
  Object.keys(process.statuses).some((status) => action in transitionsOf(process, status));
