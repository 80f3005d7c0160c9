/** A body without any active administrator: ticket, letter, call-back, then a new one is named, when another person of the helpdesk confirms. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { asSubject } from '../../db/access/subjects.ts';
import {
  answerRecovery,
  findOrphanBody,
  findRecovery,
  listOrphanBodies,
  proposeRecovery,
  type OrphanBody,
  type Recovery,
} from '../../db/helpdesk/recoveries.ts';
import { findTicketByReference, referenceOf } from '../../db/helpdesk/tickets.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { numberConsent } from '../../domain/consent.ts';
import { hashNationalNumber, parseNationalNumber } from '../../domain/national-number.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { emailAddress } from '../forms/email.ts';
import { token } from '../forms/envelope.ts';
import { faultsIn, isFaulty, type Faults, type Input } from '../forms/form.ts';
import { dateInput, requiredDay, requiredLine } from '../forms/inputs.ts';
import { required } from '../forms/sentences.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { shownAgain, withoutNumber } from './free-text.ts';
import { formShown } from './text-form.ts';
import { noTicket } from './user-sheet.ts';

const bodies = '/office/helpdesk/bodies';
const recoveries = '/office/helpdesk/recoveries';
const cannotBe =
  'Cette désignation ne peut pas être faite : quelqu’un administre déjà, ou la personne ne peut pas être désignée. Vérifiez avec le pouvoir organisateur.';

const Form = z.strictObject({
  token,
  ticket: requiredLine('Encodez la référence du ticket', 20),
  letter: withoutNumber(requiredLine('Écrivez qui a signé la lettre, et où elle est classée', 300)),
  letterOn: requiredDay('Encodez la date de la lettre'),
  called: withoutNumber(requiredLine('Écrivez qui a été rappelé, et à quel numéro connu de l’ONE', 300)),
  calledOn: requiredDay('Encodez le jour du rappel'),
  firstName: requiredLine(required),
  familyName: requiredLine(required),
  email: emailAddress(required),
  niss: requiredLine(required, 30),
  consent: z.literal('oui', { error: 'Cochez la case pour certifier le consentement' }),
});
const text = (name: string, label: string, more: object = {}): Input => ({
  partial: 'field-text',
  name,
  label,
  required: true,
  autocomplete: 'off',
  ...more,
});
const inputs: Input[] = [
  text('ticket', '1. Ticket', { short: true, hint: 'Par exemple HD-00042.' }),
  text('letter', '2. Lettre du pouvoir organisateur', {
    hint: 'Qui l’a signée, en quelle qualité, et où elle est classée.',
  }),
  dateInput('letterOn', 'Date de la lettre'),
  text('called', '3. Rappel', {
    hint: 'Qui a été rappelé, au numéro que l’ONE connaissait déjà : jamais à celui de la lettre.',
  }),
  dateInput('calledOn', 'Jour du rappel'),
  text('firstName', '4. Prénom du nouvel administrateur ou de la nouvelle administratrice'),
  text('familyName', 'Nom'),
  text('email', 'Courriel', { type: 'email' }),
  text('niss', 'Numéro de registre national', {
    inputmode: 'numeric',
    hint: 'Onze chiffres. Il n’est plus jamais affiché.',
  }),
  {
    partial: 'field-checkbox',
    name: 'consent',
    label: numberConsent.sentence,
    required: true,
  },
];
const statusWords: Record<Recovery['status'], { kind: string; text: string }> = {
  proposed: { kind: 'due-soon', text: 'attend une autre personne' },
  confirmed: { kind: 'done', text: 'confirmée' },
  refused: { kind: 'neutral', text: 'refusée' },
  withdrawn: { kind: 'neutral', text: 'retirée' },
  impossible: { kind: 'due-late', text: 'impossible' },
};

export function recoveryRoutes(deps: Dependencies): Router {
  const { db, now, config } = deps;
  const router = Router();
  router.use([bodies, recoveries], (_req, res, next) => {
    if (!getViewer(res).ability.can('propose', 'Recovery'))
      throw forbidden('Ces désignations sont faites par le helpdesk.');
    next();
  });

  router.get(bodies, async (req, res) => {
    renderPage(deps, req, res, 'helpdesk/bodies', {
      title: 'Pouvoirs organisateurs sans administrateur',
      rows: (await listOrphanBodies(db, getViewer(res), now())).map((body) => ({
        cells: [
          {
            text: body.name,
            href: body.recoveryId ? `${recoveries}/${body.recoveryId}` : `${bodies}/${body.id}/recover`,
            strong: true,
            sub: body.locality,
          },
          { text: String(body.members), numeric: true },
          {
            badge: body.recoveryId ? statusWords.proposed : { kind: 'due-late', text: 'à aider' },
            text: '',
            ...(body.convertible ? { sub: 'un ancien utilisateur peut encore être converti' } : {}),
          },
        ],
      })),
    });
  });

  router.get(`${bodies}/:id/recover`, async (req, res) => {
    show(deps, req, res, await getOrphan(deps, req, res));
  });
  router.post(`${bodies}/:id/recover`, async (req, res) => {
    const body = await getOrphan(deps, req, res);
    const viewer = getViewer(res);
    const today = dayOf(now());
    const form = Form.safeParse(req.body ?? {});
    const faults: Faults = form.success ? {} : faultsIn(form.error);
    const number = parseNationalNumber(form.data?.niss ?? '', today);
    const ticketId = form.data && (await findTicketByReference(db, viewer, form.data.ticket));
    if (form.success) {
      if (!number.ok) faults.niss = "Ce n'est pas un numéro de registre national";
      if (ticketId === undefined) faults.ticket = noTicket;
      for (const day of ['letterOn', 'calledOn'] as const)
        if (form.data[day] > today) faults[day] = 'Cette date est à venir';
    }
    if (!form.success || !number.ok || ticketId === undefined || isFaulty(faults)) {
      res.status(422);
      show(deps, req, res, body, faults);
      return;
    }
    const { token: asked, niss: _, consent: __, ticket: ___, ...evidence } = form.data;
    const outcome = await proposeRecovery(
      db,
      viewer,
      {
        id: asked,
        bodyId: body.id,
        ticketId,
        ...evidence,
        nissHash: hashNationalNumber(number.value, config.nissPepper),
        consentVersion: numberConsent.version,
      },
      now(),
    );
    if (outcome !== 'proposed')
      throw conflict({
        title: 'Une désignation attend déjà, ou quelqu’un administre',
        what: 'Un·e collègue est déjà intervenu·e pour ce pouvoir organisateur',
        kept: [],
        backHref: bodies,
        backText: 'Revenir à la liste',
      });
    leaveFlash(req, {
      kind: 'done',
      text: 'La désignation est demandée. Une autre personne du helpdesk doit la confirmer.',
    });
    res.redirect(303, `${recoveries}/${asked}`);
  });

  router.get(`${recoveries}/:id`, async (req, res) => {
    const one = await getRecovery(deps, req, res);
    const { ability } = getViewer(res);
    const row = asSubject('Recovery', one);
    const open = one.status === 'proposed';
    const button = (answer: 'confirm' | 'refuse' | 'withdraw', label: string, kind: string): object[] =>
      open && ability.can(answer, row) ? [{ label, kind, action: `${recoveries}/${one.id}/${answer}` }] : [];
    renderPage(deps, req, res, 'helpdesk/number-correction', {
      title: 'Désigner un·e administrateur·rice',
      about: one.body,
      back: { href: bodies, label: 'aux pouvoirs organisateurs' },
      line: one.body,
      badge: statusWords[one.status],
      rows: [
        { label: 'Ticket', value: referenceOf({ number: one.ticketNumber }), href: `/office/helpdesk/${one.ticketId}` },
        ...(one.openPlaces === 0
          ? [{ label: "Milieux d'accueil", value: 'tous fermés : demandez pourquoi un accès est encore nécessaire' }]
          : []),
        { label: 'Lettre', value: `${one.letter}, ${formatLongDate(one.letterOn)}` },
        { label: 'Rappel', value: `${one.called}, ${formatLongDate(one.calledOn)}` },
        { label: 'À désigner', value: `${one.firstName} ${one.familyName}, ${one.email}` },
        { label: 'Demandée par', value: `${one.proposedBy}, le ${formatDateTime(one.proposedAt)}` },
        ...(one.decidedAt === null
          ? []
          : [{ label: 'Réponse', value: `${one.decidedBy ?? ''}, le ${formatDateTime(one.decidedAt)}` }]),
      ],
      waits: open && !ability.can('confirm', row) ? ability.relevantRuleFor('confirm', row)?.reason : undefined,
      impossible: one.status === 'impossible' ? cannotBe : undefined,
      buttons: [
        ...button('confirm', 'Confirmer la désignation', 'go'),
        ...button('refuse', 'Refuser', 'stop'),
        ...button('withdraw', 'Retirer la demande', 'plain'),
      ],
    });
  });
  for (const answer of ['confirm', 'refuse', 'withdraw'] as const)
    router.post(`${recoveries}/:id/${answer}`, async (req, res) => {
      const one = await getRecovery(deps, req, res);
      const viewer = getViewer(res);
      const row = asSubject('Recovery', one);
      if (!viewer.ability.can(answer, row)) throw forbidden(viewer.ability.relevantRuleFor(answer, row)?.reason);
      const answered = await answerRecovery(db, viewer, { id: one.id, bodyId: one.bodyId, answer }, now());
      if (!answered) throw forbidden();
      const { status, mine } = answered;
      if (!mine)
        throw conflict({
          title: 'Cette désignation a déjà sa réponse',
          what: `Elle est ${statusWords[status].text}`,
          kept: [],
          backHref: `${recoveries}/${one.id}`,
          backText: 'Ouvrir la désignation comme elle est maintenant',
        });
      leaveFlash(
        req,
        status === 'impossible'
          ? { kind: 'warning', text: cannotBe }
          : { kind: 'done', text: `La désignation est ${statusWords[status].text}.` },
      );
      res.redirect(303, `${recoveries}/${one.id}`);
    });
  return router;
}

async function getOrphan({ db, now }: Dependencies, req: Request, res: Response): Promise<OrphanBody> {
  const body = await findOrphanBody(db, getViewer(res), idOf(req), now());
  if (!body) throw notFound();
  return body;
}
async function getRecovery({ db }: Dependencies, req: Request, res: Response): Promise<Recovery> {
  const one = await findRecovery(db, getViewer(res), idOf(req));
  if (!one) throw notFound();
  return one;
}

function show(deps: Dependencies, req: Request, res: Response, body: OrphanBody, faults: Faults = {}): void {
  // The number that was typed goes no further than here.
  const typed = shownAgain({ ...((req.body ?? {}) as Record<string, unknown>), niss: undefined });
  renderPage(deps, req, res, 'office-users/form', {
    title: 'Désigner un·e administrateur·rice',
    about: body.name,
    back: { href: bodies, label: 'aux pouvoirs organisateurs' },
    line: body.name,
    text: 'Plus personne n’administre ce pouvoir organisateur. Quatre étapes, chacune avec sa preuve ; une autre personne du helpdesk confirme, et le pouvoir organisateur en est averti par courriel.',
    submit: 'Demander la désignation',
    ...formShown(inputs, typed, faults, `${bodies}/${body.id}/recover`),
    drafted: undefined,
  });
}
