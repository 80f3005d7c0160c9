/** The next cycle of a place is planned where one ends: once, however often it is done, and whenever the engine comes back. */
import { addDays, dayOf, nextWorkingDay } from '../../../domain/calendar.ts';
import type { CaseData, Facts, Status } from '../../../workflows/functioning-review/contract.ts';
import { process } from '../../../workflows/functioning-review/process.ts';
import type { Database } from '../../connect.ts';
import type { EffectContext } from '../../effect-context.ts';
import { parametersOn } from '../../parameters/parameters.ts';
import { AlreadyOpen, openCase } from '../../record-act.ts';

export async function openNextReview(
  trx: Database,
  { case: { id, kind, state, facility_id: facilityId }, act }: EffectContext<Status, CaseData>,
): Promise<void> {
  if (facilityId === null) return;
  const endedOn = dayOf(act.at);
  // Today's delay, not the one of five years ago: who plans the year may move the day.
  const notice = (await parametersOn(trx, process.slug, endedOn))['next-review']?.value ?? 0;
  const facts: Facts['plan'] = {
    kind: 'review',
    home: state.data.home,
    firstDayOn: nextWorkingDay(addDays(endedOn, notice)),
  };
  try {
    await openCase(trx, process, {
      subject: { kind: 'facility', id: facilityId },
      kind,
      action: 'plan',
      facts,
      content: null,
      token: `${id}.next-review`,
      actor: { role: 'procedure', userId: null },
      at: act.at,
    });
  } catch (error) {
    // Somebody has planned it already: it is there, which is what was wanted. Its clerk is rung for by the sweep.
    if (!(error instanceof AlreadyOpen)) throw error;
  }
}
