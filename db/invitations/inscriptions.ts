/** Putting one's name down for what ONE invites to: in the order of coming; who withdraws leaves their place to the next. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { queueWord } from '../link-mails.ts';
import type { Invitation } from '../models/invitation.ts';

export interface Inscription {
  userId: string;
  name: string;
  email: string;
  bodies: string;
  at: Instant;
  /** 1 is the first that came. */
  rank: number;
}

/** Those of one invitation, in their order, with the bodies that each is a user of. */
export async function listInscriptions(db: Database, invitationId: string): Promise<Inscription[]> {
  const { rows } = await db.raw<{ rows: Inscription[] }>(
    `select i.user_id as "userId", u.first_name || ' ' || u.family_name as name, u.email, i.at,
       cast(row_number() over (order by i.place) as int) as rank,
       coalesce((select string_agg(b.name, ', ' order by b.name) from memberships m join organising_bodies b on b.id = m.organising_body_id
         where m.user_id = i.user_id), '') as bodies
     from inscriptions i join users u on u.id = i.user_id where i.invitation_id = :invitationId order by i.place limit 5000`,
    { invitationId },
  );
  return rows;
}

/** @returns the rank of each invitation for which this user has put their name down */
export async function ranksOf(db: Database, userId: string, among: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await db.raw<{ rows: { id: string; rank: number }[] }>(
    `select mine.invitation_id as id,
       (select cast(count(*) as int) from inscriptions other where other.invitation_id = mine.invitation_id and other.place <= mine.place) as rank
     from inscriptions mine where mine.user_id = :userId and mine.invitation_id = any (cast(:among as uuid[]))`,
    { userId, among: [...among] },
  );
  return new Map(rows.map(({ id, rank }) => [id, rank]));
}

/** How many have put their name down for each. */
export async function countInscriptions(db: Database, among: readonly string[]): Promise<Map<string, number>> {
  const rows = (await db('inscriptions')
    .whereIn('invitation_id', [...among])
    .groupBy('invitation_id')
    .select('invitation_id', db.raw('cast(count(*) as int) as many'))) as { invitation_id: string; many: number }[];
  return new Map(rows.map(({ invitation_id: id, many }) => [id, many]));
}

/** @param arrivedAt of the click: its day decides. @returns the rank; `over` after the last day or when it is cancelled. Twice is once. */
export const putNameDown = (
  db: Database,
  { userId, acr }: Viewer,
  invitationId: string,
  arrivedAt: Instant,
): Promise<number | 'over'> =>
  db.transaction(async (trx) => {
    const invitation = await lock(trx, invitationId);
    if (isOver(invitation, arrivedAt)) return 'over';
    const added = (await trx('inscriptions')
      .insert({ invitation_id: invitationId, user_id: userId, at: instant(arrivedAt) })
      .onConflict(['invitation_id', 'user_id'])
      .ignore()
      .returning('user_id')) as unknown[];
    if (added.length > 0)
      await recordAudit(trx, {
        at: arrivedAt,
        actorId: userId,
        acr,
        event: 'register',
        subject: 'invitation',
        subjectId: invitationId,
      });
    return (await ranksOf(trx, userId, [invitationId])).get(invitationId) ?? 'over';
  });

/** Whoever gets the seat that becomes free is told by mail. @returns false when it is over: nobody would know any more */
export const withdrawName = (
  db: Database,
  { userId, acr }: Viewer,
  invitationId: string,
  arrivedAt: Instant,
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const invitation = await lock(trx, invitationId);
    if (isOver(invitation, arrivedAt)) return false;
    const rank = (await ranksOf(trx, userId, [invitationId])).get(invitationId);
    if (rank === undefined) return true;
    await trx('inscriptions').where({ invitation_id: invitationId, user_id: userId }).delete();
    await recordAudit(trx, {
      at: arrivedAt,
      actorId: userId,
      acr,
      event: 'unregister',
      subject: 'invitation',
      subjectId: invitationId,
    });
    if (invitation.seats !== null && rank <= invitation.seats) {
      const next = (await trx('inscriptions')
        .join('users', 'users.id', 'inscriptions.user_id')
        .where({ invitation_id: invitationId })
        .whereNull('users.deactivated_at')
        .orderBy('place')
        .offset(invitation.seats - 1)
        .first('users.email')) as { email: string } | undefined;
      if (next) await queueWord(trx, { kind: 'seat-free', email: next.email, at: arrivedAt });
    }
    return true;
  });

const isOver = ({ register_until: until, cancelled_at: cancelled }: Invitation, at: Instant): boolean =>
  cancelled !== null || dayOf(at) > until;

/** One at a time: ranks are counted under it. */
const lock = async (trx: Database, id: string): Promise<Invitation> =>
  (await trx('invitations').where({ id }).forUpdate().first()) as Invitation;
