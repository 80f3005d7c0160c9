/** Messages to the helpdesk, kept until somebody has handled them. */
import { createHash } from 'node:crypto';
import type { Instant } from '../domain/calendar.ts';
import { instant, type Database } from './connect.ts';

export const contactSubjects = [
  'sign-in',
  'national-number',
  'correction',
  'accessibility',
  'suggestion',
  'other',
] as const;

export interface ContactMessage {
  /** Of the form. */
  token: string;
  at: Instant;
  userId: string | null;
  name: string;
  email: string;
  subject: (typeof contactSubjects)[number];
  message: string;
}

/**
 * Keeps a message; sent twice, it is kept once. Nobody signs in here, so a token is nobody's: the message's own words are part of its id, and
 * another message with the same token is another message.
 * @returns its id
 */
export async function keepContactMessage(
  db: Database,
  { token, at, userId, name, email, subject, message }: ContactMessage,
): Promise<string> {
  const id = idOf([token, userId, name, email, subject, message]);
  await db('contact_messages')
    .insert({ id, at: instant(at), user_id: userId, name, email, subject, message })
    .onConflict('id')
    .ignore();
  return id;
}

const idOf = (parts: unknown[]): string =>
  createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
