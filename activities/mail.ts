/** The mailbox: mails that say what is expected and where; never about whom. */
import { ApplicationFailure } from '@temporalio/common';
import { createTransport } from 'nodemailer';
import type { LinkMail } from '../db/link-mails.ts';
import { addressOf, calendarOf, type CalendarEvent } from '../domain/icalendar.ts';
import type { RenderHtml } from '../views/letters/letters.ts';
import type { NewsletterText } from '../views/mail/newsletter.ts';
import type { MailText } from '../views/mail/notice.ts';

export interface Mail extends MailText {
  /** Address only: the name of the person stays here. */
  to: string;
  /** `<case.act.person@pro-one>`: sent again after a crash, mailboxes see that it is the same. */
  messageId: string;
  /** Below `views/mail/`, without its two endings. */
  view: 'notice' | 'list' | 'joined' | 'account';
  reference?: string;
  link: string;
  /** For the calendar of its reader. */
  invitation?: Invitation | undefined;
  /** Where its reader says whether they want such mails. */
  wishes?: string;
}
/** `cancel`: what was fixed does not take place. */
export interface Invitation {
  method: 'request' | 'cancel';
  event: CalendarEvent;
}
export interface Mailer {
  /**
   * @throws ApplicationFailure, that never holds the address: `address-refused` (not worth another try), `mailbox-unavailable` (this mail, for now),
   * `mailbox-away` (nobody answers: no mail will go)
   */
  send(mail: Mail): Promise<void>;
  /** A mail about no case. Same failures. */
  sendLink(mail: {
    to: string;
    messageId: string;
    kind: LinkMail['kind'];
    link: string;
    source?: string | null;
  }): Promise<void>;
  /** What the helpdesk answered: the text itself to who has no account, the way to it to who has. Same failures. */
  sendReply(mail: {
    to: string;
    messageId: string;
    number: number;
    text: string | null;
    link: string | undefined;
  }): Promise<void>;
  /** An issue of a letter, with the link by which its reader asks for no more, in one click (RFC 8058). Same failures. */
  sendNewsletter(
    mail: NewsletterText & { to: string; messageId: string; link: string; wishes: string; unsubscribe: string },
  ): Promise<void>;
  close(): void;
}

const timeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000, dnsTimeout: 5_000 };

export function createMailer({
  smtpUrl,
  from,
  requireTls = false,
  views,
}: {
  smtpUrl: string;
  from: string;
  /** A server that offers no encryption gets no mail: addresses of people travel in it. */
  requireTls?: boolean;
  views: { renderHtml: RenderHtml };
}): Mailer {
  const { hostname, port, protocol, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    // The connection is kept for the mails that follow.
    pool: true,
    maxConnections: 1,
    host: hostname,
    port: Number(port) || (secure ? 465 : 25),
    secure,
    requireTLS: requireTls && !secure,
    ...timeouts,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
  });

  const send: Mailer['send'] = ({ to, messageId, view, subject, invitation, ...page }) =>
    deliver({
      to,
      messageId,
      subject,
      view: `mail/${view}`,
      page: { ...page, invited: invitation?.method === 'request', calledOff: invitation?.method === 'cancel' },
      invitation,
    });

  const sendLink: Mailer['sendLink'] = ({ to, messageId, kind, link, source }) =>
    deliver({ to, messageId, subject: linkSubjects[kind], view: 'mail/link', page: { [kind]: true, link, source } });

  const sendReply: Mailer['sendReply'] = ({ to, messageId, number, text, link }) =>
    deliver({
      to,
      messageId,
      subject: `Pro.ONE : le helpdesk vous a répondu (HD-${String(number).padStart(5, '0')})`,
      view: 'mail/reply',
      page: { text, link },
    });

  const sendNewsletter: Mailer['sendNewsletter'] = ({ to, messageId, subject, ...page }) =>
    deliver({
      to,
      messageId,
      subject,
      view: 'mail/newsletter',
      page,
      headers: {
        'List-Unsubscribe': `<${page.unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    });

  async function deliver({
    to,
    messageId,
    subject,
    view,
    page,
    invitation,
    headers = {},
  }: {
    to: string;
    messageId: string;
    subject: string;
    view: string;
    page: object;
    invitation?: Invitation | undefined;
    headers?: Record<string, string>;
  }): Promise<void> {
    const [text, html] = await Promise.all([
      views.renderHtml(`${view}.txt`, { ...page, subject }),
      views.renderHtml(`${view}.html`, { ...page, subject }),
    ]);
    try {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId,
        ...(invitation ? { icalEvent: calendarPart(invitation, to) } : {}),
        // Away messages are not wanted back.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...headers },
      });
    } catch (error) {
      throw failureOf(error);
    }
  }
  // An invitation names who invites and who is invited: the two addresses that its mail bears already.
  const calendarPart = ({ method, event }: Invitation, to: string) => ({
    method: method.toUpperCase(),
    filename: 'rendez-vous.ics',
    content: calendarOf(event, { method, organiser: addressOf(from), attendee: to }),
  });
  return {
    send,
    sendLink,
    sendReply,
    sendNewsletter,
    close: () => {
      transport.close();
    },
  };
}

const linkSubjects: Record<LinkMail['kind'], string> = {
  'agree-to-conversion': 'Pro.ONE : on demande à convertir votre utilisateur',
  'confirm-address': 'Pro.ONE : confirmez votre adresse',
  'converted': 'Pro.ONE : votre utilisateur est converti',
  'confirm-new-address': 'Pro.ONE : confirmez votre nouvelle adresse',
  'address-changes': 'Pro.ONE : on demande à changer votre adresse',
  'address-changed': 'Pro.ONE : votre adresse est changée',
  'seat-free': 'Pro.ONE : une place est libre pour vous',
  'invitation-cancelled': "Pro.ONE : ce à quoi vous étiez inscrit·e n'a pas lieu",
  'invitation-changed': 'Pro.ONE : ce à quoi vous êtes inscrit·e a changé',
  'communication-waits': 'Office.ONE : une communication attend une seconde personne',
  'newsletter-waits': "Office.ONE : un numéro d'une lettre attend une seconde personne",
  'ticket-handed': 'Office.ONE : le helpdesk vous confie un ticket',
  'seen-by-helpdesk': 'Pro.ONE : le helpdesk regarde vos pages',
  'number-corrected': 'Pro.ONE : vos données de connexion ont été corrigées',
  'doctor-introduced': "Pro.ONE : vos données dans un dossier de l'ONE",
  'administrator-named': 'Pro.ONE : votre pouvoir organisateur a un·e nouvel·le administrateur·rice',
  'pre-request-received': 'Premiers Pas : votre pré-demande est enregistrée',
  'pre-request-awaits': 'Premiers Pas : une réponse de votre part est attendue',
  'pre-request-news': 'Premiers Pas : du nouveau pour votre pré-demande',
  'privacy-request-confirm': 'ONE : confirmez votre demande',
  'privacy-request-received': 'ONE : votre demande est enregistrée',
  'privacy-request-news': 'ONE : du nouveau pour votre demande',
  'privacy-request-own-news': 'ONE : du nouveau pour votre demande',
  'account-added': 'Pro.ONE : un compte bancaire a été ajouté',
  'account-validated': 'Pro.ONE : un compte bancaire est validé',
  'account-blocked': 'Pro.ONE : un compte bancaire est bloqué',
  'account-unblocked': 'Pro.ONE : un compte bancaire est débloqué',
  'account-closed': 'Pro.ONE : un compte bancaire est clôturé',
  'hours-changed': "Pro.ONE : une crèche a changé ses heures d'ouverture",
};

/** What the server says holds the address: only the kind of failure goes on. */
function failureOf(error: unknown): ApplicationFailure {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  if (code === 'EENVELOPE' && (responseCode === undefined || responseCode >= 500))
    return ApplicationFailure.create({ message: 'address refused', type: 'address-refused', nonRetryable: true });
  const away = code !== 'EENVELOPE' && code !== 'EMESSAGE';
  return ApplicationFailure.create({
    message: 'mailbox unavailable',
    type: away ? 'mailbox-away' : 'mailbox-unavailable',
  });
}
