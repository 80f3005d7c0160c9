/** Finding a user: by name, e-mail address, organising body or facility; never by national number. */
import type { Knex } from 'knex';
import type { Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import type { Database } from '../connect.ts';
import { readSought, type Sought } from '../inbox/sought.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';

export interface FoundUser {
  id: string;
  firstName: string;
  familyName: string;
  email: string;
  portal: 'pro' | 'office';
  deactivatedAt: Instant | null;
  isOld: boolean;
  lastSignInAt: Instant | null;
  lastAcr: number | null;
  bodies: string[];
  roles: string[];
  /** Sign-ins refused in the last 24 hours. */
  refused: number;
}

const pageSize = 25;

/** `near`: nothing has these very words, and what is given comes near them. Noted in the audit, without the words. */
export async function findUsers(
  db: Database,
  viewer: Viewer,
  typed: string,
  cursor: Cursor,
  at: Instant,
): Promise<Page<FoundUser> & { near: boolean }> {
  const sought = readSought(typed);
  const exact = await pageOf(db, viewer, sought, typed, cursor, false);
  const near = exact.rows.length === 0 && sought.kind === 'words' && !cursor.after && !cursor.before;
  const page = near ? await pageOf(db, viewer, sought, typed, cursor, true) : exact;
  await recordAudit(db, {
    at,
    actorId: viewer.userId,
    acr: viewer.acr,
    event: 'search',
    subject: 'user',
    subjectId: 'search',
    change: { text: { before: null, after: typed }, found: { before: null, after: page.rows.length } },
  });
  return { ...page, rows: await describe(db, page.rows, at), near: near && page.rows.length > 0 };
}

async function pageOf(
  db: Database,
  { ability }: Viewer,
  sought: Sought,
  typed: string,
  cursor: Cursor,
  near: boolean,
): Promise<Page<{ id: string }>> {
  const query = accessibleBy(db('users'), ability, 'read', 'User').select('users.id');
  keep(db, query, sought, typed, near);
  const from = cursor.after ?? cursor.before;
  const order = db.raw("searchable(users.family_name || ' ' || users.first_name)");
  const place = from
    ? ((await accessibleBy(db('users').where({ id: from }), ability, 'read', 'User').first(
        db.raw("searchable(family_name || ' ' || first_name) as place"),
      )) as { place: string } | undefined)
    : undefined;
  return turnPage<{ id: string }>(db, query, { column: order, id: 'users.id' }, cursor, place?.place, pageSize);
}

/** Users of these bodies, as a subquery holds them. */
const ofBodies = (db: Database, bodies: Knex.QueryBuilder): Knex.QueryBuilder =>
  db('memberships').whereIn('organising_body_id', bodies).select('user_id');
const bodiesNamed = (db: Database, test: Knex.Raw): Knex.QueryBuilder =>
  db('organising_bodies')
    .whereRaw('searchable(name) ?', [test])
    .select('id')
    .union([db('facilities').whereRaw('searchable(name) ?', [test]).select('organising_body_id')]);

function keep(db: Database, query: Knex.QueryBuilder, sought: Sought, typed: string, near: boolean): void {
  if (typed.includes('@')) {
    void query.whereRaw('lower(users.email) like ?', [
      `%${typed
        .toLowerCase()
        .replaceAll(/[\\%_]/g, '\\$&')
        .trim()}%`,
    ]);
    return;
  }
  switch (sought.kind) {
    case 'code':
      void query.whereIn(
        'users.id',
        ofBodies(db, db('facilities').whereIn('number', sought.numbers).select('organising_body_id')),
      );
      return;
    case 'enterprise':
      void query.whereIn(
        'users.id',
        ofBodies(db, db('organising_bodies').where('enterprise_number', sought.enterprise).select('id')),
      );
      return;
    case 'postcode':
      void query.whereIn(
        'users.id',
        ofBodies(db, db('organising_bodies').where('postcode', sought.postcode).select('id')),
      );
      return;
    case 'doctor':
      // Doctors are no users.
      void query.whereRaw('false');
      return;
    case 'words':
      if (sought.words.length === 0) void query.whereRaw('false');
      for (const word of sought.words.slice(0, 8)) {
        const test = near ? db.raw('%> ?', [word]) : db.raw('like ?', [`%${word}%`]);
        void query.where((either) => {
          void either
            .whereRaw("searchable(users.first_name || ' ' || users.family_name) ?", [test])
            .orWhereIn('users.id', ofBodies(db, bodiesNamed(db, test)));
          if (!near) void either.orWhereRaw('lower(users.email) ?', [test]);
        });
      }
      return;
    default:
      sought satisfies never;
  }
}

const describeUsers = `
select u.id, u.first_name as "firstName", u.family_name as "familyName", u.email, u.portal, u.deactivated_at as "deactivatedAt",
  u.legacy_password_hash is not null as "isOld", u.last_sign_in_at as "lastSignInAt", last.acr as "lastAcr",
  array(select distinct b.name from memberships m join organising_bodies b on b.id = m.organising_body_id
    where m.user_id = u.id and m.deleted_at is null order by 1) as bodies,
  array(select distinct g.role from grants g where g.user_id = u.id order by 1) as roles,
  (select cast(count(*) as int) from audit r where r.actor_id = u.id and r.event = 'sign-in-refused' and r.at > cast(:since as timestamptz)) as refused
from unnest(cast(:ids as uuid[])) with ordinality as asked (id, number)
join users u on u.id = asked.id
left join lateral (select acr from audit s where s.actor_id = u.id and s.event = 'sign-in' order by s.id desc limit 1) last on true
order by asked.number`;

/** In the order given. One query. */
async function describe(db: Database, rows: readonly { id: string }[], now: Instant): Promise<FoundUser[]> {
  if (rows.length === 0) return [];
  const { rows: described } = await db.raw<{ rows: FoundUser[] }>(describeUsers, {
    ids: rows.map(({ id }) => id),
    since: new Date(now - 86_400_000).toISOString(),
  });
  return described;
}

export const describeUser = async (db: Database, id: string, now: Instant): Promise<FoundUser | undefined> =>
  (await describe(db, [{ id }], now))[0];
