/** The mails that are no notice of a case: lists of the morning, one mail a day, about users and rights, links, answers of the helpdesk. */
import { ApplicationFailure } from '@temporalio/common';
import { claimAccountMails, settleAccountMail, type AccountMail } from '../db/continuity/account-notices.ts';
import { claimJoined, settleJoined } from '../db/joined-mails.ts';
import { claimLinkMails, dropLinkMail, type LinkMail } from '../db/link-mails.ts';
import { claimLists, findList, settleList } from '../db/list-mails.ts';
import { claimReplyMails, dropReplyMail } from '../db/helpdesk/reply-mails.ts';
import { presentAccountMail } from '../views/mail/account.ts';
import { presentJoined } from '../views/mail/joined.ts';
import { presentList } from '../views/mail/list.ts';
import { kitActWords } from '../workflows/kit-acts.ts';
import type { ActionWords } from '../views/words.ts';
import { maximumAttempts, wordsIn, type MailerDependencies } from './mail-rules.ts';

/** Where mails without a link of their own lead; the others to the helpdesk. */
const pagesOfWords: Partial<Record<LinkMail['kind'], string>> = {
  'seen-by-helpdesk': '/account/connections',
  'ticket-handed': '/office/tickets',
  'seat-free': '/pro/invitations',
  'invitation-cancelled': '/pro/invitations',
  'invitation-changed': '/pro/invitations',
  'communication-waits': '/office/communications/write',
  'newsletter-waits': '/office/newsletters/write',
  'doctor-introduced': '/vie-privee',
  'pre-request-received': '/premiers-pas/pre-demande/suivi',
  'pre-request-awaits': '/premiers-pas/pre-demande/suivi',
  'pre-request-news': '/premiers-pas/pre-demande/suivi',
  'privacy-request-received': '/vie-privee/demande/suivi',
  'privacy-request-news': '/vie-privee/demande/suivi',
  'privacy-request-own-news': '/account/privacy',
};
const pagesOfLinks: Partial<Record<LinkMail['kind'], string>> = {
  'confirm-new-address': '/account/email/confirm',
  'privacy-request-confirm': '/vie-privee/demande/confirmer',
};
const pagesOfAccounts: Partial<Record<AccountMail['kind'], string>> = {
  'added': '/sign-in',
  'places-to-confirm': '/pro/presentation',
};
type Named = Readonly<Record<string, ActionWords | undefined>>;

/** Each sends what waits in its queue. @returns false when nobody answers at the mail server */
export type SendOthers = (beat?: () => void) => Promise<boolean>;

/** In the order in which they are sent. */
export function otherMails({ db, mailer, procedures, publicUrl, now }: MailerDependencies): readonly SendOthers[] {
  const wordsOf = wordsIn(procedures);
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
          link: publicUrl + (pagesOfAccounts[mail.kind] ?? '/pro/notices'),
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
      const page = pagesOfLinks[kind] ?? '/convert-user/link';
      const path = token
        ? `${page}?token=${token}`
        : kind.startsWith('account-')
          ? '/pro/accounts'
          : kind === 'hours-changed'
            ? `/office/facilities/${source ?? ''}`
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

  return [sendLinks, sendReplies, sendLists, sendJoined, sendAccountMails];
}
