/** What the clerk does in the database once a decision takes effect, for the past of the demonstration. */
import type { CaseData, Status } from '../../../workflows/authorisation-adaptation/contract.ts';
import type { ActElsewhere } from '../../act-elsewhere.ts';
import { decisions } from '../../authorisation-adaptation/decisions.ts';
import type { Database } from '../../connect.ts';
import { getEffectContext, type EffectContext } from '../../effect-context.ts';

/** @returns the acts that follow on other cases */
export async function applyEffects(db: Database, caseId: string, number: number): Promise<ActElsewhere[]> {
  const { effects } = await db('acts').where({ case_id: caseId, number }).first<{ effects: string[] }>('effects');
  const others: ActElsewhere[] = [];
  for (const effect of effects) {
    const context = (await getEffectContext(db, { caseId, number, effect })) as EffectContext<Status, CaseData>;
    if (isOf(decisions.desk, effect)) await decisions.desk[effect](db, context);
    else if (isOf(decisions.elsewhere, effect)) others.push(...(await decisions.elsewhere[effect](db, context)));
  }
  return others;
}

const isOf = <T extends object>(table: T, effect: string): effect is Extract<keyof T, string> =>
  Object.hasOwn(table, effect);
