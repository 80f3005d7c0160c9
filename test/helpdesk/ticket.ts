import { randomUUID } from 'node:crypto';
import type { House } from '../support/house.ts';

/** A question that somebody without access has written to the helpdesk. @returns its reference, « HD-00012 » */
export async function writeTicket({ db, clock }: Pick<House, 'db' | 'clock'>): Promise<string> {
  const [row] = (await db('contact_messages')
    .insert({
      id: randomUUID(),
      at: new Date(clock.now),
      name: 'Le bureau',
      email: 'bureau@lutins.example',
      subject: 'sign-in',
      message: 'Plus personne ne peut se connecter.',
    })
    .returning('number')) as { number: number }[];
  return `HD-${String(row!.number).padStart(5, '0')}`;
}
