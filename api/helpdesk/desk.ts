/** The desk of the helpdesk: what was asked, oldest first, and answering it. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  findTicket,
  listTickets,
  referenceOf,
  reply,
  takeTicket,
  ticketViews,
  type TicketView,
} from '../../db/helpdesk/tickets.ts';
import type { Ticket } from '../../db/models/ticket.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime, sinceInWords } from '../../domain/french-dates.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id, token } from '../forms/envelope.ts';
import { faultsIn, type Faults } from '../forms/form.ts';
import { requiredText, textarea } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { shownAgain, withoutNumber } from './free-text.ts';
import { formShown } from './text-form.ts';
import { standingOf, subjectWords } from './words.ts';

const noDesk = 'Ces messages sont traités par le helpdesk.';
const viewWords: Record<TicketView, string> = { open: 'Tickets ouverts', mine: 'Mes tickets', closed: 'Tickets clos' };
const Answer = z.strictObject({
  token,
  text: withoutNumber(requiredText('Écrivez la réponse', 5000)),
  then: z.enum(['answer', 'close']).default('answer'),
});

const inputs = [textarea('text', 'Réponse', { rows: 7 })];

export function deskRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use('/office/helpdesk', (_req, res, next) => {
    if (!getViewer(res).ability.can('answer', 'Ticket')) throw forbidden(noDesk);
    next();
  });

  router.get('/office/helpdesk', async (req, res) => {
    const asked = z.enum(ticketViews).safeParse(req.query.view);
    const view = asked.success ? asked.data : 'open';
    const [after, before] = [id.safeParse(req.query.after), id.safeParse(req.query.before)];
    const page = await listTickets(db, getViewer(res), view, {
      ...(after.success ? { after: after.data } : {}),
      ...(before.success ? { before: before.data } : {}),
    });
    const href = (cursor: Record<string, string> = {}): string =>
      `/office/helpdesk?${new URLSearchParams({ view, ...cursor }).toString()}`;
    renderPage(deps, req, res, 'helpdesk/tickets', {
      title: viewWords[view],
      wide: true,
      view,
      rows: page.rows.map((ticket) => rowOf(ticket, dayOf(now()))),
      pager: {
        firstHref: page.previous ? href() : undefined,
        previousHref: page.previous && href({ before: page.previous }),
        nextHref: page.next && href({ after: page.next }),
      },
    });
  });

  router.get('/office/helpdesk/:id', async (req, res) => {
    show(deps, req, res, await getTicket(deps, req, res));
  });

  router.post('/office/helpdesk/:id/take', async (req, res) => {
    const ticket = await getTicket(deps, req, res);
    const mine = await takeTicket(db, getViewer(res), ticket.id, now());
    leaveFlash(
      req,
      mine
        ? { kind: 'done', text: 'Vous avez ce ticket en main.' }
        : { kind: 'warning', text: 'Un·e collègue a déjà pris ce ticket ; il lui reste.' },
    );
    res.redirect(303, `/office/helpdesk/${ticket.id}`);
  });

  router.post('/office/helpdesk/:id/answer', async (req, res) => {
    const ticket = await getTicket(deps, req, res);
    const form = Answer.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      show(deps, req, res, ticket, faultsIn(form.error));
      return;
    }
    const { then, ...answer } = form.data;
    await reply(db, getViewer(res), ticket, { ...answer, close: then === 'close', at: now() });
    leaveFlash(req, {
      kind: 'done',
      text: then === 'close' ? 'La réponse est envoyée et le ticket est clos.' : 'La réponse est envoyée.',
    });
    res.redirect(303, `/office/helpdesk/${ticket.id}`);
  });
  return router;
}

async function getTicket({ db }: Dependencies, req: Request, res: Response): Promise<Ticket> {
  const ticket = await findTicket(db, getViewer(res), 'answer', idOf(req));
  if (!ticket) throw notFound();
  return ticket;
}

const rowOf = (ticket: Ticket, today: string): object => ({
  cells: [
    {
      text: subjectWords[ticket.subject] ?? ticket.subject,
      href: `/office/helpdesk/${ticket.id}`,
      strong: true,
      sub: ticket.about ?? referenceOf(ticket),
    },
    { text: ticket.name, sub: ticket.about ? referenceOf(ticket) : undefined },
    { badge: standingOf(ticket, 'helpdesk'), text: '' },
    { text: sinceInWords(dayOf(ticket.at), today) },
  ],
});

function show(deps: Dependencies, req: Request, res: Response, ticket: Ticket, faults: Faults = {}): void {
  const viewer = getViewer(res);
  renderPage(deps, req, res, 'helpdesk/ticket', {
    title: subjectWords[ticket.subject] ?? ticket.subject,
    about: referenceOf(ticket),
    back: { href: '/office/helpdesk', label: 'aux tickets' },
    line: `${referenceOf(ticket)} · ${ticket.name} · ${formatDateTime(ticket.at)}`,
    badge: standingOf(ticket, 'helpdesk'),
    rows: [
      { label: 'De', value: ticket.name },
      { label: 'Courriel', value: ticket.email },
      ...(ticket.body ? [{ label: 'Pouvoir organisateur', value: ticket.body.name }] : []),
      ...(ticket.facility ? [{ label: "Milieu d'accueil", value: ticket.facility.name }] : []),
      ...(ticket.about ? [{ label: 'Donnée concernée', value: ticket.about }] : []),
      { label: 'En main', value: ticket.assignee ? nameOf(ticket.assignee) : 'personne' },
    ],
    facilityHref: ticket.facility_id ? `/office/facilities/${ticket.facility_id}` : undefined,
    messages: threadOf(ticket, viewer.userId),
    mayTake: ticket.assignee_id === null && ticket.handled_at === null,
    hasAccount: ticket.user_id !== null,
    takeAction: `/office/helpdesk/${ticket.id}/take`,
    ...formShown(
      inputs,
      shownAgain((req.body ?? {}) as Record<string, unknown>),
      faults,
      `/office/helpdesk/${ticket.id}/answer`,
    ),
  });
}

const nameOf = ({ first_name, family_name }: { first_name: string; family_name: string }): string =>
  `${first_name} ${family_name}`;

/** What was said, in order; the helpdesk is one voice for the one who asks. */
export const threadOf = (ticket: Ticket, readerId: string): object[] => [
  { who: ticket.name, when: formatDateTime(ticket.at), text: ticket.message, mine: ticket.user_id === readerId },
  ...(ticket.replies ?? []).map(({ from_helpdesk: fromHelpdesk, author_id: authorId, at, text }) => ({
    who: fromHelpdesk ? 'Helpdesk' : ticket.name,
    when: formatDateTime(at),
    text,
    mine: authorId === readerId,
  })),
];
