/** The list of users of « Les Petits Chênes » waits for its yearly review; what was consulted there these last days, the helpdesk among them. */
import { instant, type Database } from '../../connect.ts';
import type { Instant } from '../../../domain/calendar.ts';
import { stableId } from './stable-id.ts';
import type { Times } from './times.ts';

const user = (key: string): string => stableId(`user ${key}`);
const hour = 3_600_000;

export async function lookAfterUsers(db: Database, { now, times }: { now: Instant; times: Times }): Promise<void> {
  const body = { organising_body_id: stableId('body petits-chenes') };
  const year = Number(times.today.slice(0, 4));
  await db('user_reviews').insert([
    {
      ...body,
      year: year - 1,
      asked_on: times.day(-385),
      due_on: times.day(-355),
      done_at: instant(now - 371 * 24 * hour),
      done_by: user('admin-petits-chenes'),
      list_hash: Buffer.alloc(32, 1),
    },
    { ...body, year, asked_on: times.day(-20), due_on: times.day(10), done_at: null, done_by: null, list_hash: null },
  ]);
  await db('account_notices').insert({
    ...body,
    user_id: user('admin-petits-chenes'),
    kind: 'review-asked',
    about_on: times.day(10),
    created_at: instant(now - 20 * 24 * hour),
    read_at: instant(now - 19 * 24 * hour),
    mailed_at: instant(now - 20 * 24 * hour),
  });
  const found = (await db('cases').where(body).whereNull('closed_at').orderBy('opened_at', 'desc').first('id')) as
    | { id: string }
    | undefined;
  const line = (hours: number, who: string, event: string, subject: string, id: string, isOwn = true): object => ({
    at: instant(now - hours * hour),
    actor_id: user(who),
    acr: 450,
    on_behalf_of: isOwn ? body.organising_body_id : null,
    event,
    subject,
    subject_id: id,
  });
  await db('audit').insert([
    ...(found
      ? [
          line(75, 'referent-namur', 'read', 'case', found.id, false),
          line(51, 'admin-petits-chenes', 'read', 'case', found.id),
          line(50, 'data-chenes', 'read', 'case', found.id),
        ]
      : []),
    line(28, 'helpdesk', 'view-as', 'user', user('data-chenes'), false),
    line(27, 'admin-petits-chenes', 'export', 'audit', 'history'),
  ]);
}
