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
  /** The data to be corrected, as the screen calls it, and whose it is. */
  about?: string;
  facilityId?: string | null;
  organisingBodyId?: string | null;
}

/**
 * Keeps a message; sent twice, it is kept once. Nobody signs in here, so a token is nobody's: the message's own words are part of its id, and
 * another message with the same token is another message.
 * @returns its id, and the number it is called by
 */
export async function keepContactMessage(
  db: Database,
  {
    token,
    at,
    userId,
    name,
    email,
    subject,
    message,
    about,
    facilityId = null,
    organisingBodyId = null,
  }: ContactMessage,
): Promise<{ id: string; number: number }> {
  const id = idOfWords([token, userId, name, email, subject, message, ...(about ? [about, facilityId] : [])]);
  await db('contact_messages')
    .insert({
      id,
      at: instant(at),
      user_id: userId,
      name,
      email,
      subject,
      message,
      about: about ?? null,
      facility_id: facilityId,
      organising_body_id: organisingBodyId,
    })
    .onConflict('id')
    .ignore();
  const { number } = (await db('contact_messages').where({ id }).first('number')) as { number: number };
  return { id, number };
}

/** An id drawn from what was sent: sent twice, it is the same row; other words under the same token are another. */
export const idOfWords = (parts: unknown[]): string =>
  createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
