/** Subsidies of a crèche depend on its hours: who manages them there hears of it by mail, and nobody else. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';
import { queueWord } from '../link-mails.ts';

const managers = `
select u.email from facilities f
cross join lateral in_charge(null, f.id, 'subsidy-manager', f.administration, null, null, cast(:today as date)) as one
join users u on u.id = one or (one is null and u.id in (select holders('subsidy-manager', f.administration, cast(:today as date))))
where f.id = :facilityId and f.kind = 'subsidised-creche' order by u.email limit 10`;

export async function tellSubsidyManager(
  trx: Database,
  { facilityId, at }: { facilityId: string; at: Instant },
): Promise<void> {
  const { rows } = await trx.raw<{ rows: { email: string }[] }>(managers, { facilityId, today: dayOf(at) });
  await Promise.all(rows.map(({ email }) => queueWord(trx, { kind: 'hours-changed', email, at, source: facilityId })));
}
