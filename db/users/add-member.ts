/** Adds a person to the users of a body: by the hash of their national number, whether the portal knows it or not, which nobody is told. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { tellAdded } from '../continuity/account-notices.ts';
import { lockBody, mayGive, type Refusal } from './change-member.ts';
import { heldOf } from './held.ts';
import { cell, everyPlace } from './rights.ts';

export interface Added {
  firstName: string;
  familyName: string;
  email: string;
  /** `hashNationalNumber`. */
  nissHash: Buffer;
  consentVersion: string;
}
/** `there`: one of the body's users already. Of both, the user is told; whether another body has them is not. */
export interface Addition {
  outcome: 'added' | 'there';
  userId: string;
}

/**
 * The same statements run whoever it is: the time it takes says nothing either. Whoever was deleted begins anew, without a right:
 * for who may take those that are held back.
 */
export function addMember(
  db: Database,
  viewer: Viewer,
  bodyId: string,
  { firstName, familyName, email, nissHash, consentVersion }: Added,
  at: Instant,
): Promise<Addition | Extract<Refusal, 'manager' | 'administrator'>> {
  return db.transaction(async (trx) => {
    const actor = await lockBody(trx, viewer, bodyId, at);
    const nobody = '00000000-0000-0000-0000-000000000000';
    if (!actor || !mayGive(actor, { userId: nobody, bodyId }, cell('team', everyPlace))) return 'manager';
    const named = { first_name: firstName, family_name: familyName, email };
    const consent = {
      consent_at: instant(at),
      consent_text_version: consentVersion,
      consent_by: viewer.userId,
    };
    const [user] = (await trx('users')
      .insert({ ...named, ...consent, portal: 'pro', niss_hash: nissHash, created_at: instant(at) })
      .onConflict('niss_hash')
      .merge(['niss_hash'])
      .returning('id')) as { id: string }[];
    const who = { user_id: user!.id, organising_body_id: bodyId };
    const deleted = (await trx('memberships').where(who).whereNotNull('deleted_at').first('user_id')) as
      | object
      | undefined;
    const held = (await heldOf(trx, { bodyId, userIds: [user!.id], today: dayOf(at) })).get(user!.id) ?? [];
    const mayTake = held.every(({ right }) => mayGive(actor, { userId: user!.id, bodyId }, right));
    if (deleted && !mayTake) return 'administrator';
    const added = (await trx('memberships')
      .insert({ ...who, ...named, ...consent, added_by: viewer.userId, added_at: instant(at) })
      .onConflict(['user_id', 'organising_body_id'])
      .merge({
        ...named,
        ...consent,
        added_by: viewer.userId,
        added_at: instant(at),
        deactivated_at: null,
        deleted_at: null,
        replaces: null,
        version: trx.raw('memberships.version + 1') as unknown as number,
      })
      .whereNotNull('memberships.deleted_at')
      .returning('user_id')) as object[];
    if (added.length === 0) return { outcome: 'there', userId: user!.id };
    await trx('suspended_grants').where(who).delete();
    await tellAdded(trx, { userId: user!.id, bodyId, at });
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      onBehalfOf: bodyId,
      acr: viewer.acr,
      event: 'add-user',
      subject: 'user',
      subjectId: user!.id,
      change: {
        first_name: { before: null, after: firstName },
        family_name: { before: null, after: familyName },
        email: { before: null, after: email },
        niss_hash: { before: null, after: 'set' },
        consent_text_version: { before: null, after: consentVersion },
      },
    });
    return { outcome: 'added', userId: user!.id };
  });
}
