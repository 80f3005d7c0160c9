/** The next cycle of a place is planned where one ends: once, however often it is done, and whenever the engine comes back. */
import { addDays, dayOf, type Day } from '../../../domain/calendar.ts';
import { nextOpenDay } from '../../../domain/functioning-review/open-day.ts';
import { hasReviews } from '../../../domain/functioning-review/places.ts';
import type { CaseData, Facts, Status } from '../../../workflows/functioning-review/contract.ts';
import { process } from '../../../workflows/functioning-review/process.ts';
import type { Database } from '../../connect.ts';
import type { EffectContext } from '../../effect-context.ts';
import { parametersOn } from '../../parameters/parameters.ts';
import { AlreadyOpen, openCase, recordAct } from '../../record-act.ts';
import { listClosures } from '../closures.ts';

/** Of a place that has ended, or will have by then, none is planned; of one that is suspended, one that waits with it. */
export async function openNextReview(
  trx: Database,
  { case: { id, kind, state, facility_id: facilityId }, act }: EffectContext<Status, CaseData>,
): Promise<void> {
  if (facilityId === null) return;
  const endedOn = dayOf(act.at);
  const [place, parameters, closures] = [
    await findPlace(trx, facilityId, endedOn),
    // Today's delay, not the one of five years ago: who plans the year may move the day.
    await parametersOn(trx, process.slug, endedOn),
    await listClosures(trx, [facilityId], endedOn),
  ];
  const firstDayOn = nextOpenDay(addDays(endedOn, parameters['next-review']?.value ?? 0), closures);
  if (!place || !hasReviews(place) || (place.closed_on !== null && place.closed_on <= firstDayOn)) return;
  const facts: Facts['plan'] = { kind: 'review', home: state.data.home, firstDayOn };
  const byProcedure = { actor: { role: 'procedure', userId: null }, content: null, at: act.at } as const;
  try {
    const { caseId } = await openCase(trx, process, {
      subject: { kind: 'facility', id: facilityId },
      kind,
      action: 'plan',
      facts,
      token: `${id}.next-review`,
      ...byProcedure,
    });
    if (!place.suspended) return;
    const suspension: Facts['suspend'] = place.planned_end_on ? { returnOn: place.planned_end_on } : {};
    await recordAct(trx, process, caseId, {
      action: 'suspend',
      facts: suspension,
      token: `${id}.next-suspended`,
      ...byProcedure,
    });
  } catch (error) {
    // Somebody has planned it already: it is there, which is what was wanted. Its clerk is rung for by the sweep.
    if (!(error instanceof AlreadyOpen)) throw error;
  }
}

interface Place {
  kind: string;
  closed_on: Day | null;
  suspended: boolean;
  planned_end_on: Day | null;
}
/** As its authorisation stands on that day. */
const findPlace = async (trx: Database, facilityId: string, on: Day): Promise<Place | undefined> =>
  (await trx('facilities as f')
    .joinRaw(
      `left join lateral (select v.status, v.planned_end_on from authorisation_versions v
         where v.facility_id = f.id and v.valid_from <= ? order by v.valid_from desc, v.created_at desc limit 1) v on true`,
      [on],
    )
    .where('f.id', facilityId)
    .first(
      'f.kind',
      'f.closed_on',
      'v.planned_end_on',
      trx.raw("coalesce(v.status in ('suspended-voluntarily', 'suspended'), false) as suspended"),
    )) as Place | undefined;
