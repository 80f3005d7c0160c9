/** A ticket handed to a named agent of ONE, who answers in the helpdesk's place, and given back. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { queueWord } from '../link-mails.ts';

export interface Colleague {
  id: string;
  name: string;
  email: string;
  roles: string[];
}

/** Whoever works at ONE today with a role beside that of the helpdesk, by name. */
export async function listColleagues(db: Database, now: Instant): Promise<Colleague[]> {
  const { rows } = await db.raw<{ rows: Colleague[] }>(
    `select u.id, u.first_name || ' ' || u.family_name as name, u.email, array_agg(distinct g.role order by g.role) as roles
     from users u join grants g on g.user_id = u.id and g.organising_body_id is null
       and g.valid_from <= :today and (g.valid_to is null or g.valid_to >= :today)
     where u.portal = 'office' and u.deactivated_at is null and g.role <> 'helpdesk'
     group by u.id order by searchable(u.family_name || ' ' || u.first_name), u.id limit 500`,
    { today: dayOf(now) },
  );
  return rows;
}

/** The thread goes with it, and a mail tells the agent. @returns false when the ticket was closed meanwhile; handed twice to the same agent, it is handed once */
export const handTicket = (
  db: Database,
  { userId, acr }: Viewer,
  { ticketId, to, note }: { ticketId: string; to: Pick<Colleague, 'id' | 'email'>; note: string },
  at: Instant,
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const ticket = (await trx('contact_messages').where({ id: ticketId }).forUpdate().first()) as {
      handled_at: Instant | null;
      assignee_id: string | null;
      handed_by: string | null;
    };
    if (ticket.handled_at !== null) return false;
    if (ticket.handed_by !== null && ticket.assignee_id === to.id) return true;
    await trx('contact_messages')
      .where({ id: ticketId })
      .update({ assignee_id: to.id, handed_by: userId, handed_at: instant(at), handed_note: note });
    await queueWord(trx, { kind: 'ticket-handed', email: to.email, at });
    await noteHanding(trx, { userId, acr, ticketId, at, to: to.id });
    return true;
  });

/** Back to whoever of the helpdesk handed it over, with a word. @returns false when it is not in one's hands any more */
export const giveTicketBack = (
  db: Database,
  { userId, acr }: Viewer,
  { ticketId, note }: { ticketId: string; note: string },
  at: Instant,
): Promise<boolean> =>
  db.transaction(async (trx) => {
    const given = await trx('contact_messages')
      .where({ id: ticketId, assignee_id: userId })
      .whereNotNull('handed_by')
      .whereNull('handled_at')
      .update({
        assignee_id: trx.ref('handed_by'),
        handed_by: null,
        handed_at: null,
        handed_note: note,
      });
    if (given > 0) await noteHanding(trx, { userId, acr, ticketId, at, to: null });
    return given > 0;
  });

const noteHanding = (
  trx: Database,
  {
    userId,
    acr,
    ticketId,
    at,
    to,
  }: { userId: string; acr: number | null; ticketId: string; at: Instant; to: string | null },
): Promise<unknown> =>
  recordAudit(trx, {
    at,
    actorId: userId,
    acr,
    event: 'hand-over',
    subject: 'ticket',
    subjectId: ticketId,
    change: { assignee: { before: null, after: to ?? 'helpdesk' } },
  });
