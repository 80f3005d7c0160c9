/** The place of each line that waits, and how long lines like it have waited: worked out once a day, so that a place is one for a whole day. */
import { addMonths, dayInMilliseconds, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { lookBackDays, type Decided } from '../../domain/training-delay.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import { instant, type Database } from '../connect.ts';
import { comingEnds } from '../training-desk/coming-ends.ts';
import { rankingOn } from '../training-desk/rank.ts';

/** Who has an agreement that ends soon comes first, then whoever has waited longest: by the points that order the desk too, all of them parameters. */
const places = `
insert into training_places (case_id, place, total, on_day)
select l.case_id, row_number() over (order by
    case when a.to_on <= cast(:soon as date) then cast(:near as numeric) when a.to_on <= cast(:later as date) then cast(:far as numeric) else 0 end
      + cast(:day as numeric) * extract(epoch from cast(:now as timestamptz) - l.entered_at) / 86400 desc, l.entered_at, l.case_id),
  count(*) over (), cast(:today as date)
from training_lines l
left join (:ends) a on a.facility_id = l.facility_id
where l.status = 'waiting'`;

// What the lists decide at once says nothing of how long people wait.
const delays = `
insert into training_delays (likeness, decided, median_days, ninth_days, on_day)
select case when l.module_id is null or l.organisation_typed is not null or l.module_typed is not null then 'other' else 'listed' end, count(*),
  percentile_cont(0.5) within group (order by c.clock_one_ms) / ${String(dayInMilliseconds)},
  percentile_cont(0.9) within group (order by c.clock_one_ms) / ${String(dayInMilliseconds)}, cast(:today as date)
from cases c join training_lines l on l.case_id = c.id
where c.slug = '${slug}' and c.closed_at >= cast(:since as timestamptz) and c.status in ('recognised', 'refused', 'merged')
  and not exists (select from acts where case_id = c.id and action = 'recognise' and facts ->> 'list' = 'true')
group by 1`;

/** @returns how many lines wait */
export function workOutWaits(db: Database, now: Instant): Promise<number> {
  const today = dayOf(now);
  return db.transaction(async (trx) => {
    const { weights, nearMonths, laterMonths } = await rankingOn(trx, today);
    await trx('training_places').delete();
    await trx('training_delays').delete();
    await trx.raw(delays, { today, since: instant(now - lookBackDays * dayInMilliseconds) });
    const { rowCount } = await trx.raw<{ rowCount: number }>(places, {
      today,
      ends: comingEnds(trx, today),
      now: instant(now),
      soon: addMonths(today, nearMonths),
      later: addMonths(today, laterMonths),
      near: weights.near,
      far: weights.later,
      day: weights.days,
    });
    return rowCount;
  });
}

export type Likeness = 'listed' | 'other';
export async function findDelays(db: Database): Promise<Map<Likeness, Decided & { onDay: Day }>> {
  const rows = (await db('training_delays').select({
    likeness: 'likeness',
    decided: 'decided',
    median: 'median_days',
    ninth: 'ninth_days',
    onDay: 'on_day',
  })) as (Decided & { likeness: Likeness; onDay: Day })[];
  return new Map(rows.map((row) => [row.likeness, row]));
}
