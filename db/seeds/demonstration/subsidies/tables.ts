/** Which table each body falls under, and the tables that ONE has published; one waits for its publication. Amounts are invented. */
import { addDays, startOfDay, dayOf, type Instant } from '../../../../domain/calendar.ts';
import { lastDayOf, monthOf, quarterOf, quartersFurther, type Quarter } from '../../../../domain/quarter.ts';
import type { LumpSumEuros, Regime } from '../../../../domain/subsidy/lump-sums.ts';
import { instant, type Database } from '../../../connect.ts';
import { stableId } from '../stable-id.ts';

const amounts: Readonly<Record<Regime, LumpSumEuros>> = {
  'official-statutory': { direction: 15_214.6, pms: 14_102.35, childcare: 11_803.2 },
  'official-contractual': { direction: 14_988.4, pms: 13_986.1, childcare: 11_712.85 },
  'private': { direction: 14_850, pms: 13_920, childcare: 11_640 },
};

export async function tellTables(db: Database, now: Instant): Promise<void> {
  await db.raw(`update organising_bodies set subsidy_regime =
    case when kind in ('cpas', 'commune', 'province') then 'official-statutory' else 'private' end
    where exists (select from facilities f where f.organising_body_id = organising_bodies.id and f.kind = 'subsidised-creche')`);
  // Its table is the one that is late.
  await db('organising_bodies')
    .where({ id: stableId('body clair-matin') })
    .update({ subsidy_regime: 'official-contractual' });
  const running = quarterOf(monthOf(dayOf(now - 3 * 3_600_000)));
  const [past, before] = [quartersFurther(running, -2), quartersFurther(running, -3)];
  for (const regime of Object.keys(amounts) as Regime[]) {
    await tellTable(db, { quarter: before, regime, now, share: 0.98 });
    await tellTable(db, { quarter: past, regime, now, share: 1, isDraft: regime === 'official-contractual' });
  }
}

interface Told {
  quarter: Quarter;
  regime: Regime;
  now: Instant;
  /** Of the amounts above: a quarter before was a little less. */
  share: number;
  isDraft?: boolean;
}
async function tellTable(db: Database, { quarter, regime, now, share, isDraft = false }: Told): Promise<void> {
  const at = (days: number): string =>
    instant(Math.min(startOfDay(addDays(lastDayOf(quarter), days)) + 10 * 3_600_000, now));
  const id = stableId(`lump sums ${quarter} ${regime}`);
  await db('lump_sum_tables').insert({
    id,
    quarter,
    regime,
    version: 1,
    status: isDraft ? 'draft' : 'published',
    encoded_by: stableId('user subsidy-manager'),
    encoded_at: at(isDraft ? 120 : 33),
    ...(isDraft ? {} : { published_by: stableId('user subsidy-signatory'), published_at: at(35) }),
  });
  await db('lump_sums').insert(
    Object.entries(amounts[regime]).map(([group, euros]) => ({
      table_id: id,
      staff_group: group,
      euros: Math.round(euros * share * 10_000) / 10_000,
    })),
  );
}
