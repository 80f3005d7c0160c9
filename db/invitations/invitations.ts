/** Sessions, surveys and tests to which ONE invites operators: written by those who write communications. */
import { addDays, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import type { Reader } from '../../domain/communications/audience.ts';
import type { Viewer } from '../access/viewer.ts';
import { meant } from '../audience.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';
import { queueWords } from '../link-mails.ts';
import { Invitation } from '../models/invitation.ts';
import { listStanding, tellSeated } from './inscriptions.ts';

export type InvitationWording = Pick<
  Invitation,
  | 'kind'
  | 'title'
  | 'text'
  | 'place'
  | 'held_on'
  | 'from_hour'
  | 'to_hour'
  | 'register_until'
  | 'seats'
  | 'sectors'
  | 'kinds'
  | 'administrations'
>;

/** For days after it was held, whoever came still finds it. */
const shownAfter = 30;

/** What this reader is invited to: those that can be answered or are to come, the nearest last day first; those just over after them. */
export async function listInvitations(db: Database, reader: Reader, today: Day): Promise<Invitation[]> {
  const query = db('invitations')
    .whereRaw('coalesce(held_on, register_until) >= ?', [addDays(today, -shownAfter)])
    .orderByRaw('register_until < ?, register_until, id', [today])
    .limit(100);
  return meant(query, 'invitations', reader.places).select<Invitation[]>('invitations.*');
}
export const audienceOf = ({ sectors, kinds, administrations }: Invitation) => ({
  portals: ['pro'],
  sectors,
  kinds,
  administrations,
});

const pageSize = 30;
/** The latest last day first. */
export async function listAllInvitations(db: Database, cursor: Cursor): Promise<Page<Invitation>> {
  const from = cursor.after ?? cursor.before;
  const place = from
    ? ((await db('invitations').where('id', from).first(db.raw('cast(register_until as text) as place'))) as
        | { place: string }
        | undefined)
    : undefined;
  return turnPage<Invitation>(
    db,
    db('invitations').select('invitations.*'),
    { column: db.raw('invitations.register_until'), id: 'invitations.id', descending: true },
    cursor,
    place?.place,
    pageSize,
  );
}

export const findInvitation = async (db: Database, id: string): Promise<Invitation | undefined> =>
  Invitation.query(db).findById(id);

/**
 * Whoever is inscribed is told by mail when the day, the hours or the place become others; whoever waited, when there is a seat for them.
 * @param version of the page, for a change; undefined for a new one, whose id is the token of its form
 * @returns `changed` when it was changed or cancelled meanwhile; the number of seats that are given, where it would take some back
 */
export const writeInvitation = (
  db: Database,
  { userId, acr }: Viewer,
  { id, version, ...wording }: InvitationWording & { id: string; version?: number },
  at: Instant,
): Promise<'written' | 'changed' | { given: number }> =>
  db.transaction(async (trx) => {
    const before =
      version === undefined
        ? undefined
        : ((await trx('invitations').where({ id }).forUpdate().first()) as Invitation | undefined);
    const standing = before ? await listStanding(trx, before, dayOf(at)) : [];
    const given = standing.filter(({ seated }) => seated).length;
    if (before?.version === version && wording.seats !== null && wording.seats < given) return { given };
    const columns = { ...wording, written_by: userId, written_at: instant(at) };
    const written = await (version === undefined
      ? trx('invitations')
          .insert({ id, ...columns })
          .onConflict('id')
          .ignore()
          .returning('id')
      : trx('invitations')
          .where({ id, version })
          .whereNull('cancelled_at')
          .update({ ...columns, version: trx.raw('version + 1') })
          .returning('id'));
    if (written.length === 0) return version === undefined ? 'written' : 'changed';
    const event = version === undefined ? 'create' : 'update';
    await recordAudit(trx, { at, actorId: userId, acr, event, subject: 'invitation', subjectId: id });
    if (!before) return 'written';
    const moved = ['held_on', 'from_hour', 'to_hour', 'place'] as const;
    if (moved.some((column) => before[column] !== wording[column]))
      await queueWords(
        trx,
        standing.map(({ email }) => ({ kind: 'invitation-changed', email, at })),
      );
    await tellSeated(trx, { id, seats: wording.seats }, at);
    return 'written';
  });

/** Whoever has put their name down is told by mail. @returns false when it was changed meanwhile; cancelled twice, it is cancelled */
export const cancelInvitation = (
  db: Database,
  { userId, acr }: Viewer,
  { id, version, reason }: { id: string; version: number; reason: string },
  at: Instant,
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const row = (await trx('invitations').where({ id }).forUpdate().first()) as Invitation | undefined;
    if (row?.version !== version) return false;
    if (row.cancelled_at !== null) return true;
    await trx('invitations')
      .where({ id })
      .update({ cancelled_at: instant(at), cancelled_reason: reason });
    const told = (await trx('inscriptions')
      .join('users', 'users.id', 'inscriptions.user_id')
      .where({ invitation_id: id })
      .whereNull('users.deactivated_at')
      .orderBy('place')
      .select('users.email')) as { email: string }[];
    await queueWords(
      trx,
      told.map(({ email }) => ({ kind: 'invitation-cancelled', email, at })),
    );
    await recordAudit(trx, { at, actorId: userId, acr, event: 'cancel', subject: 'invitation', subjectId: id });
    return true;
  });
