/** A user of a body is deactivated for a while, or deleted for good: their rights there are held back, and nobody else's reading of grants need know. */
import type { Instant } from '../../domain/calendar.ts';
import { asSubject } from '../access/subjects.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { changeMember, lockBody, type Refusal, type Who } from './change-member.ts';

/** Done already, nothing happens. */
export const deactivateMember = (
  db: Database,
  viewer: Viewer,
  who: Who,
  at: Instant,
): Promise<'done' | Refusal | undefined> =>
  changeMember<'done'>(db, viewer, who, at, 'deactivate-user', async (trx, { membership }) => {
    if (membership.deactivated_at !== null) return { answer: 'done' };
    await moveGrants(trx, who, 'grants', 'suspended_grants');
    await set(trx, who, { deactivated_at: instant(at) });
    return { answer: 'done', change: { status: { before: 'active', after: 'deactivated' } } };
  });

export const reactivateMember = (
  db: Database,
  viewer: Viewer,
  who: Who,
  at: Instant,
): Promise<'done' | Refusal | undefined> =>
  changeMember<'done'>(db, viewer, who, at, 'reactivate-user', async (trx, { membership }) => {
    if (membership.deactivated_at === null) return { answer: 'done' };
    await moveGrants(trx, who, 'suspended_grants', 'grants');
    await set(trx, who, { deactivated_at: null });
    return { answer: 'done', change: { status: { before: 'deactivated', after: 'active' } } };
  });

/** For good, as far as the body is concerned: the helpdesk alone restores. */
export const deleteMember = (
  db: Database,
  viewer: Viewer,
  who: Who,
  at: Instant,
): Promise<'done' | Refusal | undefined> =>
  changeMember<'done'>(db, viewer, who, at, 'delete-user', async (trx, { membership }) => {
    if (membership.deleted_at !== null) return { answer: 'done' };
    await moveGrants(trx, who, 'grants', 'suspended_grants');
    await set(trx, who, { deleted_at: instant(at) });
    const before = membership.deactivated_at === null ? 'active' : 'deactivated';
    return { answer: 'done', change: { status: { before, after: 'deleted' } } };
  });

/**
 * Undoes a deletion, as it was before: by the helpdesk (`restore` a user), for a body that deleted somebody by mistake.
 * @returns false when nobody of that body was deleted; undefined when the person may not
 */
export function restoreMember(
  db: Database,
  viewer: Viewer,
  { userId, bodyId }: Who,
  at: Instant,
): Promise<boolean | undefined> {
  return db.transaction(async (trx) => {
    const actor = await lockBody(trx, viewer, bodyId, at);
    if (!actor?.ability.can('restore', asSubject('User', { id: userId }))) return undefined;
    const [row] = (await trx('memberships')
      .where({ user_id: userId, organising_body_id: bodyId })
      .whereNotNull('deleted_at')
      .update({
        deleted_at: null,
        version: trx.raw('version + 1'),
        changed_at: instant(at),
        changed_by: viewer.userId,
      })
      .returning('deactivated_at')) as { deactivated_at: Instant | null }[];
    if (!row) return false;
    if (row.deactivated_at === null) await moveGrants(trx, { userId, bodyId }, 'suspended_grants', 'grants');
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      onBehalfOf: bodyId,
      acr: viewer.acr,
      event: 'restore-user',
      subject: 'user',
      subjectId: userId,
      change: { status: { before: 'deleted', after: row.deactivated_at === null ? 'active' : 'deactivated' } },
    });
    return true;
  });
}

const set = (trx: Database, { userId, bodyId }: Who, values: object): Promise<number> =>
  trx('memberships').where({ user_id: userId, organising_body_id: bodyId }).update(values);

type Table = 'grants' | 'suspended_grants';
async function moveGrants(trx: Database, { userId, bodyId }: Who, from: Table, to: Table): Promise<void> {
  await trx.raw(
    `with moved as (delete from ?? where user_id = ? and organising_body_id = ? returning *) insert into ?? select * from moved`,
    [from, userId, bodyId, to],
  );
}
