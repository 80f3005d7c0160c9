/** Tells webhooks what has happened: signed, to addresses of the Internet only, again and again until they take it or are disabled. */
import { lookup as lookUp } from 'node:dns/promises';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import {
  claimDeliveries,
  drawDeliveries,
  settleDelivery,
  type Delivery,
  type Outcome,
} from '../db/applications/deliveries.ts';
import { openSecret } from '../db/applications/webhooks.ts';
import type { Database } from '../db/connect.ts';
import { isPublicAddress } from '../domain/applications/addresses.ts';
import { signatureOf } from '../domain/applications/signature.ts';
import type { Instant } from '../domain/calendar.ts';
import type { WebhookActivities } from '../workflows/webhooks.ts';

export interface Way {
  lookup: (host: string) => Promise<readonly { address: string }[]>;
  request: (options: RequestOptions, answered: (answer: IncomingMessage) => void) => ClientRequest;
  isAllowed: (ip: string) => boolean;
}
const toTheInternet: Way = {
  lookup: (host) => lookUp(host, { all: true }),
  request: (options, answered) => httpsRequest(options, answered),
  isAllowed: isPublicAddress,
};
const patience = 10_000;

/** Posts once, to the very address that was looked at; a redirection is not followed. Never throws: what went wrong is a code. */
export async function postTo(
  address: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  { lookup, request, isAllowed }: Way = toTheInternet,
): Promise<Outcome> {
  try {
    const { hostname, port, pathname, search, host } = new URL(address);
    const name = hostname.replace(/^\[|\]$/g, '');
    const found = isIP(name) ? [{ address: name }] : await lookup(name);
    // One that leads inside is enough: the next look might choose it.
    if (found.length === 0 || !found.every((one) => isAllowed(one.address))) return { failure: 'private-address' };
    const status = await new Promise<number>((answered, failed) => {
      const sending = request(
        {
          ...{ host: found[0]!.address, port: port || 443, path: pathname + search, method: 'POST', agent: false },
          ...(isIP(name) ? {} : { servername: name }),
          headers: { ...headers, 'Host': host, 'Content-Length': String(Buffer.byteLength(body)) },
          signal: AbortSignal.timeout(patience),
        },
        (answer) => {
          answered(answer.statusCode ?? 0);
          answer.destroy();
        },
      );
      sending.once('error', failed);
      sending.end(body);
    });
    return { status };
  } catch (error) {
    return { failure: failureOf(error as { code?: unknown; name?: unknown }) };
  }
}
const failureOf = ({ code, name }: { code?: unknown; name?: unknown }): string => {
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR' || code === 'ETIMEDOUT')
    return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no-such-host';
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EHOSTUNREACH') return 'away';
  return typeof code === 'string' && /CERT|TLS|SSL|ALTNAME/.test(code) ? 'certificate' : 'failed';
};

const atOnce = 5;

export function createWebhookRound({
  db,
  config: { nissKey },
  now,
  way = toTheInternet,
}: {
  db: Database;
  config: { nissKey: string };
  now: () => Instant;
  way?: Way;
}): WebhookActivities {
  async function deliver({ id, webhookId, address, secretSealed, body: told, attempts }: Delivery): Promise<boolean> {
    const secret = openSecret(secretSealed, { key: nissKey, webhookId });
    const body = JSON.stringify(told);
    const at = Math.floor(now() / 1000);
    const outcome: Outcome =
      secret === undefined
        ? { failure: 'failed' }
        : await postTo(
            address,
            {
              body,
              headers: {
                'Content-Type': 'application/json',
                'User-Agent': 'Pro.ONE',
                'webhook-id': id,
                'webhook-timestamp': String(at),
                'webhook-signature': signatureOf(secret, { id, at, body }),
              },
            },
            way,
          );
    await settleDelivery(db, { id, webhookId, attempts }, outcome, now());
    return outcome.status !== undefined && outcome.status < 300;
  }

  return {
    async deliverWebhooks() {
      await drawDeliveries(db, now());
      const due = await claimDeliveries(db, now());
      let told = 0;
      for (let from = 0; from < due.length; from += atOnce) {
        const taken = await Promise.all(due.slice(from, from + atOnce).map(deliver));
        told += taken.filter(Boolean).length;
      }
      return { told, failed: due.length - told };
    },
  };
}
