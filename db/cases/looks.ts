/** Who has looked at a case, and up to where: what is new is marked, and whoever has it open at the same time is named. */
import { raw } from 'objection';
import type { Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';
import type { FormDraft } from '../form-drafts.ts';
import { Case } from '../models/case.ts';
import type { CaseRow } from './case-file.ts';

export interface Looks {
  /** The last act that this person has seen, and when; null where they have never seen the page of the case. */
  seen: { number: number; at: Instant } | null;
  /** Colleagues of the same portal who have had it open since then, the last one first. */
  others: { name: string; at: Instant }[] | null;
  /** Colleagues of the same portal who have begun to write an act and not sent it, the first one first. */
  writers: { name: string; action: string; at: Instant }[] | null;
  /** What this person has begun to write themselves, by action. */
  begun: Record<string, FormDraft> | null;
}

/** The row, when the person may see it, with who looked at it. */
export async function findCaseSeen(
  db: Database,
  { ability, userId, portal }: Pick<Viewer, 'ability' | 'userId' | 'portal'>,
  { slug, id, since }: { slug: string; id: string; since: Instant },
): Promise<(CaseRow & Looks) | undefined> {
  const row: unknown = await accessibleBy(Case.query(db), ability, 'read', 'Case')
    .where({ id, slug })
    .select(
      'cases.*',
      raw(
        `(select json_build_object('number', l.act_number, 'at', round(extract(epoch from l.looked_at) * 1000))
          from case_looks l where l.case_id = cases.id and l.user_id = ? and l.looked_at is not null) as seen`,
        [userId],
      ),
      raw(
        `(select json_agg(json_build_object('name', o.name, 'at', round(extract(epoch from o.opened_at) * 1000)) order by o.opened_at desc)
          from (select u.first_name || ' ' || u.family_name as name, l.opened_at from case_looks l join users u on u.id = l.user_id
            where l.case_id = cases.id and l.user_id <> ? and u.portal = ? and l.opened_at > ? order by l.opened_at desc limit 3) o) as others`,
        [userId, portal, instant(since)],
      ),
      raw(
        `(select json_agg(json_build_object('name', u.first_name || ' ' || u.family_name, 'action', d.action,
            'at', round(extract(epoch from d.began_at) * 1000)) order by d.began_at)
          from form_drafts d join users u on u.id = d.user_id where d.case_id = cases.id and d.user_id <> ? and u.portal = ?) as writers`,
        [userId, portal],
      ),
      raw(
        `(select json_object_agg(d.action, json_build_object('fields', d.fields, 'version', d.version,
            'saved_at', round(extract(epoch from d.saved_at) * 1000)))
          from form_drafts d where d.case_id = cases.id and d.user_id = ?) as begun`,
        [userId],
      ),
    )
    .first();
  return row as (CaseRow & Looks) | undefined;
}

/** @param number the last act on the page; nothing where only the form of an act was opened */
export async function noteLook(
  db: Database,
  { caseId, userId, at, number }: { caseId: string; userId: string; at: Instant; number?: number },
): Promise<void> {
  const seen = number === undefined ? null : instant(at);
  await db.raw(
    `insert into case_looks as l (case_id, user_id, act_number, looked_at, opened_at) values (?, ?, ?, ?, ?)
     on conflict (case_id, user_id) do update set act_number = greatest(l.act_number, excluded.act_number),
       looked_at = coalesce(excluded.looked_at, l.looked_at), opened_at = excluded.opened_at`,
    [caseId, userId, number ?? 0, seen, instant(at)],
  );
}
