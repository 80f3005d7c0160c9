/** The users of one body, as those who manage them see them. Of another body of theirs nothing is told: neither that there is one, nor what is known there. */
import type { Knex } from 'knex';
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { searchable } from '../../domain/searchable.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';
import { administersOn } from './administers.ts';
import { heldOf } from './held.ts';
import type { Held } from './rights.ts';
import { isOperator, seenAcr, seenAt } from './seen.ts';

export const memberRoles = ['administrator', 'user-manager', 'data-manager', 'none'] as const;
export const memberStatuses = ['active', 'temporary', 'deactivated'] as const;
export const memberOrders = ['name', 'first-name', 'status', 'seen'] as const;
export interface MemberFilter {
  text?: string;
  role?: (typeof memberRoles)[number];
  status?: (typeof memberStatuses)[number];
}
export interface MemberOrder {
  by: (typeof memberOrders)[number];
  descending: boolean;
}

export interface Member {
  id: string;
  firstName: string;
  familyName: string;
  email: string;
  /** An account of before 2023, that serves its conversion only. */
  isDefault: boolean;
  addedAt: Instant;
  deactivatedAt: Instant | null;
  /** By ONE, everywhere. */
  blockedAt: Instant | null;
  seenAt: Instant | null;
  seenAcr: number | null;
  replaces: string | null;
  replacesName: string | null;
  version: number;
  /** What is held or held back, what is over left out. */
  held: Held[];
}

/** `m` a membership, `u` its user: what a body is told of them. What happened before it added them is another body's. */
const columns = `u.id, coalesce(m.first_name, u.first_name) as "firstName", coalesce(m.family_name, u.family_name) as "familyName",
  coalesce(m.email, u.email) as email, u.niss_hash is null as "isDefault", m.added_at as "addedAt", m.deactivated_at as "deactivatedAt",
  case when ${isOperator} and u.deactivated_at >= m.added_at then u.deactivated_at end as "blockedAt",
  ${seenAt} as "seenAt", ${seenAcr} as "seenAcr",
  m.replaces, (select coalesce(rm.first_name, ru.first_name) || ' ' || coalesce(rm.family_name, ru.family_name)
    from users ru left join memberships rm on rm.user_id = ru.id and rm.organising_body_id = m.organising_body_id
    where ru.id = m.replaces) as "replacesName", m.version`;
const familyName = 'coalesce(m.family_name, u.family_name)';
const firstName = 'coalesce(m.first_name, u.first_name)';
const orders: Record<MemberOrder['by'], string> = {
  'name': `(${familyName} || ' ' || ${firstName}) collate "fr-x-icu"`,
  'first-name': `(${firstName} || ' ' || ${familyName}) collate "fr-x-icu"`,
  'status': `(case when m.deactivated_at is null then '0 ' else '1 ' end || ${familyName} || ' ' || ${firstName}) collate "fr-x-icu"`,
  'seen': `coalesce(${seenAt}, timestamptz '-infinity')`,
};

const membersOf = (db: Database, { ability }: Viewer, bodyId: string) =>
  accessibleBy(db({ m: 'memberships' }), ability, 'read', 'Membership', 'm')
    .join({ u: 'users' }, 'u.id', 'm.user_id')
    .where('m.organising_body_id', bodyId)
    .whereNull('m.deleted_at');

/** In one sheet (hypothèse). */
export const mostExported = 10_000;

/** Accounts of before 2023 stand apart: `listDefaultAccounts`. */
export async function listMembers(
  db: Database,
  viewer: Viewer,
  bodyId: string,
  {
    filter,
    order,
    cursor,
    now,
    size = 50,
  }: { filter: MemberFilter; order: MemberOrder; cursor: Cursor; now: Instant; size?: number },
): Promise<Page<Member> & { total: number }> {
  const today = dayOf(now);
  const sought = () => keep(membersOf(db, viewer, bodyId).whereNotNull('u.niss_hash'), filter, today);
  const column = db.raw(orders[order.by]);
  const from = cursor.after ?? cursor.before;
  const [place, counted] = await Promise.all([
    from === undefined
      ? undefined
      : membersOf(db, viewer, bodyId)
          .where('u.id', from)
          .first<{ place: string } | undefined>(db.raw('cast(? as text) as place', [column])),
    sought().first<{ total: number }>(db.raw('cast(count(*) as int) as total')),
  ]);
  const page = await turnPage<Member>(
    db,
    sought().select(db.raw(columns)),
    { column, id: 'u.id', descending: order.descending },
    cursor,
    place?.place,
    size,
  );
  return { ...page, total: counted.total, rows: await withHeld(db, page.rows, bodyId, today) };
}

export async function listDefaultAccounts(
  db: Database,
  viewer: Viewer,
  bodyId: string,
  { filter, now }: { filter: MemberFilter; now: Instant },
): Promise<Member[]> {
  const rows = await keep(membersOf(db, viewer, bodyId).whereNull('u.niss_hash'), filter, dayOf(now))
    .orderBy('u.id')
    .limit(20)
    .select<Member[]>(db.raw(columns));
  return withHeld(db, rows, bodyId, dayOf(now));
}

export async function findMember(
  db: Database,
  viewer: Viewer,
  { userId, bodyId }: { userId: string; bodyId: string },
  now: Instant,
): Promise<Member | undefined> {
  const row = await membersOf(db, viewer, bodyId).where('u.id', userId).first<Member | undefined>(db.raw(columns));
  return row && (await withHeld(db, [row], bodyId, dayOf(now)))[0];
}

/** For « the same access as… » and « replaces… ». */
export const listColleaguesOf = async (
  db: Database,
  viewer: Viewer,
  { userId, bodyId }: { userId: string; bodyId: string },
  now: Instant,
): Promise<Member[]> =>
  withHeld(
    db,
    await membersOf(db, viewer, bodyId)
      .whereNotNull('u.niss_hash')
      .whereNot('u.id', userId)
      .orderByRaw(orders.name)
      .limit(500)
      .select<Member[]>(db.raw(columns)),
    bodyId,
    dayOf(now),
  );

/** Whose rights or state changed last, and by whom. */
export const findLastChange = (
  db: Database,
  viewer: Viewer,
  bodyId: string,
): Promise<{ at: Instant; name: string; by: string | null } | undefined> =>
  membersOf(db, viewer, bodyId)
    .leftJoin({ c: 'users' }, 'c.id', db.raw('coalesce(m.changed_by, m.added_by)'))
    .where((either) => either.whereNotNull('m.changed_at').orWhereNotNull('m.added_by'))
    .orderByRaw('greatest(m.changed_at, m.added_at) desc, u.id')
    .first<{ at: Instant; name: string; by: string | null } | undefined>(db.raw(lastChange));
const lastChange = `greatest(m.changed_at, m.added_at) as at, ${firstName} || ' ' || ${familyName} as name,
  c.first_name || ' ' || c.family_name as by`;

const countAdministrators = `select cast(count(distinct g.user_id) as int) as today,
  cast(count(distinct g.user_id) filter (where g.valid_to is null) as int) as lasting
from grants g join users u on u.id = g.user_id
where g.organising_body_id = :bodyId and ${administersOn(':today')}`;
/** Named and active: how many administrators there are today, and how many of them without an end. */
export async function administratorsOf(
  db: Database,
  bodyId: string,
  today: Day,
): Promise<{ today: number; lasting: number }> {
  const {
    rows: [row],
  } = await db.raw<{ rows: { today: number; lasting: number }[] }>(countAdministrators, { bodyId, today });
  return row!;
}

const isCalled = `searchable(${firstName} || ' ' || ${familyName} || ' ' || coalesce(m.email, u.email)) like ?`;
const heldNow = `select from member_grants g where g.user_id = m.user_id and g.organising_body_id = m.organising_body_id
  and (g.valid_to is null or g.valid_to >= :today)`;
const holdsNothing = `not exists (${heldNow})`;
const holdsRole = `exists (${heldNow} and g.role = :role)`;
const holdsForATime = `exists (${heldNow} and (g.valid_to is not null or g.valid_from > :today))`;

function keep<Q extends Knex.QueryBuilder>(query: Q, { text, role, status }: MemberFilter, today: Day): Q {
  for (const word of searchable(text ?? '')
    .split(' ')
    .filter(Boolean))
    void query.whereRaw(isCalled, [`%${word}%`]);
  if (role === 'none') void query.whereRaw(holdsNothing, { today });
  else if (role) void query.whereRaw(holdsRole, { today, role });
  if (status === 'deactivated') void query.whereNotNull('m.deactivated_at');
  if (status === 'active') void query.whereNull('m.deactivated_at');
  if (status === 'temporary') void query.whereNull('m.deactivated_at').whereRaw(holdsForATime, { today });
  return query;
}

async function withHeld(db: Database, rows: readonly Member[], bodyId: string, today: Day): Promise<Member[]> {
  const held = await heldOf(db, { bodyId, userIds: rows.map(({ id }) => id), today });
  return rows.map((row) => ({ ...row, held: held.get(row.id) ?? [] }));
}
