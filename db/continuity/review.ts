/** The yearly review of a list of users: the list as it stands, and its signature. What was signed stands in the audit, by ids and codes. */
import { createHash } from 'node:crypto';
import { dayOf, startOfDay, type Day, type Instant } from '../../domain/calendar.ts';
import { canonical } from '../act-hash.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { isOperator, seenAt } from '../users/seen.ts';

export interface ListedGrant {
  role: string;
  dossier: string | null;
  facilityId: string | null;
  from: Day;
  to: Day | null;
}
export interface ListedUser {
  userId: string;
  name: string;
  isNamed: boolean;
  isDeactivated: boolean;
  seenAt: Instant | null;
  grants: ListedGrant[];
}
export interface UserList {
  users: ListedUser[];
  /** SHA-256, hexadecimal, of what is signed: who, whether active, with which rights. */
  hash: string;
}

const find = `
select m.user_id as "userId", coalesce(m.first_name, u.first_name) || ' ' || coalesce(m.family_name, u.family_name) as name,
  u.niss_hash is not null as "isNamed", m.deactivated_at is not null or (${isOperator} and u.deactivated_at is not null) as "isDeactivated",
  cast(extract(epoch from ${seenAt}) * 1000 as bigint) as "seenAt",
  coalesce((select json_agg(json_build_object('role', g.role, 'dossier', g.dossier, 'facilityId', g.facility_id, 'from', g.valid_from, 'to', g.valid_to)
      order by g.role, g.dossier, g.facility_id, g.valid_from)
    from grants g where g.user_id = m.user_id and g.organising_body_id = m.organising_body_id and (g.valid_to is null or g.valid_to >= :today)), '[]') as grants
from memberships m join users u on u.id = m.user_id
where m.organising_body_id = :bodyId and m.deleted_at is null
order by (coalesce(m.family_name, u.family_name) || ' ' || coalesce(m.first_name, u.first_name)) collate "fr-x-icu", m.user_id`;

export async function findUserList(db: Database, bodyId: string, today: Day): Promise<UserList> {
  const { rows } = await db.raw<{ rows: ListedUser[] }>(find, { bodyId, today });
  return {
    users: rows,
    hash: createHash('sha256')
      .update(canonical(signedPart(rows)))
      .digest('hex'),
  };
}
const signedPart = (users: readonly ListedUser[]): object[] =>
  users
    .map(({ userId, isDeactivated, grants }) => ({ userId, isDeactivated, grants }))
    .sort((a, b) => a.userId.localeCompare(b.userId));

export interface Review {
  year: number;
  askedOn: Day;
  dueOn: Day;
  doneAt: Instant | null;
  by: string | null;
}
/** The three newest. */
export const listReviews = async (db: Database, bodyId: string): Promise<Review[]> =>
  db('user_reviews as r')
    .leftJoin('users as u', 'u.id', 'r.done_by')
    .where('r.organising_body_id', bodyId)
    .orderBy('r.year', 'desc')
    .limit(3)
    .select(
      { year: 'r.year', askedOn: 'r.asked_on', dueOn: 'r.due_on', doneAt: 'r.done_at' },
      db.raw("u.first_name || ' ' || u.family_name as by"),
    );

/**
 * Signs the list. A review that was asked is done by it, or else, where none was done this year, that of the year, of one's own accord.
 * @param seen hash of the list as the page showed it
 * @returns `changed`: somebody has changed the list since; `already`: it was signed meanwhile, and nothing is done twice
 */
export function signReview(
  db: Database,
  { userId, acr }: { userId: string; acr: number | null },
  { bodyId, seen, at }: { bodyId: string; seen: string; at: Instant },
): Promise<'signed' | 'changed' | 'already'> {
  return db.transaction(async (trx) => {
    const today = dayOf(at);
    // Changes of users wait here too: what is signed is what stands.
    await trx('organising_bodies').where({ id: bodyId }).forNoKeyUpdate().first('id');
    const list = await findUserList(trx, bodyId, today);
    if (list.hash !== seen) return 'changed';
    const done = { done_at: instant(at), done_by: userId, list_hash: Buffer.from(list.hash, 'hex') };
    const asked = await trx('user_reviews').where({ organising_body_id: bodyId }).whereNull('done_at').update(done);
    if (asked === 0) {
      // A late one that is sent again is that of the year before, and not this year's too.
      const year = instant(startOfDay(`${today.slice(0, 4)}-01-01`));
      const reviewed = trx('user_reviews').where({ organising_body_id: bodyId }).where('done_at', '>=', year);
      if (await reviewed.first('year')) return 'already';
      const own = {
        organising_body_id: bodyId,
        year: Number(today.slice(0, 4)),
        asked_on: today,
        due_on: today,
        ...done,
      };
      const made = (await trx('user_reviews').insert(own).onConflict().ignore().returning('year')) as object[];
      if (made.length === 0) return 'already';
    }
    await recordAudit(trx, {
      at,
      actorId: userId,
      onBehalfOf: bodyId,
      acr,
      event: 'review',
      subject: 'users',
      subjectId: bodyId,
      change: { list: { before: null, after: { hash: list.hash, users: signedPart(list.users) } } },
    });
    return 'signed';
  });
}
