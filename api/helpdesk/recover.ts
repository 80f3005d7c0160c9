/** Bodies without any active administrator, and asking for a new one: ticket, letter, call-back and consent; another person of the helpdesk confirms. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findOrphanBody, listOrphanBodies, proposeRecovery, type OrphanBody } from '../../db/helpdesk/recoveries.ts';
import { findTicketByReference } from '../../db/helpdesk/tickets.ts';
import { dayOf } from '../../domain/calendar.ts';
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
import { bodies, recoveries, statusWords } from './recoveries.ts';
import { formShown } from './text-form.ts';
import { noTicket } from './user-sheet.ts';

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

export function recoverRoutes(deps: Dependencies): Router {
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
  return router;
}

async function getOrphan({ db, now }: Dependencies, req: Request, res: Response): Promise<OrphanBody> {
  const body = await findOrphanBody(db, getViewer(res), idOf(req), now());
  if (!body) throw notFound();
  return body;
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
