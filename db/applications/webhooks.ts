/** The webhooks of a software, as the administrators of its operator keep them. */
import { randomUUID } from 'node:crypto';
import type { WebhookEvent } from '../../domain/applications/scopes.ts';
import { makeWebhookSecret } from '../../domain/applications/signature.ts';
import type { Instant } from '../../domain/calendar.ts';
import { seal, unseal } from '../../domain/sealed.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';
import { audit, lockOpen } from './change.ts';

export interface WebhookRow {
  id: string;
  address: string;
  events: WebhookEvent[];
  failingSince: Instant | null;
  disabledAt: Instant | null;
  disabledWhy: 'failing' | 'gone' | null;
}
export interface DeliveryRow {
  id: string;
  webhookId: string;
  event: WebhookEvent;
  place: string;
  month: string | null;
  quarter: string;
  createdAt: Instant;
  attempts: number;
  nextAt: Instant | null;
  deliveredAt: Instant | null;
  lastStatus: number | null;
  lastFailure: string | null;
}

export const listWebhooks = (db: Database, applicationId: string): Promise<WebhookRow[]> =>
  db('webhooks')
    .where({ application_id: applicationId, removed_at: null })
    .orderBy(['created_at', 'id'])
    .select('id', 'address', 'events', {
      failingSince: 'failing_since',
      disabledAt: 'disabled_at',
      disabledWhy: 'disabled_why',
    });

/** The newest ones of all its webhooks. */
export const lastDeliveries = (db: Database, applicationId: string, most = 12): Promise<DeliveryRow[]> =>
  db('webhook_deliveries as d')
    .join('webhooks as w', 'w.id', 'd.webhook_id')
    .join('cases as c', 'c.id', 'd.case_id')
    .where({ 'w.application_id': applicationId, 'w.removed_at': null })
    .orderBy([
      { column: 'd.created_at', order: 'desc' },
      { column: 'd.id', order: 'desc' },
    ])
    .limit(most)
    .select(
      'd.id',
      'd.event',
      'd.attempts',
      db.raw("d.body->'data'->>'month' as month"),
      db.raw("d.body->'data'->>'quarter' as quarter"),
      {
        ...{ webhookId: 'd.webhook_id', place: 'c.facility_name', createdAt: 'd.created_at', nextAt: 'd.next_at' },
        ...{ deliveredAt: 'd.delivered_at', lastStatus: 'd.last_status', lastFailure: 'd.last_failure' },
      },
    );

const sealFor = (key: string, webhookId: string) => ({ secret: key, purpose: 'webhook-secret', boundTo: webhookId });
/** Undefined where it was sealed under another key. */
export const openSecret = (
  sealed: Buffer,
  { key, webhookId }: { key: string; webhookId: string },
): string | undefined => unseal(sealed, sealFor(key, webhookId));

/** @returns the secret, once; undefined where there is no such software, or it was revoked; `known`: this form has made one */
export function addWebhook(
  db: Database,
  viewer: Viewer,
  applicationId: string,
  { address, events, key }: { address: string; events: readonly WebhookEvent[]; key: string },
  { sending, at }: { sending: string; at: Instant },
): Promise<{ secret: string } | 'known' | undefined> {
  return db.transaction(async (trx) => {
    const bodyId = await lockOpen(trx, viewer, applicationId);
    if (bodyId === undefined) return undefined;
    const [id, secret] = [randomUUID(), makeWebhookSecret()];
    const made = await trx('webhooks')
      .insert({
        ...{ id, application_id: applicationId, address, events: [...events], sending },
        secret_sealed: seal(secret, sealFor(key, id)),
        ...{ created_by: viewer.userId, created_at: instant(at), drawn_at: instant(at) },
      })
      .onConflict('sending')
      .ignore()
      .returning('id');
    if (made.length === 0) return 'known';
    await audit(trx, viewer, { id: applicationId, bodyId, event: 'add-webhook' }, at);
    return { secret };
  });
}

export type WebhookOrder = 'remove' | 'enable' | 'replay';

/** @param of the webhook; to replay, the delivery. @returns undefined where there is no such thing; sent twice is done once */
export function orderWebhook(
  db: Database,
  viewer: Viewer,
  applicationId: string,
  { order, of }: { order: WebhookOrder; of: string },
  at: Instant,
): Promise<'done' | undefined> {
  return db.transaction(async (trx) => {
    const bodyId = await lockOpen(trx, viewer, applicationId);
    if (bodyId === undefined) return undefined;
    const webhooks = trx('webhooks').where({ application_id: applicationId, removed_at: null });
    const changed = await {
      remove: () => webhooks.where({ id: of }).update({ removed_at: instant(at) }),
      enable: () => webhooks.where({ id: of }).update({ disabled_at: null, disabled_why: null, failing_since: null }),
      replay: () =>
        trx('webhook_deliveries')
          .where({ id: of })
          .whereIn('webhook_id', webhooks.whereNull('disabled_at').select('id'))
          .update({ attempts: 0, next_at: instant(at), delivered_at: null }),
    }[order]();
    if (changed === 0) return undefined;
    await audit(trx, viewer, { id: applicationId, bodyId, event: `${order}-webhook` }, at);
    return 'done';
  });
}
