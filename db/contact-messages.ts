/** Messages to the helpdesk, kept until somebody has handled them. */
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
  /** The token of the form (uuid). */
  id: string;
  at: Instant;
  userId: string | null;
  name: string;
  email: string;
  subject: (typeof contactSubjects)[number];
  message: string;
}

/** Keeps a message; the same token again changes nothing. */
export async function keepContactMessage(
  db: Database,
  { id, at, userId, name, email, subject, message }: ContactMessage,
): Promise<void> {
  await db('contact_messages')
    .insert({ id, at: instant(at), user_id: userId, name, email, subject, message })
    .onConflict('id')
    .ignore();
}
