/** Where every sign-in ends, by whatever means: one new session, one line in the audit. */
import type { Request } from 'express';
import { recordSignIn } from '../../db/accounts.ts';
import type { Dependencies } from '../context.ts';
import { deviceOf } from '../account/device.ts';
import { endSession } from '../middleware/session.ts';

/**
 * Ends the session there was and opens that of this person, under a new id and with a new form token (ASVS 7.2.4). `age`: of the identification, in milliseconds.
 */
export async function openSession(
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  req: Request,
  signIn: { userId: string; acr: number; age: number; idToken?: string | undefined },
): Promise<void> {
  const { userId, acr, age, idToken } = signIn;
  const at = now();
  const previousSignInAt = await recordSignIn(db, { userId, acr, at });
  await endSession(req);
  const device = deviceOf(req.get('user-agent'));
  Object.assign(req.session, { userId, acr, authenticatedAt: at - age, startedAt: at, lastSeenAt: at, device });
  if (previousSignInAt !== undefined) req.session.previousSignInAt = previousSignInAt;
  if (idToken) req.session.idToken = idToken;
}

declare module 'express-session' {
  interface SessionData {
    /** `deviceOf`: for the person alone. */
    device: string;
    previousSignInAt: number;
  }
}
