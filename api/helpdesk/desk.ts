/** The desk of the helpdesk: what was asked, oldest first, and answering it. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  countOpenTickets,
  findTicket,
  listTickets,
  referenceOf,
  reply,
  takeTicket,
  ticketViews,
  type TicketView,
} from '../../db/helpdesk/tickets.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { findSentence, listSentences } from '../../db/helpdesk/sentences.ts';
import type { Ticket } from '../../db/models/ticket.ts';
import { filledIn, namesIn, type Values } from '../../domain/helpdesk/sentences.ts';
import { dayOf, startOfDay, workingDaysBetween, subtractDays, type Day } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id, token } from '../forms/envelope.ts';
import { faultsIn, type Faults, type Input } from '../forms/form.ts';
import { optionalText, requiredText, textarea } from '../forms/inputs.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { shownAgain, withoutNumber } from './free-text.ts';
import { formShown } from './text-form.ts';
import { ageShown, standingOf, subjectWords } from './words.ts';

const noDesk = 'Ces messages sont traités par le helpdesk.';
const viewWords: Record<TicketView, string> = { open: 'Tickets ouverts', mine: 'Mes tickets', closed: 'Tickets clos' };
/** What stands in braces waits for its words: nobody is sent « Bonjour {prénom} ». */
const complete = (text: z.ZodType<string>) =>
  text.superRefine((written, context) => {
    const left = namesIn(written);
    if (left.length > 0)
      context.addIssue({
        code: 'custom',
        message: `Remplacez ${left.map((name) => `{${name}}`).join(', ')} avant d'envoyer la réponse`,
      });
  });
const Answer = z.strictObject({
  token,
  text: complete(withoutNumber(requiredText('Écrivez la réponse', 5000))),
  sentence: z.union([id, z.literal('')]).optional(),
  then: z.enum(['answer', 'close']).default('answer'),
});
const Insertion = z.strictObject({
  token,
  text: optionalText(5000),
  sentence: id,
  then: z.literal('insert'),
});

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
    const page = await listTickets(db, getViewer(res), view, cursorOf(req, id));
    const href = (cursor: Record<string, string> = {}): string =>
      `/office/helpdesk?${new URLSearchParams({ view, ...cursor }).toString()}`;
    renderPage(deps, req, res, 'helpdesk/tickets', {
      title: viewWords[view],
      line: waitingInWords(await countOpenTickets(db, startOfDay(lastWorkingDayBefore(dayOf(now()))))),
      wide: true,
      view,
      rows: page.rows.map((ticket) => rowOf(ticket, dayOf(now()))),
      pager: pagerOf(page, href),
    });
  });

  router.get('/office/helpdesk/:id', async (req, res) => {
    await show(deps, req, res, await getTicket(deps, req, res));
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
    if ((req.body as { then?: unknown } | undefined)?.then === 'insert') return insert(deps, req, res, ticket);
    const form = Answer.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      await show(deps, req, res, ticket, faultsIn(form.error));
      return;
    }
    const { then, sentence: _, ...answer } = form.data;
    await reply(db, getViewer(res), ticket, { ...answer, close: then === 'close', at: now() });
    leaveFlash(req, {
      kind: 'done',
      text: then === 'close' ? 'La réponse est envoyée et le ticket est clos.' : 'La réponse est envoyée.',
    });
    res.redirect(303, `/office/helpdesk/${ticket.id}`);
  });
  return router;
}

/** Whoever wrote before that day has waited for more than one working day. */
function lastWorkingDayBefore(today: Day): Day {
  let day = subtractDays(today, 1);
  while (workingDaysBetween(day, today) < 1) day = subtractDays(day, 1);
  return day;
}
function waitingInWords({ open, old }: { open: number; old: number }): string {
  const tickets = `${String(open)} ${open > 1 ? 'tickets ouverts' : 'ticket ouvert'}`;
  return old === 0 ? tickets : `${tickets}, ${String(old)} depuis plus d'un jour ouvrable`;
}

export async function getTicket({ db }: Dependencies, req: Request, res: Response): Promise<Ticket> {
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
    ageShown(ticket, today),
  ],
});

/** The sentence goes under what was typed, with its variables filled in; nothing is sent. */
async function insert(deps: Dependencies, req: Request, res: Response, ticket: Ticket): Promise<void> {
  const form = Insertion.safeParse(req.body ?? {});
  const sentence = form.success ? await findSentence(deps.db, form.data.sentence) : undefined;
  if (!form.success || !sentence) {
    res.status(422);
    const faults = form.success ? {} : faultsIn(form.error);
    const none = 'Choisissez une phrase type à insérer';
    await show(deps, req, res, ticket, { ...faults, ...(form.success || faults.sentence ? { sentence: none } : {}) });
    return;
  }
  const { text: typed } = form.data;
  const filled = filledIn(sentence.text, valuesOf(ticket, getViewer(res)));
  await show(
    deps,
    req,
    res,
    ticket,
    {},
    { ...form.data, text: typed ? `${typed}\n\n${filled}` : filled, sentence: '' },
  );
}

function valuesOf(ticket: Ticket, viewer: Pick<Viewer, 'firstName' | 'familyName'>): Values {
  const [firstName] = ticket.name.split(' ');
  return {
    'nom': ticket.name,
    'référence': referenceOf(ticket),
    'moi': `${viewer.firstName} ${viewer.familyName}`,
    ...(firstName ? { prénom: firstName } : {}),
    ...(ticket.facility ? { milieu: ticket.facility.name } : {}),
    ...(ticket.body ? { organisme: ticket.body.name } : {}),
  };
}

async function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  ticket: Ticket,
  faults: Faults = {},
  typed = (req.body ?? {}) as Record<string, unknown>,
): Promise<void> {
  const viewer = getViewer(res);
  const inputs: Input[] = [
    {
      partial: 'field-select',
      name: 'sentence',
      label: 'Phrase type',
      options: (await listSentences(deps.db)).map(({ id: value, title: text }) => ({ value, text })),
      placeholder: 'Aucune',
    },
    textarea('text', 'Réponse', { rows: 7 }),
  ];
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
    userHref: ticket.user_id === null ? undefined : `/office/helpdesk/users/${ticket.user_id}`,
    messages: threadOf(ticket, viewer.userId),
    mayTake: ticket.assignee_id === null && ticket.handled_at === null,
    hasAccount: ticket.user_id !== null,
    takeAction: `/office/helpdesk/${ticket.id}/take`,
    handHref: ticket.handled_at === null ? `/office/helpdesk/${ticket.id}/hand` : undefined,
    note: ticket.handed_note,
    handed: ticket.handed_by !== null,
    ...formShown(inputs, shownAgain(typed), faults, `/office/helpdesk/${ticket.id}/answer`),
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
