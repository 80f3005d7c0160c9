/** Families and their pre-requests: by the code of the family, and by case for the operator. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { CaseData, Status } from '../../workflows/pre-request/contract.ts';
import type { Database } from '../connect.ts';
import { digestOf } from '../follow-up-code.ts';

export interface Family {
  id: string;
  name: string;
  email: string;
  phone: string | null;
  child_on: Day;
  wished_on: Day;
  days: number[];
  message: string | null;
  created_at: Instant;
}
const columns = ['id', 'name', 'email', 'phone', 'child_on', 'wished_on', 'days', 'message', 'created_at'].map(
  (column) => `f.${column}`,
);

/** A pre-request as its family follows it. */
export interface FollowedCase {
  id: string;
  reference: string;
  status: Status;
  act_number: number;
  status_since: Instant;
  state: { data: CaseData };
  due_on: Day | null;
  facility_name: string;
  locality: string;
  number: string;
  /** What the place has written last. */
  text: string | null;
  said_at: Instant | null;
}

export async function findByCode(
  db: Database,
  code: string,
): Promise<{ family: Family; cases: FollowedCase[] } | undefined> {
  const family: Family | undefined = await db('pre_request_families as f')
    .where({ code_digest: digestOf(code) })
    .first(columns);
  if (!family) return undefined;
  const cases: FollowedCase[] = await db('pre_requests as p')
    .join('cases as c', 'c.id', 'p.case_id')
    .join('facilities as f', 'f.id', 'p.facility_id')
    .joinRaw(
      `left join lateral (select coalesce(t.content ->> 'text', t.content ->> 'reason') as text, a.at
        from acts a join act_contents t on t.case_id = a.case_id and t.number = a.number
        where a.case_id = c.id and a.action in ('offer-place', 'change-offer', 'put-on-list', 'ask-question', 'refuse') order by a.number desc limit 1) said on true`,
    )
    .where('p.family_id', family.id)
    .orderBy(['c.facility_name', 'c.id'])
    .select(
      'c.id',
      'c.reference',
      'c.status',
      'c.act_number',
      'c.status_since',
      'c.state',
      'c.due_on',
      'c.facility_name',
      'c.locality',
      'f.number',
      'said.text',
      'said.at as said_at',
    );
  return { family, cases };
}

export const findFamilyOf = (db: Database, caseId: string): Promise<Family | undefined> =>
  db('pre_requests as p')
    .join('pre_request_families as f', 'f.id', 'p.family_id')
    .where('p.case_id', caseId)
    .first(columns);

/** The open ones of the same form. An address is not proved and a day is no child: nobody ends what came by another form. */
export const findOthers = (db: Database, caseId: string): Promise<{ id: string }[]> =>
  db('pre_requests as mine')
    .join('pre_requests as other', 'other.family_id', 'mine.family_id')
    .join('cases as c', 'c.id', 'other.case_id')
    .where('mine.case_id', caseId)
    .whereNot('c.id', caseId)
    .whereNull('c.closed_at')
    // What the family has itself confirmed stands until the family gives it back.
    .whereNot('c.status', 'confirmed')
    .orderBy('c.id')
    .select('c.id');
