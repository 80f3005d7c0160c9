/** When the helpdesk sees the pages as a user sees them: begun with a reason, told to the user, each page in the audit, ended by itself. */
import { createMongoAbility } from '@casl/ability';
import type { Instant } from '../../domain/calendar.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Ability } from '../access/subjects.ts';
import { findViewer, type Viewer } from '../access/viewer.ts';
import { processes } from '../../workflows/registry.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { queueWord } from '../link-mails.ts';
import { parametersOn } from '../parameters/parameters.ts';

export interface UserView {
  /** Of the form: sent twice, it begins once. */
  id: string;
  userId: string;
  until: Instant;
}
export interface ToldView {
  id: string;
  startedAt: Instant;
  endedAt: Instant | null;
  reason: string;
}

const minute = 60_000;

export async function minutesOfView(db: Database, now: Instant): Promise<number> {
  const found = (await parametersOn(db, 'helpdesk', dayOf(now)))['view-as-minutes'];
  if (!found) throw new Error('no parameter helpdesk.view-as-minutes');
  return found.value;
}

/** @returns undefined when this user is not one of an operator, or deactivated */
export async function startView(
  db: Database,
  agent: Pick<Viewer, 'userId' | 'acr'>,
  { id, userId, reason, ticketId }: { id: string; userId: string; reason: string; ticketId: string | null },
  at: Instant,
): Promise<UserView | undefined> {
  const until = at + (await minutesOfView(db, at)) * minute;
  return db.transaction(async (trx) => {
    const user = (await trx('users').where({ id: userId, portal: 'pro' }).whereNull('deactivated_at').first('email')) as
      | { email: string }
      | undefined;
    if (!user) return undefined;
    await endOverdue(trx, at);
    const begun = (await trx('user_views')
      .insert({
        id,
        user_id: userId,
        agent_id: agent.userId,
        ticket_id: ticketId,
        reason,
        started_at: instant(at),
        until: instant(until),
      })
      .onConflict('id')
      .ignore()
      .returning('id')) as unknown[];
    if (begun.length === 0) {
      const there = (await trx('user_views')
        .where({ id, user_id: userId, agent_id: agent.userId, ended_at: null })
        .first('until')) as { until: Instant } | undefined;
      return there && { id, userId, until: there.until };
    }
    await recordAudit(trx, {
      at,
      actorId: agent.userId,
      acr: agent.acr,
      event: 'view-as',
      subject: 'user',
      subjectId: userId,
      change: { view: { before: null, after: 'started' }, text: { before: null, after: reason } },
    });
    await queueWord(trx, { kind: 'seen-by-helpdesk', email: user.email, at });
    return { id, userId, until };
  });
}

/** The user whose pages are seen, with today's rights; undefined once it has ended, or the user is deactivated. */
export async function findSeen(
  db: Database,
  view: UserView,
  agentId: string,
  now: Instant,
): Promise<Viewer | undefined> {
  if (now >= view.until) return undefined;
  const [open, person] = await Promise.all([
    db('user_views')
      .where({ id: view.id, user_id: view.userId, agent_id: agentId, ended_at: null })
      .first<{ id: string } | undefined>('id'),
    findViewer(db, view.userId, { acr: 450, authenticatedAt: null, now }, shown),
  ]);
  return open && person?.portal === 'pro' ? { ...person, ability: withoutFamilies(person.ability) } : undefined;
}

/** Families ask their pre-requests of a place, not of ONE: who they are helps nobody who helps its users. */
const families = 'pre-requests';
const shown = processes.filter(({ dossier }) => dossier !== families);
const withoutFamilies = ({ rules }: Ability): Ability =>
  createMongoAbility<Ability>([...rules, { inverted: true, action: families, subject: 'Facility' }]);

/** `page`: its address, without what is asked of it; `refused`: it would have changed something. */
export const recordSeenPage = (
  db: Database,
  agent: Pick<Viewer, 'userId' | 'acr'>,
  { userId }: UserView,
  { page, refused }: { page: string; refused: boolean },
  at: Instant,
): Promise<void> =>
  recordAudit(db, {
    at,
    actorId: agent.userId,
    acr: agent.acr,
    event: refused ? 'view-as-refused' : 'view-as',
    subject: 'user',
    subjectId: userId,
    change: { page: { before: null, after: page.slice(0, 300) } },
  });

/** Ended already, nothing happens. */
export const endView = (db: Database, { id }: Pick<UserView, 'id'>, at: Instant): Promise<unknown> =>
  db.raw(endViews('v.id = :id'), { id, at: instant(at) });

/** Those that were left without a word. */
const endOverdue = (db: Database, at: Instant): Promise<unknown> =>
  db.raw(endViews('v.until <= cast(:at as timestamptz)'), { at: instant(at) });

const endViews = (which: string): string => `
with ended as (
  update user_views v set ended_at = least(v.until, cast(:at as timestamptz)) where ${which} and v.ended_at is null
  returning v.user_id, v.agent_id, v.ended_at
)
insert into audit (at, actor_id, event, subject, subject_id, change)
select ended_at, agent_id, 'view-as', 'user', user_id, '{"view": {"before": "started", "after": "ended"}}' from ended`;

/** What a user reads of it, the latest first. One that was left without a word ended when its time was over. */
export async function listViewsOf(db: Database, userId: string, now: Instant): Promise<ToldView[]> {
  return db('user_views')
    .where({ user_id: userId })
    .orderBy('started_at', 'desc')
    .limit(20)
    .select<ToldView[]>(
      'id',
      { startedAt: 'started_at' },
      'reason',
      db.raw('case when ended_at is not null then ended_at when until <= ? then until end as "endedAt"', [
        instant(now),
      ]),
    );
}

/** The user has read of it: it leaves the top of their pages. */
export const putViewsAway = (db: Database, userId: string, at: Instant): Promise<unknown> =>
  db('user_views')
    .where({ user_id: userId })
    .whereNull('put_away_at')
    .update({ put_away_at: instant(at) });
