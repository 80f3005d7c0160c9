/** What ONE writes by post to a body that gets an administrator again: who, since when, on what evidence, and what to do if it asked for nothing. */
import type { Recovery } from '../../db/helpdesk/recoveries.ts';
import { referenceOf } from '../../db/helpdesk/tickets.ts';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { linesOf, type Letter } from '../../views/letters/parts.ts';

/** Before the second person has confirmed it, the letter as it would be: nobody has signed it. */
export function recoveryLetter(
  recovery: Recovery,
  { now, publicUrl, demonstration }: { now: Instant; publicUrl: string; demonstration: boolean },
): Letter {
  const { decidedAt, decidedBy, status } = recovery;
  const isConfirmed = status === 'confirmed' && decidedAt !== null;
  const reference = referenceOf({ number: recovery.ticketNumber });
  return {
    view: 'helpdesk/letter-administrator',
    fileName: `${reference} Désignation.pdf`,
    subject: "Pro.ONE : désignation d'un·e administrateur·rice",
    reference,
    date: dayOf(isConfirmed ? decidedAt : now),
    place: 'Bruxelles',
    sending: "Par la poste, à l'adresse connue de l'ONE",
    sender: {
      service: 'Helpdesk Pro.ONE',
      street: 'Chaussée de Charleroi 95',
      place: '1060 Bruxelles',
      phone: '02/542.14.45',
      email: 'pro@one.be',
    },
    addressee: { name: recovery.body, lines: linesOf(recovery.address) },
    demonstration,
    signature: {
      role: "Pour l'ONE, le helpdesk",
      name: isConfirmed ? (decidedBy ?? '') : 'À signer',
      ...(isConfirmed ? { signedAt: decidedAt } : {}),
    },
    body: recovery.body,
    named: `${recovery.firstName} ${recovery.familyName}`,
    letterOn: recovery.letterOn,
    calledOn: recovery.calledOn,
    since: isConfirmed ? dayOf(decidedAt) : undefined,
    askedBy: recovery.proposedBy,
    signIn: `${publicUrl}/sign-in`,
  };
}
