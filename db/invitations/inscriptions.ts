/** Putting one's name down for what ONE invites to: in the order of coming; who withdraws leaves their place to the next. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { stillMeant } from '../audience.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { queueWords } from '../link-mails.ts';
import type { Invitation } from '../models/invitation.ts';

export interface Inscription {
  userId: string;
  name: string;
  email: string;
  bodies: string;
  at: Instant;
  /** 1 is the first that came; null: no user any more, or no more invited. */
  rank: number | null;
}

/** Those who are still users and still invited, in their order: whoever is not holds no seat. */
const standing = `select i.invitation_id, i.user_id, i.waits, u.email,
    cast(row_number() over (partition by i.invitation_id order by i.place) as int) as rank
  from inscriptions i join invitations v on v.id = i.invitation_id join users u on u.id = i.user_id
  where i.invitation_id = any (cast(:among as uuid[])) and u.deactivated_at is null and ${stillMeant('v')}`;

const listed = `with standing as (${standing})
     select i.user_id as "userId", u.first_name || ' ' || u.family_name as name, u.email, i.at, s.rank,
       coalesce((select string_agg(b.name, ', ' order by b.name) from memberships m join organising_bodies b on b.id = m.organising_body_id
         where m.user_id = i.user_id), '') as bodies
     from inscriptions i join users u on u.id = i.user_id left join standing s on s.user_id = i.user_id
     where i.invitation_id = :invitationId order by i.place limit 5000`;
const ranks = `select invitation_id as id, rank from (${standing}) s where user_id = :userId`;
const counts = `select invitation_id as id, cast(count(*) as int) as many from (${standing}) s group by invitation_id`;
const seated = `update inscriptions set waits = false from (${standing}) s
     where inscriptions.invitation_id = s.invitation_id and inscriptions.user_id = s.user_id
       and s.waits and (cast(:seats as int) is null or s.rank <= :seats)
     returning s.email`;
const mails = `select email, cast(:seats as int) is null or rank <= :seats as seated from (${standing}) s order by rank`;

/** Those of one invitation, in their order, with the bodies that each is a user of. */
export async function listInscriptions(db: Database, invitationId: string, today: Day): Promise<Inscription[]> {
  const { rows } = await db.raw<{ rows: Inscription[] }>(listed, { invitationId, among: [invitationId], today });
  return rows;
}

/** @returns the rank of each invitation for which this user has put their name down */
export async function ranksOf(
  db: Database,
  userId: string,
  among: readonly string[],
  today: Day,
): Promise<Map<string, number>> {
  const { rows } = await db.raw<{ rows: { id: string; rank: number }[] }>(ranks, { userId, among: [...among], today });
  return new Map(rows.map(({ id, rank }) => [id, rank]));
}

/** How many have put their name down for each. */
export async function countInscriptions(
  db: Database,
  among: readonly string[],
  today: Day,
): Promise<Map<string, number>> {
  const { rows } = await db.raw<{ rows: { id: string; many: number }[] }>(counts, { among: [...among], today });
  return new Map(rows.map(({ id, many }) => [id, many]));
}

/** Tells by mail those who waited and have a seat: one became free, there are more of them, or whoever held one is no user any more. */
export async function tellSeated(
  trx: Database,
  { id, seats }: Pick<Invitation, 'id' | 'seats'>,
  at: Instant,
): Promise<void> {
  const { rows } = await trx.raw<{ rows: { email: string }[] }>(seated, { among: [id], seats, today: dayOf(at) });
  await queueWords(
    trx,
    rows.map(({ email }) => ({ kind: 'seat-free', email, at })),
  );
}

/** Whoever stays inscribed: where they are written to, and whether they have a seat. */
export async function listStanding(
  trx: Database,
  { id, seats }: Pick<Invitation, 'id' | 'seats'>,
  today: Day,
): Promise<{ email: string; seated: boolean }[]> {
  const { rows } = await trx.raw<{ rows: { email: string; seated: boolean }[] }>(mails, { among: [id], seats, today });
  return rows;
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
    const rank = (await ranksOf(trx, userId, [invitationId], dayOf(arrivedAt))).get(invitationId);
    if (rank === undefined) return 'over';
    if (added.length > 0 && invitation.seats !== null && rank > invitation.seats)
      await trx('inscriptions').where({ invitation_id: invitationId, user_id: userId }).update({ waits: true });
    return rank;
  });

/** Whoever gets the seat is told by mail. @returns false when it is over: nobody would know any more */
export const withdrawName = (
  db: Database,
  { userId, acr }: Viewer,
  invitationId: string,
  arrivedAt: Instant,
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const invitation = await lock(trx, invitationId);
    if (isOver(invitation, arrivedAt)) return false;
    const gone = await trx('inscriptions').where({ invitation_id: invitationId, user_id: userId }).delete();
    if (gone === 0) return true;
    await recordAudit(trx, {
      at: arrivedAt,
      actorId: userId,
      acr,
      event: 'unregister',
      subject: 'invitation',
      subjectId: invitationId,
    });
    await tellSeated(trx, invitation, arrivedAt);
    return true;
  });

const isOver = ({ register_until: until, cancelled_at: cancelled }: Invitation, at: Instant): boolean =>
  cancelled !== null || dayOf(at) > until;

/** One at a time: ranks are counted under it. */
const lock = async (trx: Database, id: string): Promise<Invitation> =>
  (await trx('invitations').where({ id }).forUpdate().first()) as Invitation;
