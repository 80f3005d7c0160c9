/** What the helpdesk is asked, and what it answers. */
import type { Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { idOfWords } from '../contact-messages.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';
import { Ticket } from '../models/ticket.ts';

export const ticketViews = ['open', 'mine', 'closed'] as const;
export type TicketView = (typeof ticketViews)[number];

const pageSize = 30;

/** Those that wait for an answer come first with the oldest; closed ones with the latest. */
export async function listTickets(
  db: Database,
  viewer: Viewer,
  view: TicketView,
  cursor: Cursor,
): Promise<Page<Ticket>> {
  const column = view === 'closed' ? 'handled_at' : 'at';
  const query = accessibleBy(db('contact_messages'), viewer.ability, 'answer', 'Ticket').select(
    'contact_messages.*',
    db.raw("(select first_name || ' ' || family_name from users where id = assignee_id) as holder"),
  );
  if (view === 'closed') void query.whereNotNull('handled_at');
  else void query.whereNull('handled_at');
  if (view === 'mine') void query.where('assignee_id', viewer.userId);
  const from = cursor.after ?? cursor.before;
  const place = from
    ? ((await db('contact_messages')
        .where('id', from)
        .first(db.raw('cast(?? as text) as place', [column]))) as { place: string } | undefined)
    : undefined;
  return turnPage<Ticket>(
    db,
    query,
    { column: db.raw('??', [`contact_messages.${column}`]), id: 'contact_messages.id', descending: view === 'closed' },
    cursor,
    place?.place,
    pageSize,
  );
}

/** One's own, newest first. */
export const listQuestions = async (db: Database, viewer: Viewer): Promise<Ticket[]> =>
  accessibleBy(Ticket.query(db), viewer.ability, 'read', 'Ticket')
    .where({ user_id: viewer.userId })
    .orderBy('at', 'desc')
    .limit(100);

/** Handed to this agent and not closed, oldest first. */
export const listHandedTickets = async (db: Database, viewer: Viewer): Promise<Ticket[]> =>
  accessibleBy(Ticket.query(db), viewer.ability, 'follow', 'Ticket')
    .whereNotNull('handed_by')
    .whereNull('handled_at')
    .withGraphFetched('assignee')
    .orderBy(['at', 'id'])
    .limit(100);

/** How many wait, and how many since before an instant. */
export async function countOpenTickets(db: Database, before: Instant): Promise<{ open: number; old: number }> {
  const [row] = (await db('contact_messages')
    .whereNull('handled_at')
    .select(
      db.raw('cast(count(*) as int) as open'),
      db.raw('cast(count(*) filter (where at < ?) as int) as old', [instant(before)]),
    )) as { open: number; old: number }[];
  return row ?? { open: 0, old: 0 };
}

/** @param action `answer` at the helpdesk, `read` by the one who asked, `follow` by the agent who has it in hand */
export const findTicket = async (
  db: Database,
  viewer: Viewer,
  action: 'read' | 'answer' | 'follow',
  id: string,
): Promise<Ticket | undefined> =>
  accessibleBy(Ticket.query(db), viewer.ability, action, 'Ticket')
    .findById(id)
    .withGraphFetched('[facility, body, assignee, replies(inOrder)]')
    .modifiers({ inOrder: (query) => void query.orderBy(['at', 'id']) });

/** `HD-00042`: what is said on the phone. */
export const referenceOf = ({ number }: Pick<Ticket, 'number'>): string => `HD-${String(number).padStart(5, '0')}`;

/** Takes a ticket in hand; one that a colleague has is left to them. @returns whether it is in one's hands now */
export const takeTicket = async (db: Database, { userId, acr }: Viewer, id: string, at: Instant): Promise<boolean> =>
  db.transaction(async (trx) => {
    const taken = await trx('contact_messages')
      .where({ id })
      .whereNull('handled_at')
      .whereNull('assignee_id')
      .update({ assignee_id: userId });
    if (taken > 0)
      await recordAudit(trx, { at, actorId: userId, acr, event: 'claim', subject: 'ticket', subjectId: id });
    const now = (await trx('contact_messages').where({ id }).first('assignee_id')) as { assignee_id: string | null };
    return now.assignee_id === userId;
  });

export interface Reply {
  /** Of the form. */
  token: string;
  text: string;
  at: Instant;
  /** Of the helpdesk: nothing is left to do. */
  close?: boolean;
}

/**
 * Adds what the helpdesk answers, or what the one who asked adds; sent twice, it stands once.
 * Whoever answers first has the ticket in hand. Who asked writes again: it is open again.
 */
export async function reply(
  db: Database,
  viewer: Viewer,
  ticket: Ticket,
  { token, text, at, close = false }: Reply,
): Promise<void> {
  const fromHelpdesk = ticket.user_id !== viewer.userId;
  const id = idOfWords([token, viewer.userId, ticket.id, text]);
  await db.transaction(async (trx) => {
    const added = (await trx('contact_replies')
      .insert({
        id,
        message_id: ticket.id,
        at: instant(at),
        author_id: viewer.userId,
        from_helpdesk: fromHelpdesk,
        text,
        mail_at: fromHelpdesk ? instant(at) : null,
      })
      .onConflict('id')
      .ignore()
      .returning('id')) as unknown[];
    if (added.length === 0) return;
    await trx('contact_messages')
      .where({ id: ticket.id })
      .update(
        fromHelpdesk
          ? {
              answered_at: instant(at),
              assignee_id: trx.raw('coalesce(assignee_id, ?)', [viewer.userId]),
              ...(close ? { handled_at: instant(at), handled_by: viewer.userId } : {}),
            }
          : { answered_at: null, handled_at: null, handled_by: null },
      );
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      acr: viewer.acr,
      event: close ? 'close' : 'answer',
      subject: 'ticket',
      subjectId: ticket.id,
    });
  });
}

/** By its reference, as it is said on the phone: « HD-00042 », or its number alone. */
export async function findTicketByReference(
  db: Database,
  viewer: Viewer,
  reference: string,
): Promise<string | undefined> {
  const [, digits] = /^(?:hd)?\W*0*(\d{1,9})$/i.exec(reference.trim()) ?? [];
  if (digits === undefined) return undefined;
  const found = (await accessibleBy(
    db('contact_messages').where({ number: Number(digits) }),
    viewer.ability,
    'answer',
    'Ticket',
  ).first('id')) as { id: string } | undefined;
  return found?.id;
}
