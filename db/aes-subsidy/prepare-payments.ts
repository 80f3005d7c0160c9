/** What each place of a signed quarter is to be paid, or to give back: prepared by the signature, once each, and taken by the next file. */
import { duesOf, type KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import type { CaseData, Status } from '../../workflows/aes-subsidy/contract.ts';
import type { Database } from '../connect.ts';
import { instant } from '../connect.ts';
import type { EffectContext } from '../effect-context.ts';
import { paidByPlace } from './paid-by-place.ts';
import { calculationsOf } from '../subsidies/calculations.ts';

/** Of accounts: « Accueil temps libre ». */
const purpose = 'after-school';

export async function preparePayments(
  trx: Database,
  { case: { id, state, organising_body_id }, act }: EffectContext<Status, CaseData>,
): Promise<void> {
  const digest = state.data.calculation?.digest;
  const signed = (await calculationsOf<KeptPlaceMonth>(trx, id)).find((one) => one.digest === digest);
  if (!signed) throw new Error('a quarter that was signed without a calculation');
  const prefix = `place.${id}.${String(act.number)}.`;
  // What was prepared before and not paid is in this calculation.
  await trx('payments')
    .where({ case_id: id, status: 'prepared' })
    .whereNot('key', 'like', `${prefix}%`)
    .update({ status: 'dropped' });
  const paid = await paidByPlace(trx, id);
  const dues = duesOf(signed.lines, paid);
  const places = (await trx('facilities')
    .whereIn('id', [...dues.keys()])
    .select('id', 'administration')) as { id: string; administration: string }[];
  const due = places.flatMap(({ id: facilityId, administration }) => {
    const { balance: cents } = dues.get(facilityId)!;
    return cents === 0 ? [] : [{ facilityId, administration, cents }];
  });
  if (due.length === 0) return;
  await trx('payments')
    .insert(
      due.map(({ facilityId, administration, cents }) => ({
        key: `${prefix}${facilityId}`,
        kind: cents > 0 ? 'balance' : 'recovery',
        case_id: id,
        organising_body_id,
        facility_id: facilityId,
        administration,
        quarter: state.data.quarter,
        purpose,
        cents,
        prepared_at: instant(act.at),
      })),
    )
    .onConflict('key')
    .ignore();
}
