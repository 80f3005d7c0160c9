/** The one way in which a user of a body is changed: one after the other, by somebody who may at that very moment, and never so that nobody is left. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { asSubject } from '../access/subjects.ts';
import { findViewer, type Viewer } from '../access/viewer.ts';
import { recordAudit, type Change } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { heldOf } from './held.ts';
import { administratorsOf } from './list-members.ts';
import { grantOf, type Held, type Right } from './rights.ts';

/** Why nothing is changed: `own` rights; an `administrator` that who manages users does not touch; the `last` one; not a `manager` any more. */
export type Refusal = 'own' | 'administrator' | 'last' | 'manager';
export interface Who {
  userId: string;
  bodyId: string;
}
export interface Membership {
  user_id: string;
  organising_body_id: string;
  deactivated_at: Instant | null;
  deleted_at: Instant | null;
  version: number;
  replaces: string | null;
  changed_at: Instant | null;
  changed_by: string | null;
  /** An account of before 2023. */
  isDefault: boolean;
}
export interface Standing {
  membership: Membership;
  held: Held[];
  /** Who changes it, with the rights of this moment. */
  actor: Viewer;
  today: Day;
}

/**
 * Runs a change of a member while no other change of the body's members runs.
 * @param change returns what it changed, for the history; undefined when there was nothing to do
 * @returns undefined when there is no such member; a refusal when this actor may not, or nobody would be left: then nothing is changed
 */
export async function changeMember<T>(
  db: Database,
  viewer: Viewer,
  { userId, bodyId }: Who,
  at: Instant,
  event: string,
  change: (trx: Database, standing: Standing) => Promise<{ change?: Change; answer: T } | Refusal>,
): Promise<T | Refusal | undefined> {
  class Refused extends Error {
    readonly refusal: Refusal;
    constructor(refusal: Refusal) {
      super(refusal);
      this.refusal = refusal;
    }
  }
  try {
    return await db.transaction(async (trx) => {
      const today = dayOf(at);
      const actor = await lockBody(trx, viewer, bodyId, at);
      const membership = await trx({ m: 'memberships' })
        .join({ u: 'users' }, 'u.id', 'm.user_id')
        .where({ 'm.user_id': userId, 'm.organising_body_id': bodyId })
        .forUpdate('m')
        .first<Membership | undefined>('m.*', trx.raw('u.niss_hash is null as "isDefault"'));
      // Who was deleted is no user of the body; deleting once more is no fault.
      const isGone = membership?.deleted_at != null && event !== 'delete-user';
      if (!membership || isGone || !actor?.ability.can('read', asSubject('Membership', membership))) return undefined;
      const held = (await heldOf(trx, { bodyId, userIds: [userId], today })).get(userId) ?? [];
      const refusal = refusalOf(actor, membership, held);
      if (refusal) throw new Refused(refusal);
      const before = await administratorsOf(trx, bodyId, today);
      const done = await change(trx, { membership, held, actor, today });
      if (typeof done === 'string') throw new Refused(done);
      if (done.change) {
        const after = await administratorsOf(trx, bodyId, today);
        if ((after.today === 0 && before.today > 0) || (after.lasting === 0 && before.lasting > 0))
          throw new Refused('last');
        await trx('memberships')
          .where({ user_id: userId, organising_body_id: bodyId })
          .update({ version: trx.raw('version + 1'), changed_at: instant(at), changed_by: viewer.userId });
        await recordAudit(trx, {
          at,
          actorId: viewer.userId,
          onBehalfOf: bodyId,
          acr: viewer.acr,
          event,
          subject: 'user',
          subjectId: userId,
          change: done.change,
        });
      }
      return done.answer;
    });
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/**
 * Lets no other change of the body's members run until the transaction ends. Reads of the body and new rows that refer to it go on.
 * @returns the person with the rights that they have now: whoever changed them has finished
 */
export async function lockBody(
  trx: Database,
  { userId, acr, authenticatedAt }: Viewer,
  bodyId: string,
  now: Instant,
): Promise<Viewer | undefined> {
  await trx('organising_bodies').where({ id: bodyId }).forNoKeyUpdate().select('id');
  return findViewer(trx, userId, { acr, authenticatedAt, now });
}

/** Why the person may not change this user of the body; undefined when they may. Whatever the user holds, also held back, must be theirs to change. */
export function refusalOf(
  { ability, userId: own }: Pick<Viewer, 'ability' | 'userId'>,
  { user_id: userId, organising_body_id: bodyId }: Pick<Membership, 'user_id' | 'organising_body_id'>,
  held: readonly Pick<Held, 'right'>[],
): Refusal | undefined {
  if (userId === own) return 'own';
  if (!ability.can('change', asSubject('Membership', { user_id: userId, organising_body_id: bodyId })))
    return 'manager';
  return held.every(({ right }) => mayGive({ ability }, { userId, bodyId }, right)) ? undefined : 'administrator';
}
export const mayGive = ({ ability }: Pick<Viewer, 'ability'>, { userId, bodyId }: Who, right: Right): boolean =>
  ability.can('change', asSubject('Grant', { user_id: userId, organising_body_id: bodyId, role: grantOf(right).role }));
