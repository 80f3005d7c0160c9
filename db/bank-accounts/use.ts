/** Which account is paid to from when: written by the clerk when a validated account may be used, and when one is left. */
import { instant, type Database } from '../connect.ts';
import type { EffectContext } from '../effect-context.ts';
import type { ActElsewhere } from '../act-elsewhere.ts';
import { slug, type CaseData, type Purpose } from '../../workflows/bank-account/contract.ts';

type Context = Pick<EffectContext<string, CaseData>, 'case' | 'act'>;

/** One at a time for each body: two accounts for one purpose wait for one another. */
const lockBody = (trx: Database, bodyId: string) =>
  trx('organising_bodies').where({ id: bodyId }).forNoKeyUpdate().select('id');

/**
 * From the act on, the account is paid to for each of its purposes, and the one before no more. Where one has come to it later already (its clerk was
 * quicker), that one stays.
 */
export async function useAccount(trx: Database, { case: row, act }: Context): Promise<void> {
  const { account, purposes } = row.state.data;
  const at = instant(act.at);
  await lockBody(trx, row.organising_body_id);
  const now = await trx('bank_account_uses')
    .where({ organising_body_id: row.organising_body_id })
    .whereNull('used_until')
    .select<{ purpose: Purpose; account_id: string; used_from: number }[]>('purpose', 'account_id', 'used_from');
  const free = purposes.filter((purpose) => {
    const stands = now.find((use) => use.purpose === purpose);
    return !stands || (stands.account_id !== account && stands.used_from <= act.at);
  });
  if (free.length === 0) return;
  await trx('bank_account_uses')
    .where({ organising_body_id: row.organising_body_id })
    .whereIn('purpose', free)
    .whereNull('used_until')
    .update({ used_until: at });
  await trx('bank_account_uses').insert(
    free.map((purpose) => ({
      organising_body_id: row.organising_body_id,
      purpose,
      account_id: account,
      used_from: at,
    })),
  );
}

/** Nothing is paid to it any more. */
export async function leaveAccount(trx: Database, { case: row, act }: Context): Promise<void> {
  await lockBody(trx, row.organising_body_id);
  await trx('bank_account_uses')
    .where({ account_id: row.state.data.account })
    .whereNull('used_until')
    .update({ used_until: trx.raw('greatest(used_from, cast(? as timestamptz))', [instant(act.at)]) });
}

/** The accounts of the body that were used before for one of its purposes: told that it has taken them over. */
export async function accountsReplaced(trx: Database, { case: row, act }: Context): Promise<ActElsewhere[]> {
  const { purposes } = row.state.data;
  const others = await trx('cases as c')
    .where({ 'c.slug': slug, 'c.organising_body_id': row.organising_body_id, 'c.status': 'active' })
    .whereNot('c.id', row.id)
    .whereRaw("(c.state ->> 'enteredAt')::bigint <= ?", [act.at])
    .orderBy('c.id')
    .select<{ id: string; state: EffectContext<string, CaseData>['case']['state'] }[]>('c.id', 'c.state');
  return others.flatMap(({ id, state }) => {
    const taken = state.data.purposes.filter((purpose) => purposes.includes(purpose));
    return taken.length > 0 ? [{ caseId: id, slug, action: 'replace', facts: { purposes: taken } }] : [];
  });
}
