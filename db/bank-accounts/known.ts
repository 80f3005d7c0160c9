/** What ONE knows beside a new account before it decides: who asked, the same number elsewhere, what changed shortly before, what would be paid. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { slug, type Purpose, type Status } from '../../workflows/bank-account/contract.ts';
import { slug as quarterlySlug } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Database } from '../connect.ts';
import { administersOn, heldOn } from '../users/administers.ts';

export interface AccountKnown {
  masked: string;
  country: string;
  bic: string | null;
  holder: string;
  bodyName: string;
  asked: { name: string; at: Instant; acr: number | null; administratorSince: Day | null; stillAdministers: boolean };
  /** The same number at other bodies, whatever became of it. */
  elsewhere: { name: string; status: Status }[];
  /** Other accounts of the body that were added or left in the last months, and rights given to administrators. */
  recent: { what: 'added' | 'left' | 'administrator'; at: Instant; text: string }[];
  inUse: { purpose: Purpose; masked: string; since: Instant; accountId: string }[];
  /** Quarters of the body that are about to be paid. */
  waiting: { period: string; name: string; status: string; caseId: string }[];
}

const columns = (day: string): string => `
select a.masked, a.country, a.bic, a.holder, b.name as "bodyName",
  (select jsonb_build_object('name', u.first_name || ' ' || u.family_name, 'at', cast(extract(epoch from t.at) * 1000 as bigint), 'acr', t.acr,
      'administratorSince', (select min(g.valid_from) from grants g where g.user_id = u.id and g.organising_body_id = a.organising_body_id
        and g.role in ('administrator', 'childminder')),
      'stillAdministers', exists (select from grants g where g.user_id = u.id and g.organising_body_id = a.organising_body_id
        and (${administersOn(day)} or (g.role = 'childminder' and ${heldOn(day)}))))
    from acts t join users u on u.id = t.actor_id where t.case_id = a.case_id and t.number = 1) as asked,
  coalesce((select jsonb_agg(jsonb_build_object('name', ob.name, 'status', oc.status) order by oa.added_at desc)
    from bank_accounts oa join cases oc on oc.id = oa.case_id join organising_bodies ob on ob.id = oa.organising_body_id
    where oa.iban_digest = a.iban_digest and oa.organising_body_id <> a.organising_body_id), '[]') as elsewhere,
  coalesce((select jsonb_agg(jsonb_build_object('what', r.what, 'at', cast(extract(epoch from r.at) * 1000 as bigint), 'text', r.text) order by r.at desc) from (
    select 'added' as what, o.added_at as at, o.masked as text from bank_accounts o
      where o.organising_body_id = a.organising_body_id and o.id <> a.id and o.added_at > :since
    union all select 'left', w.used_until, o.masked from bank_account_uses w join bank_accounts o on o.id = w.account_id
      where w.organising_body_id = a.organising_body_id and w.used_until > :since
    union all select 'administrator', m.added_at, u.first_name || ' ' || u.family_name from memberships m join users u on u.id = m.user_id
      where m.organising_body_id = a.organising_body_id and m.added_at > :since and m.deleted_at is null
        and exists (select from grants g where g.user_id = m.user_id and g.organising_body_id = m.organising_body_id and ${administersOn(day)})
    order by 2 desc limit 12) r), '[]') as recent,
  coalesce((select jsonb_agg(jsonb_build_object('purpose', w.purpose, 'masked', o.masked, 'accountId', o.id,
      'since', cast(extract(epoch from w.used_from) * 1000 as bigint)) order by w.purpose)
    from bank_account_uses w join bank_accounts o on o.id = w.account_id join cases oc on oc.id = o.case_id
    where w.organising_body_id = a.organising_body_id and w.used_until is null and oc.slug = :slug and oc.status = 'active'), '[]') as "inUse",
  coalesce((select jsonb_agg(jsonb_build_object('period', q.period, 'name', q.facility_name, 'status', q.status, 'caseId', q.id) order by q.period, q.facility_name)
    from (select * from cases q where q.organising_body_id = a.organising_body_id and q.slug = :quarterly and q.closed_at is null
      and q.status in ('in-control', 'awaiting-scale', 'to-sign', 'to-pay') order by q.period, q.facility_name limit 20) q), '[]') as waiting
from bank_accounts a join organising_bodies b on b.id = a.organising_body_id
where a.case_id = :caseId`;

/** @param since from when a change counts as recent */
export async function findKnown(
  db: Database,
  { caseId, today, since }: { caseId: string; today: Day; since: Day },
): Promise<AccountKnown | undefined> {
  const {
    rows: [row],
  } = await db.raw<{ rows: AccountKnown[] }>(columns('cast(:today as date)'), {
    caseId,
    today,
    since,
    slug,
    quarterly: quarterlySlug,
  });
  return row;
}
