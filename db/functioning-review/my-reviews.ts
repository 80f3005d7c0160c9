/** The reviews of a place as its operator sees them, who of the body has the right to them, and which documents a person has read. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { slug, type CaseData, type Status } from '../../workflows/functioning-review/contract.ts';
import type { CaseState } from '../../workflows/procedure.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import { instant, type Database } from '../connect.ts';

export interface ReviewRow {
  id: string;
  slug: string;
  reference: string;
  status: Status;
  closed_at: Instant | null;
  opened_at: Instant;
  turn: 'operator' | 'one' | 'nobody';
  state: CaseState<Status, CaseData>;
}

/** Newest first. */
export const listReviews = async (db: Database, ability: Ability, facilityId: string): Promise<ReviewRow[]> =>
  (await accessibleBy(db('cases'), ability, 'read', 'Case')
    .where({ 'cases.slug': slug, 'cases.facility_id': facilityId })
    .orderBy([
      { column: 'cases.opened_at', order: 'desc' },
      { column: 'cases.id', order: 'desc' },
    ])
    .limit(20)
    .select('id', 'slug', 'reference', 'status', 'closed_at', 'opened_at', 'turn', 'state')) as ReviewRow[];

/** Those under way at these places: one for each at most. */
export const listOpenReviews = async (
  db: Database,
  ability: Ability,
  facilityIds: readonly string[],
): Promise<(ReviewRow & { facility_id: string })[]> =>
  (await accessibleBy(db('cases'), ability, 'read', 'Case')
    .where({ 'cases.slug': slug })
    .whereIn('cases.facility_id', [...facilityIds])
    .whereNull('cases.closed_at')
    .select(
      'id',
      'facility_id',
      'slug',
      'reference',
      'status',
      'closed_at',
      'opened_at',
      'turn',
      'state',
    )) as (ReviewRow & {
    facility_id: string;
  })[];

export interface ReviewAct {
  action: string;
  at: Instant;
  number: number;
  by: string | null;
  text: string | null;
}
/** What has been done so far: the plan, the invitation, other days. What stays at ONE is none of it. */
export const listFirstActs = async (db: Database, caseId: string): Promise<ReviewAct[]> =>
  (await db('acts as a')
    .leftJoin('users as u', 'u.id', 'a.actor_id')
    .leftJoin('act_contents as c', (on) => {
      on.on('c.case_id', 'a.case_id').andOn('c.number', 'a.number');
    })
    .where('a.case_id', caseId)
    .whereIn('a.action', [
      'plan',
      'invite',
      'propose-first-day',
      'move-first-day',
      'keep-first-day',
      'suspend',
      'resume',
    ])
    .orderBy('a.number', 'desc')
    .limit(30)
    .select(
      'a.action',
      'a.at',
      'a.number',
      db.raw("u.first_name || ' ' || u.family_name as by"),
      db.raw("coalesce(c.content ->> 'text', c.content ->> 'reason') as text"),
    )) as ReviewAct[];

export interface RightRow {
  id: string;
  name: string;
  has: boolean;
}
/** The users of the body, and whether each may work on the reviews of this place; for who manages them. */
export const listRights = async (
  db: Database,
  ability: Ability,
  { organisingBodyId, facilityId, today }: { organisingBodyId: string; facilityId: string; today: Day },
): Promise<RightRow[]> =>
  (await accessibleBy(db('grants').where('grants.organising_body_id', organisingBodyId), ability, 'read', 'Grant')
    .join('users as u', 'u.id', 'grants.user_id')
    .whereNull('u.deactivated_at')
    .where('grants.valid_from', '<=', today)
    .where((open) => open.whereNull('grants.valid_to').orWhere('grants.valid_to', '>=', today))
    .groupBy('u.id', 'u.first_name', 'u.family_name')
    .orderBy(['u.family_name', 'u.first_name', 'u.id'])
    .limit(30)
    .select(
      'u.id',
      db.raw("u.first_name || ' ' || u.family_name as name"),
      db.raw(
        `bool_or(grants.role in ('administrator', 'childminder')
          or (grants.role = 'data-manager' and grants.dossier = 'reviews' and (grants.facility_id is null or grants.facility_id = ?))) as has`,
        [facilityId],
      ),
    )) as RightRow[];

/** Of this person alone. */
export async function findDocumentsRead(db: Database, userId: string): Promise<Map<string, Instant>> {
  const rows = (await db('review_documents_read').where({ user_id: userId }).select('document', 'read_at')) as {
    document: string;
    read_at: Instant;
  }[];
  return new Map(rows.map((row) => [row.document, row.read_at]));
}
export async function markDocumentRead(
  db: Database,
  read: { userId: string; document: string; at: Instant },
): Promise<void> {
  await db('review_documents_read')
    .insert({ user_id: read.userId, document: read.document, read_at: instant(read.at) })
    .onConflict(['user_id', 'document'])
    .merge();
}
