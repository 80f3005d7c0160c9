/** Somebody signed in, without the way there: a session row and its cookie, as the portal itself would write them. */
import { createHmac, randomBytes } from 'node:crypto';
import { cookieNameOf } from '../../api/middleware/session.ts';
import { instant, type Database } from '../../db/connect.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Config } from '../../domain/config/read-config.ts';

export interface SignedIn {
  /** For the header `Cookie`. */
  cookie: string;
  /** For the field `_csrf`, or the header `X-CSRF-Token`. */
  csrfToken: string;
}

/** `now`: that of the portal's clock. By default with itsme, just now. */
export async function signInAs(
  db: Database,
  config: Pick<Config, 'publicUrl' | 'sessionSecret'>,
  userId: string,
  {
    now,
    acr = 450,
    authenticatedAt = now,
    startedAt = now,
    lastSeenAt = now,
  }: { now: Instant; acr?: number; authenticatedAt?: Instant; startedAt?: Instant; lastSeenAt?: Instant },
): Promise<SignedIn> {
  const sid = randomBytes(24).toString('base64url');
  const csrfToken = randomBytes(32).toString('hex');
  const cookie = {
    originalMaxAge: null,
    expires: null,
    httpOnly: true,
    secure: config.publicUrl.startsWith('https:'),
    sameSite: 'lax',
    path: '/',
  };
  // The store sweeps by the real clock, whatever that of the test.
  await db('sessions').insert({
    sid,
    sess: JSON.stringify({ cookie, userId, acr, authenticatedAt, startedAt, lastSeenAt, csrfToken }),
    expire: instant(Date.now() + 3_600_000),
  });
  const signature = createHmac('sha256', config.sessionSecret).update(sid).digest('base64').replace(/=+$/, '');
  return { cookie: `${cookieNameOf(config.publicUrl)}=${encodeURIComponent(`s:${sid}.${signature}`)}`, csrfToken };
}

/** The token of the first form of a page. */
export function csrfTokenOf(html: string): string {
  const token = /name="_csrf" value="([0-9a-f]+)"/.exec(html)?.[1];
  if (!token) throw new Error('no form token on this page');
  return token;
}
