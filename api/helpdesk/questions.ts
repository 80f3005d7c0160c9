/** « Mes questions »: what a person has asked the helpdesk, its answers, and « Demander une correction ». */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { openFor } from '../../db/access/acts.ts';
import { keepContactMessage } from '../../db/contact-messages.ts';
import { findTicket, listQuestions, referenceOf, reply } from '../../db/helpdesk/tickets.ts';
import type { Ticket } from '../../db/models/ticket.ts';
import { User } from '../../db/models/user.ts';
import { formatShortDateTime, formatDateTime } from '../../domain/french-dates.ts';
import { slug } from '../../workflows/data-correction/contract.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { faultsIn, type Faults, type Input } from '../forms/form.ts';
import { choice, requiredText, textarea } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import { threadOf } from './desk.ts';
import { formShown } from './text-form.ts';
import { nameSubject, nissSubject } from '../team/correction-subjects.ts';
import { standingOf, subjectWords } from './words.ts';

/** Data of persons that one reads and cannot change, as the screens call them. Those of places and bodies have a request of their own: `data-correction`. */
const correctable = ['Vos nom et prénom', nissSubject, nameSubject, 'Autre donnée'] as const;

const More = z.strictObject({ token, text: requiredText('Écrivez votre message', 2000) });
const Correction = z.strictObject({
  token,
  about: choice('Choisissez la donnée à corriger', correctable),
  text: requiredText('Écrivez ce qui devrait y être, et pourquoi', 2000),
});

const noNumbers = "N'écrivez ni numéro de registre national ni donnée de santé.";
const more = [textarea('text', 'Ajouter un message', { rows: 4, maxLength: 2000, hint: noNumbers })];
const correction: Input[] = [
  {
    partial: 'field-select',
    name: 'about',
    label: 'Donnée à corriger',
    required: true,
    options: correctable.map((text) => ({ value: text, text })),
  },
  textarea('text', 'Ce qui devrait y être, et pourquoi', { maxLength: 2000, hint: noNumbers }),
];

export function questionRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  for (const portal of ['pro', 'office'] as const) {
    const base = `/${portal}/questions`;
    router.get(base, async (req, res) => {
      renderPage(deps, req, res, 'helpdesk/questions', {
        title: 'Mes questions au helpdesk',
        back: { href: `/${portal}`, label: "à l'accueil" },
        rows: (await listQuestions(db, getViewer(res))).map((ticket) => ({
          cells: [
            {
              text: subjectWords[ticket.subject] ?? ticket.subject,
              href: `${base}/${ticket.id}`,
              strong: true,
              sub: ticket.about ?? undefined,
            },
            { text: referenceOf(ticket) },
            { badge: standingOf(ticket, 'asker'), text: '' },
            { text: formatShortDateTime(ticket.at) },
          ],
        })),
      });
    });

    router.get(`${base}/:id`, async (req, res) => {
      show(deps, req, res, base, await getQuestion(deps, req, res));
    });

    router.post(`${base}/:id/reply`, async (req, res) => {
      const ticket = await getQuestion(deps, req, res);
      const form = More.safeParse(req.body ?? {});
      if (!form.success) {
        res.status(422);
        show(deps, req, res, base, ticket, faultsIn(form.error));
        return;
      }
      await reply(db, getViewer(res), ticket, { ...form.data, at: now() });
      leaveFlash(req, { kind: 'done', text: 'Votre message est ajouté. Le helpdesk vous répond ici.' });
      res.redirect(303, `${base}/${ticket.id}`);
    });
  }

  router.get('/pro/correction', (req, res) => {
    showCorrection(deps, req, res, {});
  });
  router.post('/pro/correction', async (req, res) => {
    const viewer = getViewer(res);
    const form = Correction.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      showCorrection(deps, req, res, faultsIn(form.error));
      return;
    }
    const kept = await keepContactMessage(db, {
      token: form.data.token,
      at: now(),
      userId: viewer.userId,
      name: `${viewer.firstName} ${viewer.familyName}`,
      email: (await User.query(db).findById(viewer.userId).throwIfNotFound()).email,
      subject: 'correction',
      message: form.data.text,
      about: form.data.about,
      organisingBodyId: onlyBody(viewer.grants),
    });
    leaveFlash(req, {
      kind: 'done',
      text: 'Votre demande de correction est chez le helpdesk. Sa réponse viendra ici, et un courriel vous le dira.',
    });
    res.redirect(303, `/pro/questions/${kept.id}`);
  });
  return router;
}

const onlyBody = (grants: readonly { organisingBodyId: string | null }[]): string | null => {
  const bodies = new Set(grants.flatMap(({ organisingBodyId }) => organisingBodyId ?? []));
  return bodies.size === 1 ? ([...bodies][0] ?? null) : null;
};

async function getQuestion({ db }: Dependencies, req: Request, res: Response): Promise<Ticket> {
  const viewer = getViewer(res);
  const ticket = await findTicket(db, viewer, 'read', idOf(req));
  if (!ticket || ticket.user_id !== viewer.userId) throw notFound();
  return ticket;
}

function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  base: string,
  ticket: Ticket,
  faults: Faults = {},
): void {
  renderPage(deps, req, res, 'helpdesk/question', {
    title: subjectWords[ticket.subject] ?? ticket.subject,
    about: referenceOf(ticket),
    back: { href: base, label: 'à mes questions' },
    line: [referenceOf(ticket), ticket.facility?.name, ticket.about, formatDateTime(ticket.at)]
      .filter(Boolean)
      .join(' · '),
    badge: standingOf(ticket, 'asker'),
    messages: threadOf(ticket, getViewer(res).userId),
    closed: ticket.handled_at !== null,
    ...formShown(more, (req.body ?? {}) as Record<string, unknown>, faults, `${base}/${ticket.id}/reply`),
  });
}

function showCorrection(deps: Dependencies, req: Request, res: Response, faults: Faults): void {
  const typed = { ...req.query, ...((req.body ?? {}) as Record<string, unknown>) };
  renderPage(deps, req, res, 'helpdesk/correction', {
    title: 'Demander une correction',
    back: { href: '/pro/questions', label: 'à mes questions' },
    places: getViewer(res).ability.can(openFor(slug), 'Facility'),
    ...formShown(correction, typed, faults, '/pro/correction'),
  });
}
