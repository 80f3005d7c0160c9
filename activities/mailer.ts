/** Sends the mails that notices wait for: one for each person and case, however many acts it tells of. */
import { ApplicationFailure } from '@temporalio/common';
import { joinByWishes } from '../db/joined-mails.ts';
import { claimMails, dropMails, markMailed, type WaitingMail } from '../db/mail-queue.ts';
import { giveUpEffect } from '../db/supervision/retry-effect.ts';
import type { MailActivities } from '../workflows/mailer.ts';
import { presentNotice } from '../views/mail/notice.ts';
import { changesOf } from '../workflows/appointments.ts';
import type { AnyEffects } from './effects.ts';
import { findInvitation } from './invitation.ts';
import { joinWithin, maximumAttempts, wordsIn, type MailerDependencies } from './mail-rules.ts';
import { sendNewsletters } from './newsletter-mails.ts';
import { otherMails } from './other-mails.ts';

const batch = 50;

export function createMailRounds(deps: MailerDependencies): {
  sendMails(beat?: () => void, signal?: AbortSignal): ReturnType<MailActivities['sendMails']>;
} {
  const { db, mailer, procedures, publicUrl, now, window = joinWithin } = deps;
  const wordsOf = wordsIn(procedures);
  const procedureOf = (slug: string): Pick<AnyEffects, 'process' | 'missing'> | undefined =>
    procedures.find(({ process }) => process.slug === slug);
  const letters = procedures.flatMap(({ process: { effects } }) =>
    Object.entries(effects).flatMap(([effect, kind]) => (kind === 'letter' ? [effect] : [])),
  );
  const appointments = procedures.flatMap(({ process }) =>
    changesOf(process).map((action) => `${process.slug} ${action}`),
  );
  const others = otherMails(deps);

  async function sendOne(mail: WaitingMail): Promise<'sent' | 'postponed' | 'refused' | 'away'> {
    const { caseId, slug, reference, number, userId, email } = mail;
    // As it is now: between the hour of a reminder and its mail, somebody may have been at work.
    const isNews = mail.acts.some(({ byReader }) => !byReader);
    const procedure = procedureOf(slug);
    const missing = isNews ? await procedure?.missing?.(db, caseId, now()) : undefined;
    const link = `${publicUrl}/pro/${slug}/${caseId}`;
    const invitation = procedure && (await findInvitation(db, procedure.process, { ...mail, link }, now()));
    try {
      await mailer.send({
        to: email,
        messageId: `<${caseId}.${String(number)}.${userId}@pro-one>`,
        view: 'notice',
        reference,
        ...presentNotice({ ...mail, missing }, wordsOf(slug)),
        link,
        invitation,
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

  return {
    async sendMails(beat, signal) {
      const round = { sent: 0, postponed: 0, refused: 0 };
      for (const sendOthers of others) if (!(await sendOthers(beat))) return round;
      for (;;) {
        await joinByWishes(db, { now: now(), before: now() - window, letters, appointments });
        const mails = await claimMails(db, { now: now(), before: now() - window, limit: batch });
        if (mails.length === 0) break;
        for (const [index, mail] of mails.entries()) {
          signal?.throwIfAborted();
          beat?.();
          const outcome = await sendOne(mail);
          // Nobody answers there: the others have their next hour already.
          if (outcome === 'away') return { ...round, postponed: round.postponed + mails.length - index };
          round[outcome] += 1;
        }
      }
      // Last, and some at a time: nobody's receipt waits for eight thousand letters. The next look at the queue rings for more.
      await sendNewsletters(deps, beat);
      return round;
    },
  };
}
