/** The address of one's account: asked for on a page, changed by the link that was sent to it. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { askAddress, confirmAddress, findWaitingAddress, forgetAddress } from '../../db/account/email-change.ts';
import { User } from '../../db/models/user.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { emailAddress } from '../forms/email.ts';
import { linkToken } from '../forms/envelope.ts';
import { errorLinks, faultsIn, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { Problem } from '../problems.ts';
import { createThrottle } from '../sign-in/throttle.ts';

const path = '/account/email';
const hour = 3600;
const back = { href: '/account', label: 'à mon utilisateur' };

const Address = z.strictObject({ email: emailAddress('Encodez votre nouvelle adresse') });
const Link = z.strictObject({ token: linkToken });
const input: Input = {
  partial: 'field-text',
  name: 'email',
  label: 'Nouvelle adresse de courriel',
  type: 'email',
  autocomplete: 'email',
  required: true,
  hint: 'Nous y envoyons un lien : l’adresse change quand vous l’avez suivi. L’ancienne adresse est prévenue.',
};

export function addressRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const perPerson = createThrottle(deps, 'address-person', { points: 5, seconds: hour });
  // Nobody's mail box is filled from here.
  const perMailbox = createThrottle(deps, 'address-mailbox', { points: 5, seconds: hour });
  const perLink = createThrottle(deps, 'address-link', { points: 20, seconds: hour });
  const router = Router();

  router.get(path, (req, res) => show(deps, req, res));

  router.post(path, async (req, res) => {
    const viewer = getViewer(res);
    const form = Address.safeParse(req.body ?? {});
    const faults: Faults = form.success ? {} : faultsIn(form.error);
    const email = form.data?.email ?? '';
    if (form.success && (await addressOf(deps, viewer.userId)).toLowerCase() === email.toLowerCase())
      faults.email = "C'est déjà votre adresse";
    if (isFaulty(faults)) {
      await show(deps, req, res, faults);
      return;
    }
    await perPerson.consume(viewer.userId);
    await perMailbox.consume(email.toLowerCase());
    await askAddress(db, viewer, email, now());
    leaveFlash(req, {
      kind: 'done',
      text: 'Un lien est envoyé à la nouvelle adresse. Suivez-le dans les 24 heures : d’ici là, rien ne change.',
    });
    res.redirect(303, '/account');
  });

  router.post(`${path}/cancel`, async (req, res) => {
    const had = await forgetAddress(db, getViewer(res).userId);
    leaveFlash(req, {
      kind: 'information',
      text: had ? 'Le changement est abandonné : votre adresse reste la même.' : 'Aucun changement n’était en attente.',
    });
    res.redirect(303, '/account');
  });

  // A link is followed by a click on the page: mail scanners open addresses by themselves.
  router.get(`${path}/confirm`, async (req, res) => {
    const waiting = await findWaitingAddress(db, getViewer(res).userId, now());
    const link = Link.safeParse({ token: req.query.token });
    renderPage(deps, req, res, 'account/confirm-address', {
      title: 'Confirmer mon adresse',
      back,
      token: waiting && link.success ? link.data.token : undefined,
      email: waiting?.email,
    });
  });

  router.post(`${path}/confirm`, async (req, res) => {
    const form = Link.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form');
    const viewer = getViewer(res);
    await perLink.consume(viewer.userId);
    if (await confirmAddress(db, viewer, form.data.token, now())) {
      leaveFlash(req, { kind: 'done', text: 'Votre adresse est confirmée : les courriels y arrivent désormais.' });
      res.redirect(303, '/account');
      return;
    }
    res.status(422);
    renderPage(deps, req, res, 'account/confirm-address', { title: 'Confirmer mon adresse', back });
  });
  return router;
}

const addressOf = async ({ db }: Dependencies, userId: string): Promise<string> =>
  (await User.query(db).findById(userId).throwIfNotFound()).email;

async function show(deps: Dependencies, req: Request, res: Response, faults: Faults = {}): Promise<void> {
  if (isFaulty(faults)) res.status(422);
  const field = withTyped(input, (req.body ?? {}) as Record<string, unknown>, faults);
  renderPage(deps, req, res, 'account/address', {
    title: 'Changer mon adresse de courriel',
    back,
    line: `Adresse actuelle : ${await addressOf(deps, getViewer(res).userId)}`,
    fields: [field],
    errors: errorLinks(faults, ['email']),
  });
}
