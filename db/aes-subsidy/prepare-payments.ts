/** What each place of a signed quarter is to be paid, or to give back: prepared by the signature, once each, and taken by the next file. */
import { retainedByPlace, type KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import type { CaseData, Status } from '../../workflows/aes-subsidy/contract.ts';
import type { Database } from '../connect.ts';
import { instant } from '../connect.ts';
import type { EffectContext } from '../effect-context.ts';
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
  const retained = retainedByPlace(signed.lines);
  const places = (await trx('facilities')
    .whereIn('id', [...retained.keys()])
    .select('id', 'administration')) as { id: string; administration: string }[];
  const due = places.flatMap(({ id: facilityId, administration }) => {
    const cents = (retained.get(facilityId) ?? 0) - (paid.get(facilityId) ?? 0);
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

/** What files have taken for each place, less what later ones have taken back from it. A file under way is executed whatever happens meanwhile. */
async function paidByPlace(trx: Database, caseId: string): Promise<Map<string, number>> {
  const { rows } = await trx.raw<{ rows: { facility_id: string; cents: number }[] }>(
    `select facility_id, cast(sum(cents) as bigint) as cents from (
       select facility_id, cents from payments
       where case_id = :caseId and kind <> 'recovery' and status in ('in-file', 'paid')
       union all
       select r.facility_id, -t.cents from payments r
       join payment_takings t on t.recovery_id = r.id
       join payments p on p.id = t.payment_id
       where r.case_id = :caseId and p.status in ('in-file', 'paid')) booked
     group by facility_id`,
    { caseId },
  );
  return new Map(rows.map(({ facility_id: id, cents }) => [id, Number(cents)]));
}
