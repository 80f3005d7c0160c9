/** What a quarter is to be paid, or to give back: prepared by its acts, once each, and taken by the next file. */
import { Decimal } from 'decimal.js';
import { lastDayOf } from '../../domain/quarter.ts';
import type { CaseData, Status } from '../../workflows/quarterly-subsidy/contract.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import { balanceOf } from '../../workflows/signed-sum.ts';
import type { EffectContext } from '../effect-context.ts';
import { instant, type Database } from '../connect.ts';
import { datedParameters } from './rules.ts';

type Context = EffectContext<Status, CaseData>;
/** Of quarterly subsidies (`bank-account`, purposes). */
const purpose = 'early-childhood';

/**
 * A part of what was retained of the last quarter that is calculated: none where there is none, and none for a place whose quarter before is not
 * sent though its last day is over.
 */
export async function prepareAdvance(trx: Database, context: Context): Promise<void> {
  const { data } = context.case.state;
  const earlier = (await trx('cases')
    .where({ slug, facility_id: context.case.facility_id })
    .where('period', '<', data.quarter)
    .orderBy('period', 'desc')
    .limit(8)
    .select('status', 'state')) as { status: Status; state: { data: CaseData } }[];
  if (earlier[0]?.status === 'late') return;
  const last = earlier.find(({ state }) => state.data.calculation);
  if (!last?.state.data.calculation) return;
  const { quarter, on } = await datedParameters(trx, data.quarter);
  const cents = new Decimal(last.state.data.calculation.retained)
    .times(on('advance', lastDayOf(quarter)))
    .toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
    .toNumber();
  if (cents > 0) await prepare(trx, context, { key: `advance.${context.case.id}`, kind: 'advance', cents });
}

/** What is left after what was paid; below zero it is taken back from a later payment of the same place. */
export async function prepareBalance(trx: Database, context: Context): Promise<void> {
  const { data } = context.case.state;
  const { id } = context.case;
  // What was prepared before and not paid is in this balance: an advance that was too slow, what a calculation before left.
  const key = `balance.${id}.${String(context.act.number)}`;
  await trx('payments').where({ case_id: id, status: 'prepared' }).whereNot({ key }).update({ status: 'dropped' });
  // Of what it was calculated less, a part may have been taken back already: that has moved the case's own sum.
  const cents = balanceOf(data);
  if (cents === 0) return;
  await prepare(trx, context, {
    key,
    kind: cents > 0 ? 'balance' : 'recovery',
    cents,
  });
}

const prepare = (
  trx: Database,
  { case: { id, facility_id, organising_body_id, administration, state }, act }: Context,
  { key, kind, cents }: { key: string; kind: 'advance' | 'balance' | 'recovery'; cents: number },
): Promise<unknown> =>
  trx('payments')
    .insert({
      key,
      kind,
      case_id: id,
      organising_body_id,
      facility_id,
      administration,
      quarter: state.data.quarter,
      purpose,
      cents,
      prepared_at: instant(act.at),
    })
    .onConflict('key')
    .ignore();
