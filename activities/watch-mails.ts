/** Looks whether mails wait, of whichever queue, and rings for the mailer. */
import type { Client } from '@temporalio/client';
import type { Database } from '../db/connect.ts';
import { accountMailsWaiting } from '../db/continuity/account-notices.ts';
import { replyMailsWaiting } from '../db/helpdesk/reply-mails.ts';
import { joinedWaiting } from '../db/joined-mails.ts';
import { linkMailsWaiting } from '../db/link-mails.ts';
import { listsWaiting } from '../db/list-mails.ts';
import { mailsWaiting } from '../db/mail-queue.ts';
import { newslettersWaiting } from '../db/newsletters/mails.ts';
import type { Instant } from '../domain/calendar.ts';
import { ringMailer } from '../workflows/bell.ts';
import { joinWithin } from './mail-rules.ts';

/** Looks at the queue, and rings for the mailer when something waits. @returns what stops it */
export function watchMails({
  db,
  client,
  taskQueue,
  now,
  window = joinWithin,
  every = 2_000,
}: {
  db: Database;
  client: Client;
  taskQueue: string;
  now: () => Instant;
  window?: number;
  /** Between two looks, in milliseconds. */
  every?: number;
}): () => Promise<void> {
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    const waits =
      (await mailsWaiting(db, now() - window)) ||
      (await linkMailsWaiting(db, now())) ||
      (await replyMailsWaiting(db, now())) ||
      (await listsWaiting(db, now())) ||
      (await joinedWaiting(db, now())) ||
      (await accountMailsWaiting(db, now())) ||
      (await newslettersWaiting(db, now()));
    if (!waits) return;
    await ringMailer(client, taskQueue);
  };
  const timer = setInterval(() => {
    // Database or engine away: the next look finds the same.
    looking = looking.then(look).catch(() => undefined);
  }, every);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
