/** « Orienter vers… » at the desk, and « Tickets confiés » of the agents to whom tickets were handed. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { giveTicketBack, handTicket, listColleagues, type Colleague } from '../../db/helpdesk/handing.ts';
import { findTicket, listHandedTickets, referenceOf, reply } from '../../db/helpdesk/tickets.ts';
import { listContacts } from '../../db/contacts.ts';
import type { Ticket } from '../../db/models/ticket.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime } from '../../domain/french-dates.ts';
import { roleNames, type OfficeRole } from '../../workflows/roles.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { answer, requiredText, textarea } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { getTicket, threadOf } from './desk.ts';
import { shownAgain, withoutNumber } from './free-text.ts';
import { formShown } from './text-form.ts';
import { ageOf, standingOf, subjectWords } from './words.ts';

const list = '/office/tickets';
const notAtOne = 'Les tickets confiés sont ceux des agents de l’ONE.';
const note = withoutNumber(requiredText('Écrivez en quelques mots ce qui est attendu', 500));
const Hand = z.strictObject({ to: answer('Choisissez à qui confier le ticket'), note });
const Back = z.strictObject({ note });
const Answer = z.strictObject({
  token,
  text: withoutNumber(requiredText('Écrivez la réponse', 5000)),
  then: z.enum(['answer', 'close']).default('answer'),
});
const answerInputs = [textarea('text', 'Réponse', { rows: 7 })];
const backInputs = [textarea('note', 'Pourquoi le rendre', { rows: 3, maxLength: 500 })];

export function handingRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/office/helpdesk/:id/hand', async (req, res) => {
    await showHand(deps, req, res, await getTicket(deps, req, res));
  });
  router.post('/office/helpdesk/:id/hand', async (req, res) => {
    const ticket = await getTicket(deps, req, res);
    const form = Hand.safeParse(req.body ?? {});
    const colleagues = await listColleagues(db, now());
    const to = form.success ? colleagues.find(({ id }) => id === form.data.to) : undefined;
    const faults: Faults = form.success
      ? to
        ? {}
        : { to: 'Cette personne ne travaille plus à l’ONE : choisissez-en une autre' }
      : faultsIn(form.error);
    if (!form.success || !to || isFaulty(faults)) {
      res.status(422);
      await showHand(deps, req, res, ticket, faults, colleagues);
      return;
    }
    const handed = await handTicket(db, getViewer(res), { ticketId: ticket.id, to, note: form.data.note }, now());
    leaveFlash(
      req,
      handed
        ? { kind: 'done', text: `Le ticket est confié à ${to.name}, avec tout l’échange. Un courriel le lui dit.` }
        : { kind: 'warning', text: 'Ce ticket a été clos entre-temps : il n’est confié à personne.' },
    );
    res.redirect(303, `/office/helpdesk/${ticket.id}`);
  });

  router.use(list, (_req, res, next) => {
    if (!getViewer(res).ability.can('follow', 'Ticket')) throw forbidden(notAtOne);
    next();
  });
  router.get(list, async (req, res) => {
    const today = dayOf(now());
    renderPage(deps, req, res, 'helpdesk/handed', {
      title: 'Tickets confiés',
      back: { href: '/office', label: "à l'accueil" },
      rows: (await listHandedTickets(db, getViewer(res))).map((ticket) => ({
        cells: [
          {
            text: subjectWords[ticket.subject] ?? ticket.subject,
            href: `${list}/${ticket.id}`,
            strong: true,
            sub: ticket.about ?? referenceOf(ticket),
          },
          { text: ticket.name, sub: ticket.about ? referenceOf(ticket) : undefined },
          { badge: standingOf(ticket, 'helpdesk'), text: '' },
          { text: ageOf(ticket, today) },
        ],
      })),
    });
  });
  router.get(`${list}/:id`, async (req, res) => {
    showHanded(deps, req, res, await getHanded(deps, req, res));
  });
  router.post(`${list}/:id/answer`, async (req, res) => {
    const ticket = await getHanded(deps, req, res);
    const form = Answer.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      showHanded(deps, req, res, ticket, faultsIn(form.error));
      return;
    }
    const { then, ...written } = form.data;
    await reply(db, getViewer(res), ticket, { ...written, close: then === 'close', at: now() });
    leaveFlash(req, {
      kind: 'done',
      text: then === 'close' ? 'La réponse est envoyée et le ticket est clos.' : 'La réponse est envoyée.',
    });
    res.redirect(303, list);
  });
  router.post(`${list}/:id/give-back`, async (req, res) => {
    const ticket = await getHanded(deps, req, res);
    const form = Back.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      showHanded(deps, req, res, ticket, {}, faultsIn(form.error));
      return;
    }
    const given = await giveTicketBack(db, getViewer(res), { ticketId: ticket.id, note: form.data.note }, now());
    leaveFlash(
      req,
      given
        ? { kind: 'done', text: 'Le ticket est rendu au helpdesk.' }
        : { kind: 'warning', text: 'Ce ticket n’est plus entre vos mains.' },
    );
    res.redirect(303, list);
  });
  return router;
}

async function getHanded({ db }: Dependencies, req: Request, res: Response): Promise<Ticket> {
  const ticket = await findTicket(db, getViewer(res), 'follow', idOf(req));
  if (ticket?.handed_by == null) throw notFound();
  return ticket;
}

const rolesOf = ({ roles }: Colleague): string => roles.map((role) => roleNames[role as OfficeRole]).join(', ');

async function showHand(
  deps: Dependencies,
  req: Request,
  res: Response,
  ticket: Ticket,
  faults: Faults = {},
  known?: readonly Colleague[],
): Promise<void> {
  const { db, now } = deps;
  const [colleagues, contacts] = await Promise.all([
    known ?? listColleagues(db, now()),
    listContacts(db, ticket.facility_id ? [ticket.facility_id] : [], dayOf(now())),
  ]);
  const following = new Set(contacts.map(({ user_id }) => user_id));
  const option = (one: Colleague) => ({ value: one.id, text: `${one.name} – ${rolesOf(one)}` });
  const groups = [
    { group: "Suivent ce milieu d'accueil", options: colleagues.filter(({ id }) => following.has(id)).map(option) },
    { group: "Autres agents de l'ONE", options: colleagues.filter(({ id }) => !following.has(id)).map(option) },
  ];
  const inputs: Input[] = [
    {
      partial: 'field-select',
      name: 'to',
      label: 'À qui',
      required: true,
      options: groups.filter(({ options }) => options.length > 0),
    },
    textarea('note', 'Ce qui est attendu', {
      rows: 3,
      maxLength: 500,
      hint: "Lu par l'agent seulement, au-dessus de l'échange. Pas de numéro de registre national.",
    }),
  ];
  const action = `/office/helpdesk/${ticket.id}/hand`;
  renderPage(deps, req, res, 'helpdesk/hand', {
    title: 'Orienter vers…',
    about: referenceOf(ticket),
    back: { href: `/office/helpdesk/${ticket.id}`, label: 'au ticket' },
    line: `${referenceOf(ticket)} · ${subjectWords[ticket.subject] ?? ticket.subject} · ${ticket.name}`,
    action,
    drafted: action,
    fields: inputs.map((input) => withTyped(input, shownAgain((req.body ?? {}) as Record<string, unknown>), faults)),
    errors: errorLinks(faults, idsOf(inputs)),
  });
}

function showHanded(
  deps: Dependencies,
  req: Request,
  res: Response,
  ticket: Ticket,
  faults: Faults = {},
  backFaults: Faults = {},
): void {
  const typed = shownAgain((req.body ?? {}) as Record<string, unknown>);
  const base = `${list}/${ticket.id}`;
  const isClosed = ticket.handled_at !== null;
  const back = formShown(backInputs, typed, backFaults, `${base}/give-back`);
  renderPage(deps, req, res, 'helpdesk/handed-ticket', {
    title: subjectWords[ticket.subject] ?? ticket.subject,
    about: referenceOf(ticket),
    back: { href: list, label: 'aux tickets confiés' },
    line: `${referenceOf(ticket)} · ${ticket.name} · ${formatDateTime(ticket.at)}`,
    badge: standingOf(ticket, 'helpdesk'),
    note: ticket.handed_note,
    when: ticket.handed_at === null ? '' : formatDateTime(ticket.handed_at),
    messages: threadOf(ticket, getViewer(res).userId),
    hasAccount: ticket.user_id !== null,
    isClosed,
    giveBack: isClosed ? undefined : { ...back, drafted: undefined },
    ...formShown(answerInputs, typed, faults, `${base}/answer`),
    // One summary of faults, whichever form was sent.
    errors: [...errorLinks(faults, idsOf(answerInputs)), ...errorLinks(backFaults, idsOf(backInputs))],
    token: randomUUID(),
  });
}
