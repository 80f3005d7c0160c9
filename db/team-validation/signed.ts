/** What was signed for a year: kept beside the act as its content, covered by the chain of acts through its digest. */
import type { Instant } from '../../domain/calendar.ts';
import type { TeamSnapshot } from '../../domain/staff/team-snapshot.ts';
import { slug } from '../../workflows/team-validation/contract.ts';
import type { Database } from '../connect.ts';

export interface Signed {
  caseId: string;
  year: string;
  at: Instant;
  people: number;
  /** By a quarterly request: « 2027-1 ». */
  quarter: string | null;
  by: string | null;
  /** Null where a quarterly request validated (it keeps the team itself), or retention has erased it. */
  team: TeamSnapshot | null;
}

/** Undefined where the year was not validated. */
export async function findSigned(db: Database, facilityId: string, year: string): Promise<Signed | undefined> {
  const row = (await db('cases as c')
    .join('acts as a', (on) => {
      on.on('a.case_id', 'c.id').andOnIn('a.action', ['validate', 'validate-from-quarter']);
    })
    .leftJoin('act_contents as k', (on) => {
      on.on('k.case_id', 'a.case_id').andOn('k.number', 'a.number');
    })
    .leftJoin('users as u', 'u.id', 'a.actor_id')
    .where({ 'c.slug': slug, 'c.kind': 'year', 'c.subject_id': facilityId, 'c.period': year })
    .first(
      'c.id as caseId',
      'a.at',
      db.raw("cast(a.facts ->> 'people' as int) as people"),
      db.raw("a.facts ->> 'quarter' as quarter"),
      db.raw("u.first_name || ' ' || u.family_name as by"),
      db.raw("k.content -> 'team' as team"),
    )) as Omit<Signed, 'year'> | undefined;
  return row && { ...row, year };
}
