/** What calendars are told with the mail of an act that fixes, moves or takes away an appointment: always what stands as the mail leaves. */
import { listChanges } from '../db/appointments.ts';
import type { Database } from '../db/connect.ts';
import type { WaitingMail } from '../db/mail-queue.ts';
import { dayOf, hourOn, startOfDay, type Instant } from '../domain/calendar.ts';
import { appointmentOf, appointmentUid, changesOf, type Appointment } from '../workflows/appointments.ts';
import type { AnyProcess } from '../workflows/procedure.ts';
import type { Invitation } from './mail.ts';

/** @returns nothing where none of its acts concerns an appointment, where there never was one, or where its hour is over */
export async function findInvitation(
  db: Database,
  process: AnyProcess,
  { caseId, reference, acts, link }: Pick<WaitingMail, 'caseId' | 'reference' | 'acts'> & { link: string },
  now: Instant,
): Promise<Invitation | undefined> {
  const { appointments } = process;
  const changes = changesOf(process);
  if (!appointments || !acts.some(({ action }) => changes.includes(action))) return undefined;
  const { state, done } = await listChanges(db, caseId, changes);
  const fixed = done.flatMap(({ action, facts }): Appointment[] => {
    const fixing = appointments.fixedBy[action] as ((facts: object) => Appointment) | undefined;
    return fixing ? [fixing(facts)] : [];
  });
  const last = done.at(-1);
  const standing = appointmentOf(process, state);
  const told = standing ?? fixed.at(-1);
  if (!last || !told || isOver(told, now)) return undefined;
  const { on, from } = told;
  return {
    method: standing ? 'request' : 'cancel',
    event: {
      uid: appointmentUid(caseId),
      // Of the act that changed it last: sent twice it is the same word, and each new one is above those before it.
      sequence: last.number,
      stamp: last.at,
      on,
      ...(from ? { from, minutes: appointments.minutes } : {}),
      summary: `${appointments.title}, ${reference}`,
      // Where and with whom is read behind the sign-in.
      description: 'Le lieu et les détails se lisent dans le dossier, sur Pro.ONE.',
      url: link,
    },
  };
}

const isOver = ({ on, from }: Appointment, now: Instant): boolean =>
  from ? hourOn(on, from) < now : startOfDay(on) < startOfDay(dayOf(now));
