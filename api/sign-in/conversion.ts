/**
 * « Convertir mon utilisateur » (guide de l'accueillant·e, 12): the old shared account becomes that of a named person. In this order: the old
 * password, the consent, a strong sign-in that says who it is, the address, its link. Nothing that is typed says who somebody is.
 */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { askConversion, findKnownAddress, followLink, type Claimant } from '../../db/conversions.ts';
import type { Instant } from '../../domain/calendar.ts';
import { numberConsent } from '../../domain/consent.ts';
import { hashNationalNumber } from '../../domain/national-number.ts';
import { findViewerOf, type Dependencies } from '../context.ts';
import { emailAddress } from '../forms/email.ts';
import { linkToken } from '../forms/envelope.ts';
import { required } from '../forms/sentences.ts';
import { issueCsrfToken } from '../middleware/forms.ts';
import { endSession } from '../middleware/session.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { Problem } from '../problems.ts';
import { meansButtons, type Identity } from './identity-client.ts';
import { createThrottle } from './throttle.ts';

const noConsent = 'Cochez la case pour certifier le consentement';
const nameless = 'Le service d’identification n’a pas donné vos nom et prénom. Contactez le helpdesk.';
const converted =
  "Votre utilisateur est converti. Connectez-vous maintenant avec itsme ou eID : le nom d'utilisateur et le mot de passe ne servent plus.";
const gone =
  "Cet utilisateur ne peut plus être converti. Si ce n'est pas vous qui l'avez converti, contactez le helpdesk.";

/** How long the identification serves the conversion (hypothèse). */
const claimantLifetime = 30 * 60_000;
const hour = 3600;

const Consent = z.strictObject({
  consent: z.literal('oui', { error: noConsent }),
  means: z.enum(['itsme', 'eid']).default('itsme'),
});
const Address = z.strictObject({
  email: emailAddress(required),
});
const Link = z.strictObject({ token: linkToken });

/** Whoever has shown who they are, in this session. The number is its hash alone. */
interface KeptClaimant {
  firstName: string;
  familyName: string;
  nissHash: string;
  acr: number;
  at: Instant;
}
declare module 'express-session' {
  interface SessionData {
    claimant: KeptClaimant;
    /** Which wording of the consent was ticked, and where the links went. */
    conversion: { consentVersion: string; sentTo?: string[]; email?: string };
  }
}

/** Keeps for the conversion who has just signed in strongly; nobody is signed in by it. */
export function keepClaimant({ config, now }: Dependencies, req: Request, identity: Identity): void {
  const { niss, firstName, familyName, acr } = identity;
  const nissHash = hashNationalNumber(niss, config.nissPepper).toString('hex');
  req.session.claimant = { firstName, familyName, nissHash, acr, at: now() };
}

function findClaimant(req: Request, now: Instant): Claimant | undefined {
  const { claimant } = req.session;
  return claimant && now - claimant.at <= claimantLifetime
    ? { ...claimant, nissHash: Buffer.from(claimant.nissHash, 'hex') }
    : undefined;
}

export function conversionRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const perAccount = createThrottle(deps, 'convert-account', { points: 5, seconds: hour });
  const perPerson = createThrottle(deps, 'convert-person', { points: 5, seconds: hour });
  // Nobody's mail box is filled from here.
  const perMailbox = createThrottle(deps, 'convert-mailbox', { points: 5, seconds: hour });
  const perAddress = createThrottle(deps, 'convert-address', { points: 30, seconds: hour });
  const router = Router();

  const show = async (
    req: Request,
    res: Response,
    more: { email?: string; error?: object; errors?: object[] } = {},
  ) => {
    const known = await findKnownAddress(db, req.session.userId!);
    if (known === undefined) {
      await leaveForGood(req, res);
      return;
    }
    const claimant = findClaimant(req, now());
    const { conversion } = req.session;
    renderPage(deps, req, res, 'sign-in/convert-user', {
      title: 'Convertir mon utilisateur',
      layout: 'plain',
      claimant: conversion && claimant,
      known: masked(known),
      consent: numberConsent.sentence,
      sentTo: conversion?.sentTo,
      send: conversion?.sentTo ? 'Envoyer à nouveau' : 'Recevoir le lien de confirmation',
      ...more,
      email: more.email ?? conversion?.email,
    });
  };

  router.get('/convert-user', requireWeakSession, (req, res) => show(req, res));

  router.post('/convert-user', requireWeakSession, async (req, res) => {
    const form = Consent.safeParse(req.body ?? {});
    if (!form.success) {
      if (form.error.issues.some(({ path }) => path[0] !== 'consent')) throw new Problem(422, 'form');
      res.status(422);
      const errors = [{ href: '#consent', text: noConsent }];
      await show(req, res, { error: { consent: noConsent }, errors });
      return;
    }
    req.session.conversion = { consentVersion: numberConsent.version };
    delete req.session.claimant;
    const query = new URLSearchParams({ means: form.data.means, purpose: 'convert', returnTo: '/convert-user' });
    res.redirect(303, `/sign-in/start?${query.toString()}`);
  });

  router.post('/convert-user/email', requireWeakSession, async (req, res) => {
    const { userId, conversion } = req.session;
    const claimant = findClaimant(req, now());
    if (!claimant || !conversion) {
      res.redirect(303, '/convert-user');
      return;
    }
    const form = Address.safeParse(req.body ?? {});
    if (!form.success || !claimant.firstName || !claimant.familyName) {
      const [issue] = form.error?.issues ?? [];
      if (issue?.code === 'unrecognized_keys') throw new Problem(422, 'form');
      const text = issue?.message ?? nameless;
      const { email } = (req.body ?? {}) as { email?: unknown };
      res.status(422);
      await show(req, res, {
        email: typeof email === 'string' ? email : '',
        error: { email: text },
        errors: [{ href: '#email', text: `Email : ${text}` }],
      });
      return;
    }
    const { email } = form.data;
    await perAddress.consume(req.ip ?? '');
    await perAccount.consume(userId!);
    await perPerson.consume(claimant.nissHash.toString('hex'));
    await perMailbox.consume(email.toLowerCase());
    const known = await findKnownAddress(db, userId!);
    const asked = await askConversion(db, { userId: userId!, claimant, email, ...conversion, at: now() });
    if (!asked || known === undefined) {
      await leaveForGood(req, res);
      return;
    }
    const isKnown = email.toLowerCase() === known.toLowerCase();
    req.session.conversion = { ...conversion, email, sentTo: isKnown ? [email] : [masked(known), email] };
    res.redirect(303, '/convert-user');
  });

  // A link is followed by a click on the page: mail scanners open addresses by themselves.
  router.get('/convert-user/link', (req, res) => {
    const { token } = req.query;
    const claimant = findClaimant(req, now());
    if (claimant) issueCsrfToken(req, res);
    const text = typeof token === 'string' && /^[\w-]{1,100}$/.test(token) ? token : '';
    renderPage(deps, req, res, 'sign-in/convert-link', {
      title: 'Convertir mon utilisateur',
      layout: 'plain',
      token: text,
      claimant,
      means: meansButtons({ purpose: 'convert', returnTo: `/convert-user/link?token=${text}` }),
    });
  });

  router.post('/convert-user/link', async (req, res) => {
    const form = Link.safeParse(req.body ?? {});
    if (!form.success) throw new Problem(422, 'form');
    const claimant = findClaimant(req, now());
    if (!claimant) {
      res.redirect(303, `/convert-user/link?${new URLSearchParams({ token: form.data.token }).toString()}`);
      return;
    }
    await perAddress.consume(req.ip ?? '');
    const outcome = await followLink(db, { token: form.data.token, claimant, at: now() });
    if (outcome === 'done') {
      await endSession(req);
      leaveFlash(req, { kind: 'done', text: converted });
      res.redirect(303, '/sign-in');
      return;
    }
    res.status(outcome === 'waiting' ? 200 : 422);
    renderPage(deps, req, res, 'sign-in/convert-link', {
      title: 'Convertir mon utilisateur',
      layout: 'plain',
      [outcome]: true,
    });
  });

  return router;
}

/** Somebody else was quicker, or it was ended: the password session is good for nothing any more. */
async function leaveForGood(req: Request, res: Response): Promise<void> {
  await endSession(req);
  leaveFlash(req, { kind: 'warning', text: gone });
  res.redirect(303, '/sign-in');
}

/** `g•••@exemple.be`: its owner knows it again, whoever has guessed a password learns little. */
const masked = (email: string): string => email.replace(/^(.).*(?=@)/u, '$1•••');

/** Who has signed in strongly has nothing to convert. */
const requireWeakSession: RequestHandler = (req, res, next) => {
  if (findViewerOf(res)) res.redirect(303, '/');
  else if (!req.session.userId) res.redirect(303, '/sign-in');
  else next();
};
