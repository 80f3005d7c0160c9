/** A new agent of ONE: known by the hash of their national number; what they may do is said afterwards. */
import type { Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';

export interface NewAgent {
  /** Of the form: sent twice, the agent is added once. */
  id: string;
  firstName: string;
  familyName: string;
  email: string;
  nissHash: Buffer;
  consentVersion: string;
}

/** @returns their id; undefined when it cannot be, whatever the reason: who has an account already is told to nobody */
export async function addAgent(
  db: Database,
  { userId: actorId, acr }: Pick<Viewer, 'userId' | 'acr'>,
  { id, firstName, familyName, email, nissHash, consentVersion }: NewAgent,
  at: Instant,
): Promise<string | undefined> {
  return db.transaction(async (trx) => {
    const added = (await trx('users')
      .insert({
        id,
        first_name: firstName,
        family_name: familyName,
        email,
        portal: 'office',
        niss_hash: nissHash,
        consent_at: instant(at),
        consent_text_version: consentVersion,
        consent_by: actorId,
        created_at: instant(at),
      })
      .onConflict()
      .ignore()
      .returning('id')) as unknown[];
    if (added.length === 0) {
      const same = (await trx('users').where({ id, consent_by: actorId, niss_hash: nissHash }).first('id')) as
        | object
        | undefined;
      return same && id;
    }
    await recordAudit(trx, {
      at,
      actorId,
      acr,
      event: 'create',
      subject: 'user',
      subjectId: id,
      change: {
        first_name: { before: null, after: firstName },
        family_name: { before: null, after: familyName },
        email: { before: null, after: email },
        niss_hash: { before: null, after: 'set' },
        consent_text_version: { before: null, after: consentVersion },
      },
    });
    return id;
  });
}
