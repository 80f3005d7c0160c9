/** What the administrators of a body are told of its software: a notice and a mail each, once. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { dayInMilliseconds, dayOf } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import { administersOn } from '../users/administers.ts';
import { applicationLimitsOn } from './limits.ts';

export type ApplicationNotice = 'application-added' | 'token-ends' | 'token-ends-soon' | 'webhook-off';

const administrators = `grants g join users u on u.id = g.user_id and ${administersOn('cast(:today as date)')}`;
const columns = 'user_id, organising_body_id, kind, about_user_id, about_on, about_application_id, created_at, mail_at';

const tell = `
insert into account_notices (${columns})
select distinct g.user_id, g.organising_body_id, cast(:kind as text), cast(null as uuid), cast(:on as date), cast(:applicationId as uuid),
  cast(:at as timestamptz), cast(:at as timestamptz)
from ${administrators} where g.organising_body_id = :bodyId
on conflict do nothing`;

export const tellAdministrators = (
  db: Database,
  {
    bodyId,
    applicationId,
    kind,
    on,
    at,
  }: { bodyId: string; applicationId: string; kind: ApplicationNotice; on: Day; at: Instant },
): Promise<unknown> => db.raw(tell, { bodyId, applicationId, kind, on, today: dayOf(at), at: instant(at) });

// Of each software its newest token: one that was renewed is over, and nobody need do anything. One that never lasted so long is not announced so early.
const tellEnds = `
insert into account_notices (${columns})
select distinct g.user_id, a.organising_body_id, cast(:kind as text), cast(null as uuid), t.ends_on, a.id, cast(:at as timestamptz), cast(:at as timestamptz)
from applications a
cross join lateral (
  select cast(n.expires_at at time zone 'Europe/Brussels' as date) as ends_on, n.expires_at, n.created_at, n.revoked_at
  from application_tokens n where n.application_id = a.id order by n.created_at desc, n.id limit 1
) t
join ${administrators} on g.organising_body_id = a.organising_body_id
where a.revoked_at is null and t.revoked_at is null
  and t.expires_at > cast(:from as timestamptz) and t.expires_at <= cast(:until as timestamptz) and t.expires_at - t.created_at > make_interval(days => :days)
on conflict do nothing`;

/** Each morning: of tokens that end. A morning that was missed is told of at the next one. @returns how many notices are new */
export async function tellOfTokens(db: Database, at: Instant): Promise<number> {
  const { notices } = await applicationLimitsOn(db, dayOf(at));
  const kinds: ApplicationNotice[] = ['token-ends', 'token-ends-soon'];
  const [first, last] = await Promise.all(
    kinds.map(async (kind, index) => {
      const days = notices[index] ?? 0;
      const { rowCount } = await db.raw<{ rowCount: number }>(tellEnds, {
        ...{ kind, days, today: dayOf(at), at: instant(at) },
        // Found late, it is told of once.
        from: instant(at + (kind === 'token-ends' ? notices[1] : 0) * dayInMilliseconds),
        until: instant(at + days * dayInMilliseconds),
      });
      return rowCount;
    }),
  );
  return (first ?? 0) + (last ?? 0);
}
