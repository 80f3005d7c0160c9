/** Who of ONE is away, from when to when, and who replaces them. */
import { dayOf, type Day, type Instant } from '../domain/calendar.ts';
import type { Viewer } from './access/viewer.ts';
import { recordAudit } from './audit.ts';
import { instant, type Database } from './connect.ts';

export interface Absence {
  id: string;
  userId: string;
  name: string;
  fromOn: Day;
  toOn: Day;
  substituteId: string | null;
  substitute: string | null;
  /** Open tasks of the person who is away. */
  tasks: number;
}

const standing = (db: Database) =>
  db({ a: 'absences' })
    .join({ u: 'users' }, 'u.id', 'a.user_id')
    .leftJoin({ s: 'users' }, 's.id', 'a.substitute_id')
    .whereNull('a.cancelled_at')
    .orderBy(['a.from_on', 'a.id'])
    .select<Absence[]>(
      { id: 'a.id', userId: 'a.user_id', fromOn: 'a.from_on', toOn: 'a.to_on', substituteId: 'a.substitute_id' },
      db.raw(`u.first_name || ' ' || u.family_name as name, s.first_name || ' ' || s.family_name as substitute,
        (select cast(count(*) as int) from tasks t where t.assignee_id = a.user_id and t.closed_at is null) as tasks`),
    );

/** Of these persons, those that are not over, the first ones first. */
export const listAbsences = async (db: Database, userIds: readonly string[], now: Instant): Promise<Absence[]> =>
  standing(db).whereIn('a.user_id', userIds).where('a.to_on', '>=', dayOf(now)).limit(200);

/** Those of today that concern a person: their own, those in which they replace somebody, and those of who has the same role in the same place. */
export const listAbsencesAround = async (db: Database, userId: string, now: Instant): Promise<Absence[]> =>
  standing(db)
    .where('a.from_on', '<=', dayOf(now))
    .where('a.to_on', '>=', dayOf(now))
    .whereRaw(
      `(a.user_id = :userId or a.substitute_id = :userId or exists (
        select from grants mine join grants theirs on theirs.user_id = a.user_id and theirs.role = mine.role
          and (theirs.administration is null or mine.administration is null or theirs.administration = mine.administration)
        where mine.user_id = :userId and mine.organising_body_id is null and mine.valid_from <= :today
          and (mine.valid_to is null or mine.valid_to >= :today)))`,
      { userId, today: dayOf(now) },
    )
    .limit(3);

/** Who may replace a person: agents who have one of their roles in the same place, by name. */
export async function listSubstitutes(
  db: Database,
  userId: string,
  now: Instant,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.raw<{ rows: { id: string; name: string }[] }>(
    `select u.id, u.first_name || ' ' || u.family_name as name
     from users u
     where u.id <> :userId and u.deactivated_at is null and exists (
       select from grants theirs cross join lateral holders(theirs.role, theirs.administration, :today) h
       where theirs.user_id = :userId and theirs.organising_body_id is null and theirs.valid_from <= :today
         and (theirs.valid_to is null or theirs.valid_to >= :today) and h = u.id)
     order by u.family_name collate "fr-x-icu", u.first_name limit 200`,
    { userId, today: dayOf(now) },
  );
  return rows;
}

export interface Declared {
  userId: string;
  fromOn: Day;
  toOn: Day;
  substituteId: string | null;
}
/** Said in days: of the person, or of who would replace them. */
export type Overlap = { whose: 'own' | 'substitute'; fromOn: Day; toOn: Day };

/** The same absence sent twice is declared once. @returns what stands in the way: another absence on some of these days */
export function declareAbsence(
  db: Database,
  { userId: actorId, acr }: Pick<Viewer, 'userId' | 'acr'>,
  { userId, fromOn, toOn, substituteId }: Declared,
  at: Instant,
): Promise<Overlap | undefined> {
  return db.transaction(async (trx) => {
    const ids = [userId, ...(substituteId ? [substituteId] : [])].sort();
    await trx('users').whereIn('id', ids).orderBy('id').forUpdate().select('id');
    const inTheWay = (await trx('absences')
      .whereIn('user_id', ids)
      .whereNull('cancelled_at')
      .where('from_on', '<=', toOn)
      .where('to_on', '>=', fromOn)
      .orderByRaw('user_id = ? desc, from_on', [userId])
      .first('user_id', 'from_on', 'to_on', 'substitute_id')) as
      | { user_id: string; from_on: Day; to_on: Day; substitute_id: string | null }
      | undefined;
    if (inTheWay) {
      const { user_id: whose, from_on, to_on, substitute_id: by } = inTheWay;
      const same = whose === userId && from_on === fromOn && to_on === toOn && by === substituteId;
      return same ? undefined : { whose: whose === userId ? 'own' : 'substitute', fromOn: from_on, toOn: to_on };
    }
    await trx('absences').insert({
      user_id: userId,
      from_on: fromOn,
      to_on: toOn,
      substitute_id: substituteId,
      declared_by: actorId,
      declared_at: instant(at),
    });
    await recordAudit(trx, {
      at,
      actorId,
      acr,
      event: 'declare-absence',
      subject: 'user',
      subjectId: userId,
      change: {
        from_on: { before: null, after: fromOn },
        to_on: { before: null, after: toOn },
        substitute_id: { before: null, after: substituteId },
      },
    });
    return undefined;
  });
}

export const findAbsence = async (db: Database, id: string): Promise<{ userId: string } | undefined> =>
  db('absences').where({ id }).first<{ userId: string } | undefined>({ userId: 'user_id' });

/** Taken back, or ended: the person is there again at once. Done already, nothing happens. */
export function cancelAbsence(
  db: Database,
  { userId: actorId, acr }: Pick<Viewer, 'userId' | 'acr'>,
  id: string,
  at: Instant,
): Promise<void> {
  return db.transaction(async (trx) => {
    const [row] = (await trx('absences')
      .where({ id })
      .whereNull('cancelled_at')
      .update({ cancelled_at: instant(at) })
      .returning(['user_id', 'from_on', 'to_on'])) as { user_id: string; from_on: Day; to_on: Day }[];
    if (!row) return;
    await recordAudit(trx, {
      at,
      actorId,
      acr,
      event: 'cancel-absence',
      subject: 'user',
      subjectId: row.user_id,
      change: { from_on: { before: row.from_on, after: null }, to_on: { before: row.to_on, after: null } },
    });
  });
}
