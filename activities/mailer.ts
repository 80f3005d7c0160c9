/** Sends the mails that notices wait for: one for each person and case, however many acts it tells of. */
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Database } from '../db/connect.ts';
import { accountMailsWaiting, claimAccountMails, settleAccountMail } from '../db/continuity/account-notices.ts';
import { claimJoined, joinByWishes, joinedWaiting, settleJoined } from '../db/joined-mails.ts';
import { claimLinkMails, dropLinkMail, linkMailsWaiting, type LinkMail } from '../db/link-mails.ts';
import { claimLists, findList, listsWaiting, settleList } from '../db/list-mails.ts';
import { claimMails, dropMails, markMailed, mailsWaiting, type WaitingMail } from '../db/mail-queue.ts';
import { claimReplyMails, dropReplyMail, replyMailsWaiting } from '../db/helpdesk/reply-mails.ts';
import { giveUpEffect } from '../db/supervision/retry-effect.ts';
import type { Instant } from '../domain/calendar.ts';
import { ringMailer } from '../workflows/bell.ts';
import type { MailActivities } from '../workflows/mailer.ts';
import { presentAccountMail } from '../views/mail/account.ts';
import { presentJoined } from '../views/mail/joined.ts';
import { presentList } from '../views/mail/list.ts';
import { presentNotice } from '../views/mail/notice.ts';
import { kitActWords } from '../workflows/kit-acts.ts';
import type { ActionWords, ProcedureWords } from '../views/words.ts';
import type { AnyEffects } from './effects.ts';
import type { Mailer } from './mail.ts';

export interface MailerDependencies {
  db: Database;
  mailer: Mailer;
  procedures: readonly Pick<AnyEffects, 'process' | 'words' | 'missing'>[];
  publicUrl: string;
  now: () => Instant;
  /** How long notices of one case for one person wait for each other, in milliseconds. */
  window?: number;
}

/** Notices of one case for one person are joined when they come within this time (hypothèse). */
export const joinWithin = 10_000;
/** Some twenty hours, with the delays of the queue; then a person must look (hypothèse). */
const maximumAttempts = 30;
const batch = 50;
/** Where mails without a link of their own lead; the others to the helpdesk. */
const pagesOfWords: Partial<Record<LinkMail['kind'], string>> = {
  'seen-by-helpdesk': '/account/connections',
  'doctor-introduced': '/vie-privee',
};
type Named = Readonly<Record<string, ActionWords | undefined>>;
/** Of a procedure that this release does not know: the mail says that there is news. */
const noWords: ProcedureWords = { kinds: {}, actions: {}, effects: {} };

export function createMailRounds({ db, mailer, procedures, publicUrl, now, window = joinWithin }: MailerDependencies): {
  sendMails(beat?: () => void, signal?: AbortSignal): ReturnType<MailActivities['sendMails']>;
} {
  const wordsOf = (slug: string): ProcedureWords =>
    (procedures.find(({ process }) => process.slug === slug)?.words as ProcedureWords | undefined) ?? noWords;

  const missingOf = (slug: string): AnyEffects['missing'] =>
    procedures.find(({ process }) => process.slug === slug)?.missing;

  async function sendOne(mail: WaitingMail): Promise<'sent' | 'postponed' | 'refused' | 'away'> {
    const { caseId, slug, reference, number, userId, email } = mail;
    // As it is now: between the hour of a reminder and its mail, somebody may have been at work.
    const isNews = mail.acts.some(({ byReader }) => !byReader);
    const missing = isNews ? await missingOf(slug)?.(db, caseId, now()) : undefined;
    try {
      await mailer.send({
        to: email,
        messageId: `<${caseId}.${String(number)}.${userId}@pro-one>`,
        view: 'notice',
        reference,
        ...presentNotice({ ...mail, missing }, wordsOf(slug)),
        link: `${publicUrl}/pro/${slug}/${caseId}`,
      });
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      const refused = error.type === 'address-refused';
      if (refused || mail.attempts >= maximumAttempts) {
        const failure = error.type ?? 'failed';
        await giveUpEffect(db, { caseId, number, effect: 'notify-operator', failure }, now(), ['pending', 'done']);
        await dropMails(db, mail);
        return 'refused';
      }
      return error.type === 'mailbox-away' ? 'away' : 'postponed';
    }
    await markMailed(db, mail, now());
    return 'sent';
  }

  const taskOf = (slug: string, action: string): string =>
    (wordsOf(slug).actions as Readonly<Record<string, { task: string } | undefined>>)[action]?.task ??
    'Traiter le dossier';

  /** The lists of agents, in the same queue's round. @returns false when nobody answers at the mail server */
  async function sendLists(beat?: () => void): Promise<boolean> {
    for (const waiting of await claimLists(db, now())) {
      beat?.();
      const list = await findList(db, waiting.userId, now());
      const isThere = list !== undefined && list.mine + list.toTake > 0;
      try {
        if (isThere)
          await mailer.send({
            to: waiting.email,
            messageId: `<list.${waiting.day}.${waiting.userId}@pro-one>`,
            view: 'list',
            ...presentList(list, waiting.day, taskOf),
            link: `${publicUrl}/office/tasks`,
            wishes: `${publicUrl}/office/tasks/mail`,
          });
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        if (error.type === 'mailbox-away') return false;
        if (error.type !== 'address-refused') continue;
        await settleList(db, waiting, null);
        continue;
      }
      await settleList(db, waiting, isThere ? now() : null);
    }
    return true;
  }

  const mailOf = (slug: string, action: string): string =>
    ((wordsOf(slug).actions as Named)[action] ?? (kitActWords as Named)[action])?.mail ?? 'il y a du nouveau';
  const letters = procedures.flatMap(({ process: { effects } }) =>
    Object.entries(effects).flatMap(([effect, kind]) => (kind === 'letter' ? [effect] : [])),
  );

  /** Those who wish one mail a day. @returns false when nobody answers at the mail server */
  async function sendJoined(beat?: () => void): Promise<boolean> {
    for (const joined of await claimJoined(db, now())) {
      beat?.();
      const isThere = joined.mails.length > 0;
      try {
        for (const { email, cases } of joined.mails)
          await mailer.send({
            to: email,
            messageId: `<joined.${joined.day}.${joined.userId}@pro-one>`,
            view: 'joined',
            ...presentJoined({ cases, day: joined.day }, mailOf),
            link: `${publicUrl}/pro/notices`,
            wishes: `${publicUrl}/account/preferences`,
          });
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        if (error.type === 'mailbox-away') return false;
        if (error.type !== 'address-refused' && joined.attempts < maximumAttempts) continue;
        await settleJoined(db, joined, null);
        continue;
      }
      await settleJoined(db, joined, isThere ? now() : null);
    }
    return true;
  }

  /** About users and their rights. @returns false when nobody answers at the mail server */
  async function sendAccountMails(beat?: () => void): Promise<boolean> {
    for (const mail of await claimAccountMails(db, now())) {
      beat?.();
      try {
        await mailer.send({
          to: mail.email,
          messageId: `<account.${mail.id}@pro-one>`,
          view: 'account',
          ...presentAccountMail(mail),
          link: publicUrl + (mail.kind === 'added' ? '/sign-in' : '/pro/notices'),
        });
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        if (error.type === 'mailbox-away') return false;
        if (error.type !== 'address-refused' && mail.attempts < maximumAttempts) continue;
        await settleAccountMail(db, mail, null);
        continue;
      }
      await settleAccountMail(db, mail, now());
    }
    return true;
  }

  /** @returns false when nobody answers at the mail server */
  async function sendLinks(): Promise<boolean> {
    for (const { id, kind, email, token, source } of await claimLinkMails(db, now())) {
      const page = kind === 'confirm-new-address' ? '/account/email/confirm' : '/convert-user/link';
      const path = token
        ? `${page}?token=${token}`
        : kind.startsWith('account-')
          ? '/pro/accounts'
          : (pagesOfWords[kind] ?? '/contact');
      try {
        await mailer.sendLink({ to: email, messageId: `<${id}@pro-one>`, kind, link: publicUrl + path, source });
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        if (error.type === 'mailbox-away') return false;
        if (error.type !== 'address-refused') continue;
      }
      await dropLinkMail(db, id);
    }
    return true;
  }

  /** @returns false when nobody answers at the mail server */
  async function sendReplies(): Promise<boolean> {
    for (const { id, number, ticketId, email, text, portal, attempts } of await claimReplyMails(db, now())) {
      const link = portal ? `${publicUrl}/${portal}/questions/${ticketId}` : undefined;
      try {
        await mailer.sendReply({ to: email, messageId: `<${id}@pro-one>`, number, text, link });
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        if (error.type === 'mailbox-away') return false;
        if (error.type !== 'address-refused' && attempts < maximumAttempts) continue;
      }
      await dropReplyMail(db, id);
    }
    return true;
  }

  return {
    async sendMails(beat, signal) {
      const round = { sent: 0, postponed: 0, refused: 0 };
      const others = [sendLinks, sendReplies, sendLists, sendJoined, sendAccountMails];
      for (const sendOthers of others) if (!(await sendOthers(beat))) return round;
      for (;;) {
        await joinByWishes(db, { now: now(), before: now() - window, letters });
        const mails = await claimMails(db, { now: now(), before: now() - window, limit: batch });
        if (mails.length === 0) return round;
        for (const [index, mail] of mails.entries()) {
          signal?.throwIfAborted();
          beat?.();
          const outcome = await sendOne(mail);
          // Nobody answers there: the others have their next hour already.
          if (outcome === 'away') return { ...round, postponed: round.postponed + mails.length - index };
          round[outcome] += 1;
        }
      }
    },
  };
}

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
      (await accountMailsWaiting(db, now()));
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
