/** Signatures of webhooks, as « Standard Webhooks » has them: whoever knows the secret can tell that it is us, and when. */
import { createHmac, randomBytes } from 'node:crypto';

const mark = 'whsec_';

export const makeWebhookSecret = (): string => mark + randomBytes(32).toString('base64');

/** @param at seconds since 1970 */
export const signatureOf = (secret: string, { id, at, body }: { id: string; at: number; body: string }): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(mark.length), 'base64'))
    .update(`${id}.${String(at)}.${body}`)
    .digest('base64')}`;
