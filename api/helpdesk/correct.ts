/** Asking for the correction of a national number, of a user or of a person of Mon Équipe: it is typed once and shown nowhere; another person answers. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { asSubject } from '../../db/access/subjects.ts';
import { findOpenCorrection, proposeCorrection, type Whose } from '../../db/helpdesk/niss-corrections.ts';
import { findTicketByReference } from '../../db/helpdesk/tickets.ts';
import { findPerson } from '../../db/team/correct-number.ts';
import { dayOf } from '../../domain/calendar.ts';
import { hashNationalNumber, parseNationalNumber } from '../../domain/national-number.ts';
import { sealNationalNumber } from '../../domain/sealed-number.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { faultsIn, type Faults, type Input } from '../forms/form.ts';
import { requiredLine, requiredText, textarea } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { path } from './corrections.ts';
import { shownAgain, withoutNumber } from './free-text.ts';
import { getSheet, nameOf, noTicket } from './user-sheet.ts';
import { formShown } from './text-form.ts';

const noNumber = "Ce n'est pas un numéro de registre national : relisez-le sur le document d'identité";

const Form = z.strictObject({
  token,
  niss: requiredLine('Encodez le numéro de registre national', 30),
  proof: withoutNumber(requiredLine('Écrivez quelle preuve vous avez vue', 200)),
  reason: withoutNumber(requiredText("Écrivez l'erreur qui est corrigée", 500)),
  ticket: requiredLine('Encodez la référence du ticket', 20),
});
const inputs: Input[] = [
  {
    partial: 'field-text',
    name: 'niss',
    label: 'Nouveau numéro de registre national',
    required: true,
    autocomplete: 'off',
    inputmode: 'numeric',
    hint: 'Onze chiffres. Il n’est plus jamais affiché, même à la personne qui confirme.',
  },
  {
    partial: 'field-text',
    name: 'proof',
    label: 'Preuve vue',
    required: true,
    hint: "Par exemple : carte d'identité, au guichet vidéo.",
  },
  textarea('reason', 'Erreur corrigée', {
    rows: 3,
    maxLength: 500,
    hint: 'Par exemple : deux chiffres inversés à l’encodage. N’écrivez pas de numéro.',
  }),
  {
    partial: 'field-text',
    name: 'ticket',
    label: 'Ticket',
    required: true,
    short: true,
    hint: 'Par exemple HD-00042.',
  },
];

export function correctRoutes(deps: Dependencies): Router {
  const { db, now, config } = deps;
  const router = Router();

  for (const [base, find] of [
    ['/office/helpdesk/users', getUser],
    ['/office/helpdesk/people', getPerson],
  ] as const) {
    router.get(`${base}/:id/correct`, async (req, res) => {
      await show(deps, req, res, await find(deps, req, res));
    });
    router.post(`${base}/:id/correct`, async (req, res) => {
      await ask(req, res, await find(deps, req, res));
    });
  }
  const ask = async (req: Request, res: Response, about: About): Promise<void> => {
    const viewer = getViewer(res);
    const form = Form.safeParse(req.body ?? {});
    const faults: Faults = form.success ? {} : faultsIn(form.error);
    const number = parseNationalNumber(form.data?.niss ?? '', dayOf(now()));
    if (form.success && !number.ok) faults.niss = noNumber;
    const ticketId = form.data && (await findTicketByReference(db, viewer, form.data.ticket));
    if (form.success && ticketId === undefined) faults.ticket = noTicket;
    if (!form.success || !number.ok || ticketId === undefined || Object.keys(faults).length > 0) {
      res.status(422);
      await show(deps, req, res, about, faults);
      return;
    }
    const { token: proposal, reason, proof } = form.data;
    const outcome = await proposeCorrection(
      db,
      viewer,
      {
        id: proposal,
        whose: about.whose,
        nissSealed:
          'personId' in about.whose ? sealNationalNumber(number.value, config.nissKey, about.whose.personId) : null,
        nissHash: hashNationalNumber(number.value, config.nissPepper),
        ticketId,
        reason,
        proof,
      },
      now(),
    );
    switch (outcome) {
      case 'proposed':
        leaveFlash(req, {
          kind: 'done',
          text: 'La correction est demandée. Une autre personne du helpdesk doit la confirmer.',
        });
        res.redirect(303, `${path}/${proposal}`);
        return;
      case 'open':
        throw conflict({
          title: 'Une correction attend déjà',
          what: 'Un·e collègue a demandé une correction pour cette personne',
          kept: [],
          backHref: about.href,
          backText: 'Revenir à la personne',
        });
      case 'too-many':
        throw forbidden('Vous avez demandé beaucoup de corrections aujourd’hui : un·e collègue doit prendre la suite.');
      case 'nobody':
        throw notFound();
      default:
        outcome satisfies never;
    }
  };
  return router;
}

interface About {
  whose: Whose;
  name: string;
  /** Where one came from, and where what is typed is sent. */
  href: string;
  back: string;
  action: string;
}

async function getUser(deps: Dependencies, req: Request, res: Response): Promise<About> {
  const user = await getSheet(deps, req, res);
  const { ability } = getViewer(res);
  const row = asSubject('User', user);
  if (!ability.can('correct', row)) throw forbidden(ability.relevantRuleFor('correct', row)?.reason);
  if (!user.hasNumber) throw notFound();
  const href = `/office/helpdesk/users/${user.id}`;
  return { whose: { userId: user.id }, name: nameOf(user), href, back: "à l'utilisateur", action: `${href}/correct` };
}

async function getPerson({ db }: Dependencies, req: Request, res: Response): Promise<About> {
  const viewer = getViewer(res);
  const person = await findPerson(db, viewer, idOf(req));
  if (!person) throw notFound();
  if (!viewer.ability.can('correct', asSubject('Person', person))) throw forbidden();
  const action = `/office/helpdesk/people/${person.id}/correct`;
  return {
    whose: { personId: person.id },
    name: nameOf(person),
    href: '/office/helpdesk/people',
    back: 'aux personnes de Mon Équipe',
    action,
  };
}

async function show(deps: Dependencies, req: Request, res: Response, about: About, faults: Faults = {}): Promise<void> {
  const open = await findOpenCorrection(deps.db, about.whose);
  // The number that was typed goes no further than here.
  const typed = shownAgain({ ...((req.body ?? {}) as Record<string, unknown>), niss: undefined });
  renderPage(deps, req, res, 'helpdesk/correct', {
    title: 'Corriger un numéro de registre national',
    about: about.name,
    back: { href: about.href, label: about.back },
    line: about.name,
    endsSessions: 'userId' in about.whose,
    openHref: open && `${path}/${open.id}`,
    ...formShown(inputs, typed, faults, about.action),
    // Nothing of it is kept while it is typed.
    drafted: undefined,
  });
}
