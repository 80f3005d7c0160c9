/** What webhooks are to be told: drawn from acts that were recorded, taken in hand, and settled. */
import type { WebhookEvent } from '../../domain/applications/scopes.ts';
import { dayInMilliseconds, dayOf, isoOf, type Instant } from '../../domain/calendar.ts';
import { monthsOf } from '../../domain/quarter.ts';
import { instant, type Database } from '../connect.ts';
import { applicationLimitsOn } from './limits.ts';
import { tellAdministrators } from './tell.ts';

/** An act is seen a little after its hour: it is looked for so long before the last look. */
const lookBack = '1 hour';
const mostDrawn = 1_000;

const find = `
select w.id as "webhookId", w.disabled_at is not null as "isDisabled", act.case_id as "caseId", act.number, act.at, act.status, act.facts->>'month' as month,
  c.period as quarter, c.facility_id as place, e.event
from webhooks w
join applications a on a.id = w.application_id and a.revoked_at is null
join application_places p on p.application_id = a.id
join cases c on c.facility_id = p.facility_id and c.slug = 'quarterly-subsidy' and c.period is not null
join acts act on act.case_id = c.id and act.at >= w.created_at and act.at > w.drawn_at - cast('${lookBack}' as interval)
left join acts earlier on earlier.case_id = act.case_id and earlier.number = act.number - 1
cross join lateral (values ('attendance.sent', act.action = 'send-attendance'), ('attendance.reopened', act.action = 'reopen-attendance'),
  ('quarter.status-changed', earlier.status is distinct from act.status)) as e (event, happened)
where w.removed_at is null and e.happened and e.event = any(w.events)
  and not exists (select from webhook_deliveries d
    where d.webhook_id = w.id and d.case_id = act.case_id and d.act_number = act.number and d.event = e.event)
order by act.at, act.case_id, act.number limit ${String(mostDrawn)}`;
interface Drawn {
  webhookId: string;
  isDisabled: boolean;
  caseId: string;
  number: number;
  at: Instant;
  status: string;
  month: string | null;
  quarter: string;
  place: string;
  event: WebhookEvent;
}

/** Once for each act and webhook, however often it is looked for. What a disabled one misses is kept, to be replayed. @returns how many are new */
export async function drawDeliveries(db: Database, at: Instant): Promise<number> {
  const { rows } = await db.raw<{ rows: Drawn[] }>(find);
  if (rows.length > 0)
    await db('webhook_deliveries')
      .insert(
        rows.map((row) => ({
          ...{ webhook_id: row.webhookId, case_id: row.caseId, act_number: row.number, event: row.event },
          ...{ body: JSON.stringify(bodyOf(row)), created_at: instant(at) },
          next_at: row.isDisabled ? null : instant(at),
        })),
      )
      .onConflict()
      .ignore();
  // With more than one look can hold, the same acts are looked at once more.
  if (rows.length < mostDrawn)
    await db('webhooks')
      .whereNull('removed_at')
      .update({ drawn_at: instant(at) });
  return rows.length;
}

/** As `WebhookMessage` of the description: ids, codes and where to read; no name, nothing personal. */
function bodyOf({ event, at, place, quarter, month, status }: Drawn): object {
  const read = month ?? monthsOf(quarter)[2];
  return {
    type: event,
    timestamp: isoOf(at),
    data: {
      ...{ place, quarter, status },
      ...(event === 'quarter.status-changed' || month === null ? {} : { month }),
      href: `/interface/v1/places/${place}/attendance/${read}/state`,
    },
  };
}

export interface Delivery {
  id: string;
  webhookId: string;
  address: string;
  secretSealed: Buffer;
  body: object;
  attempts: number;
}

/** Until the next attempt, in seconds: in all some five days. */
const pauses = [60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, 86_400];

const claim = `
update webhook_deliveries d set attempts = d.attempts + 1,
  next_at = cast(:at as timestamptz) + interval '1 second' * (cast(:pauses as int[]))[least(d.attempts + 1, cardinality(cast(:pauses as int[])))]
from webhooks w
where w.id = d.webhook_id and d.id in (
  select due.id from webhook_deliveries due join webhooks of on of.id = due.webhook_id
  where due.next_at <= cast(:at as timestamptz) and of.removed_at is null and of.disabled_at is null
  order by due.next_at limit 50 for update of due skip locked)
returning d.id, d.webhook_id as "webhookId", w.address, w.secret_sealed as "secretSealed", d.body, d.attempts`;

/** Taken in hand: their next attempt stands already, and comes by itself after a crash. */
export async function claimDeliveries(db: Database, at: Instant): Promise<Delivery[]> {
  const { rows } = await db.raw<{ rows: Delivery[] }>(claim, { at: instant(at), pauses });
  return rows;
}

export type Outcome = { status: number; failure?: undefined } | { status?: undefined; failure: string };
const isTaken = ({ status }: Outcome): boolean => status !== undefined && status >= 200 && status < 300;

export async function settleDelivery(
  db: Database,
  { id, webhookId, attempts }: Pick<Delivery, 'id' | 'webhookId' | 'attempts'>,
  outcome: Outcome,
  at: Instant,
): Promise<void> {
  const { webhookDays } = await applicationLimitsOn(db, dayOf(at));
  await db.transaction(async (trx) => {
    // The webhook first: several are settled at once, and one of them may give up all the others.
    const webhook = (await trx('webhooks as w')
      .join('applications as a', 'a.id', 'w.application_id')
      .where('w.id', webhookId)
      .forUpdate('w')
      .first({
        failingSince: 'w.failing_since',
        disabledAt: 'w.disabled_at',
        applicationId: 'a.id',
        bodyId: 'a.organising_body_id',
      })) as {
      failingSince: Instant | null;
      disabledAt: Instant | null;
      applicationId: string;
      bodyId: string;
    };
    await trx('webhook_deliveries')
      .where({ id })
      .update({
        ...{ last_status: outcome.status ?? null, last_failure: outcome.failure ?? null },
        ...(isTaken(outcome) ? { next_at: null, delivered_at: instant(at) } : {}),
        ...(!isTaken(outcome) && attempts > pauses.length ? { next_at: null } : {}),
      });
    if (isTaken(outcome)) {
      await trx('webhooks').where({ id: webhookId }).whereNotNull('failing_since').update({ failing_since: null });
      return;
    }
    const since = webhook.failingSince ?? at;
    const isGone = outcome.status === 410;
    const isOver = isGone || at - since >= webhookDays * dayInMilliseconds;
    await trx('webhooks')
      .where({ id: webhookId })
      .update({
        failing_since: instant(since),
        ...(isOver && webhook.disabledAt === null
          ? { disabled_at: instant(at), disabled_why: isGone ? 'gone' : 'failing' }
          : {}),
      });
    if (!isOver || webhook.disabledAt !== null) return;
    await trx('webhook_deliveries').where({ webhook_id: webhookId }).whereNotNull('next_at').update({ next_at: null });
    await tellAdministrators(trx, { ...webhook, kind: 'webhook-off', on: dayOf(at), at });
  });
}
