/** The mails of the letters: one page of readers queued and one batch sent for each round of the mailer. */
import { ApplicationFailure } from '@temporalio/common';
import { claimNewsletterMails, queueNewsletter, settleNewsletterMail } from '../db/newsletters/mails.ts';
import { presentNewsletter } from '../views/mail/newsletter.ts';
import { maximumAttempts, type MailerDependencies } from './mail-rules.ts';

export async function sendNewsletters(
  { db, mailer, publicUrl, now }: Pick<MailerDependencies, 'db' | 'mailer' | 'publicUrl' | 'now'>,
  beat?: () => void,
): Promise<void> {
  await queueNewsletter(db, now());
  for (const mail of await claimNewsletterMails(db, now())) {
    beat?.();
    try {
      await mailer.sendNewsletter({
        to: mail.email,
        // Sent again after a crash between the sending and its mark, mailboxes see that it is the same.
        messageId: `<newsletter.${mail.issueId}.${mail.userId}@pro-one>`,
        ...presentNewsletter(mail),
        link: `${publicUrl}/pro/newsletters/${mail.issueId}`,
        wishes: `${publicUrl}/account/preferences`,
        unsubscribe: `${publicUrl}/newsletters/unsubscribe?token=${mail.token}`,
      });
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      if (error.type === 'mailbox-away') return;
      if (error.type === 'address-refused' || mail.attempts >= maximumAttempts)
        await settleNewsletterMail(db, mail, null);
      continue;
    }
    await settleNewsletterMail(db, mail, now());
  }
}
