/** The accounts of a body as its administrators see them, and the body itself. Numbers are masked here. */
import type { Instant } from '../../domain/calendar.ts';
import { administrationOf } from '../../domain/postcodes.ts';
import { slug, type CaseData, type Purpose, type Status } from '../../workflows/bank-account/contract.ts';
import type { CaseState } from '../../workflows/procedure.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';

export interface AccountBody {
  id: string;
  name: string;
  enterpriseNumber: string | null;
  /** Of ONE: that of most of its places, else of its seat. */
  administration: string;
}

/** The body, when its accounts are this person's to see: asked by the caller. */
export async function findAccountBody(db: Database, id: string): Promise<AccountBody | undefined> {
  const row = await db('organising_bodies as b')
    .where('b.id', id)
    .first<
      { id: string; name: string; enterprise_number: string | null; postcode: string; most: string | null } | undefined
    >(
      'b.id',
      'b.name',
      'b.enterprise_number',
      'b.postcode',
      db.raw(`(select f.administration from facilities f where f.organising_body_id = b.id and f.closed_on is null
        group by f.administration order by count(*) desc, f.administration limit 1) as most`),
    );
  return (
    row && {
      id: row.id,
      name: row.name,
      enterpriseNumber: row.enterprise_number,
      administration: row.most ?? administrationOf(row.postcode) ?? 'bruxelles',
    }
  );
}

export interface AccountView {
  id: string;
  caseId: string;
  masked: string;
  country: string;
  bic: string | null;
  holder: string;
  addedAt: Instant;
  addedBy: string;
  status: Status;
  state: CaseState<Status, CaseData>;
  actNumber: number;
  closedAt: Instant | null;
  /** When each step was done last, and by whom where it was somebody of the body. */
  steps: Partial<Record<string, { at: Instant; by: string | null }>>;
  /** Words of ONE for the operator: of the last refusal or complement. */
  said: string | null;
  statement: { id: string; name: string } | null;
}

const mostShown = 100;
/** Newest first. */
export async function listAccounts(db: Database, ability: Ability, bodyId: string): Promise<AccountView[]> {
  const rows: unknown = await accessibleBy(db('cases'), ability, 'read', 'Case')
    .join('bank_accounts as a', 'a.case_id', 'cases.id')
    .join('users as u', 'u.id', 'a.added_by')
    .joinRaw(
      `left join lateral (
        select jsonb_object_agg(s.action, jsonb_build_object('at', s.at, 'by', s.by)) as steps from (
          select distinct on (t.action) t.action, cast(extract(epoch from t.at) * 1000 as bigint) as at,
            case when t.actor_role = 'operator' then w.first_name || ' ' || w.family_name end as by
          from acts t left join users w on w.id = t.actor_id where t.case_id = cases.id order by t.action, t.number desc) s
      ) steps on true
      left join lateral (
        select coalesce(k.content ->> 'reason', k.content ->> 'text') as said from acts t
        join act_contents k on k.case_id = t.case_id and k.number = t.number
        where t.case_id = cases.id and t.action in ('refuse', 'ask-complement') order by t.number desc limit 1
      ) said on true
      left join lateral (
        select d.id, d.name from documents d
        where d.case_id = cases.id and d.slot = 'statement' and d.act_number is not null and d.withdrawn_at is null
        order by d.act_number desc, d.uploaded_at desc limit 1
      ) doc on true`,
    )
    .where({ 'cases.slug': slug, 'cases.organising_body_id': bodyId })
    .orderBy([{ column: 'a.added_at', order: 'desc' }, { column: 'a.id' }])
    .limit(mostShown)
    .select({
      id: 'a.id',
      caseId: 'cases.id',
      masked: 'a.masked',
      country: 'a.country',
      bic: 'a.bic',
      holder: 'a.holder',
      addedAt: 'a.added_at',
      addedBy: db.raw("u.first_name || ' ' || u.family_name"),
      status: 'cases.status',
      state: 'cases.state',
      actNumber: 'cases.act_number',
      closedAt: 'cases.closed_at',
      steps: db.raw("coalesce(steps.steps, '{}')"),
      said: 'said.said',
      statement: db.raw("case when doc.id is not null then jsonb_build_object('id', doc.id, 'name', doc.name) end"),
    });
  return rows as AccountView[];
}

/** Whether the body has this number already: among those that are open, with what is asked to be paid to it. */
export const findSameOfBody = async (
  db: Database,
  bodyId: string,
  digest: Buffer,
): Promise<{ status: Status; purposes: Purpose[] }[]> =>
  db('bank_accounts as a')
    .join('cases as c', 'c.id', 'a.case_id')
    .where({ 'a.organising_body_id': bodyId, 'a.iban_digest': digest })
    .whereNull('c.closed_at')
    .select({ status: 'c.status', purposes: db.raw("c.state -> 'data' -> 'purposes'") });
