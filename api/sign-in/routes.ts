/** Signing in with itsme or eID, signing out, and staying. The old login and the conversion stand beside. */
import { Router, type Request, type Response } from 'express';
import { isStrong } from '../../db/access/strength.ts';
import { findAccountByNiss, recordRefusedSignIn, recordSignOut } from '../../db/accounts.ts';
import { endView } from '../../db/helpdesk/user-views.ts';
import { hashNationalNumber } from '../../domain/national-number.ts';
import { findViewerOf, type Dependencies } from '../context.ts';
import { resume, tellWhatWaits } from '../kept/show.ts';
import { issueCsrfToken } from '../middleware/forms.ts';
import { absoluteLimit, cookieNameOf, endSession } from '../middleware/session.ts';
import { getVisitor } from '../middleware/visitor.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conversionRoutes, keepClaimant } from './conversion.ts';
import { createIdentityClient, meansButtons, SignInFailure, type Departure } from './identity-client.ts';
import { legacyRoutes } from './legacy.ts';
import { openSession } from './open-session.ts';
import { findRememberedLogin } from './remembered-login.ts';
import { localPath } from './return-to.ts';

declare module 'express-session' {
  interface SessionData {
    departures: Departure[];
  }
}
/** One per tab in which somebody is signing in. */
const keptDepartures = 5;

/** What keeps somebody out; each has its text in `views/sign-in/refused.hbs`. */
type Refusal = 'weak' | 'unknown' | 'deactivated' | 'failed' | 'unavailable';
const statuses: Record<Refusal, number> = { weak: 403, unknown: 403, deactivated: 403, failed: 400, unavailable: 503 };
const titles: Record<Refusal, string> = {
  weak: 'Connexion forte requise',
  unknown: "Votre utilisateur n'existe pas encore",
  deactivated: 'Votre utilisateur est désactivé',
  failed: "La connexion n'a pas abouti",
  unavailable: 'La connexion par itsme ou eID est momentanément indisponible',
};

export function signInRoutes(deps: Dependencies): Router {
  const { config, db, now, log } = deps;
  const identityClient = createIdentityClient(config);
  const router = Router();

  const refuse = (req: Request, res: Response, refusal: Refusal): void => {
    res.status(statuses[refusal]);
    renderPage(deps, req, res, 'sign-in/refused', {
      title: titles[refusal],
      layout: 'plain',
      means: meansButtons({ again: true }),
      [refusal]: true,
    });
  };

  router.get('/sign-in', (req, res) => {
    const returnTo = localPath(req.query.returnTo);
    if (findViewerOf(res)) {
      res.redirect(303, returnTo);
      return;
    }
    // Cookies and the provider's way back belong to one host name.
    if (req.hostname === 'localhost' && new URL(config.publicUrl).hostname === '127.0.0.1') {
      res.redirect(302, config.publicUrl + localPath(req.originalUrl));
      return;
    }
    issueCsrfToken(req, res);
    const remembered = findRememberedLogin(config, req);
    const word = getVisitor(res).takeWord();
    renderPage(deps, req, res, 'sign-in/sign-in', {
      title: 'Connexion',
      means: meansButtons({ returnTo }),
      returnTo,
      values: { login: remembered, remember: remembered !== undefined },
      ...(word && { flash: word }),
    });
  });

  router.get('/sign-in/forgotten', (req, res) => {
    renderPage(deps, req, res, 'sign-in/forgotten', {
      title: 'Mot de passe oublié',
      layout: 'plain',
      means: meansButtons(),
    });
  });

  router.get('/sign-in/start', async (req, res) => {
    const means = req.query.means === 'eid' ? 'eid' : 'itsme';
    const maxAge = req.query.max_age === '0' || req.query.purpose === 'convert' ? 0 : absoluteLimit / 1000;
    try {
      const { url, departure } = await identityClient.depart({
        means,
        maxAge,
        purpose: req.query.purpose === 'convert' ? 'convert' : 'sign-in',
        returnTo: localPath(req.query.returnTo),
        at: now(),
      });
      req.session.departures = [...(req.session.departures ?? []), departure].slice(-keptDepartures);
      res.redirect(302, url.href);
    } catch (error) {
      if (!(error instanceof SignInFailure)) throw error;
      log.warn({ code: error.code }, 'the identity provider does not answer');
      refuse(req, res, 'unavailable');
    }
  });

  router.get('/sign-in/return', async (req, res) => {
    const departure = req.session.departures?.find(({ state }) => state === req.query.state);
    if (!departure) {
      // The browser's « back » after a sign-in that went well.
      if (findViewerOf(res)) res.redirect(303, '/');
      else refuse(req, res, 'failed');
      return;
    }
    req.session.departures = req.session.departures?.filter((one) => one !== departure);
    const identity = await identityClient.welcome(req.originalUrl, departure).catch((error: unknown) => {
      if (error instanceof SignInFailure) return error;
      throw error;
    });
    if (identity instanceof SignInFailure) {
      if (identity.kind === 'cancelled') {
        leaveFlash(req, { kind: 'information', text: "L'identification a été annulée." });
        res.redirect(
          303,
          findViewerOf(res)
            ? departure.returnTo
            : `/sign-in?${new URLSearchParams({ returnTo: departure.returnTo }).toString()}`,
        );
        return;
      }
      log.warn({ code: identity.code }, 'sign-in refused');
      if (identity.kind === 'refused') await recordRefusedSignIn(db, { reason: 'proof', at: now() });
      refuse(req, res, identity.kind === 'unavailable' ? 'unavailable' : 'failed');
      return;
    }

    const { acr, age, idToken } = identity;
    if (departure.purpose === 'convert') {
      if (isStrong({ acr })) {
        keepClaimant(deps, req, identity);
        res.redirect(303, departure.returnTo);
      } else {
        await recordRefusedSignIn(db, { acr, reason: 'weak', at: now() });
        refuse(req, res, 'weak');
      }
      return;
    }
    const account = await findAccountByNiss(db, hashNationalNumber(identity.niss, config.nissPepper));
    const refusal = !isStrong({ acr })
      ? 'weak'
      : !account
        ? 'unknown'
        : account.isDeactivated
          ? 'deactivated'
          : undefined;
    if (refusal || !account) {
      await recordRefusedSignIn(db, { userId: account?.id ?? null, acr, reason: refusal ?? 'unknown', at: now() });
      refuse(req, res, refusal ?? 'unknown');
      return;
    }
    await openSession(deps, req, { userId: account.id, acr, age, idToken });
    if (!departure.returnTo.startsWith('/sign-in/')) await tellWhatWaits(deps, req, account.id);
    res.redirect(303, departure.returnTo);
  });

  router.get('/sign-in/resume', resume(deps));

  router.post('/sign-out', async (req, res) => {
    const { userId, idToken, acr, seeing } = req.session;
    await endSession(req);
    if (seeing) await endView(db, seeing, now());
    if (userId) await recordSignOut(db, { userId, acr: acr ?? null, at: now() });
    res.clearCookie(cookieNameOf(config.publicUrl), {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: config.publicUrl.startsWith('https:'),
    });
    const url = userId && isStrong({ acr: acr ?? null }) ? await identityClient.findSignOutUrl(idToken) : undefined;
    res.redirect(303, url?.href ?? '/sign-in/signed-out');
  });

  router.get('/sign-in/signed-out', (req, res) => {
    renderPage(deps, req, res, 'sign-in/signed-out', { title: 'Vous êtes déconnecté·e', layout: 'plain' });
  });

  // The click itself counts: reading the session has moved its end.
  router.post('/session/extend', (req, res) => {
    if (req.session.userId) req.session.lastSeenAt = now();
    res.status(req.session.userId ? 204 : 401).end();
  });

  router.use(legacyRoutes(deps));
  router.use(conversionRoutes(deps));
  return router;
}
