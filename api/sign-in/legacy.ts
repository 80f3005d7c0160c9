/** The old user name and password: good for one thing, converting one's account (guide, 5.3 « Remarque »; 12). */
import { Router } from 'express';
import { z } from 'zod';
import { findLegacyAccount, recordRefusedSignIn } from '../../db/accounts.ts';
import type { Dependencies } from '../context.ts';
import { path, secret } from '../forms/envelope.ts';
import { optionalLine, wordsIn } from '../forms/inputs.ts';
import { unknownField } from '../forms/sentences.ts';
import { issueCsrfToken } from '../middleware/forms.ts';
import { renderPage } from '../page.ts';
import { meansButtons } from './identity-client.ts';
import { signInThrottles } from './lock.ts';
import { openSession } from './open-session.ts';
import { verifyPassword } from './passwords.ts';
import { rememberLogin } from './remembered-login.ts';
import { localPath } from './return-to.ts';
import { createThrottle } from './throttle.ts';

const wrong = "Le nom d'utilisateur (ou le courriel) ou le mot de passe ne correspond pas.";
const missing = { login: "Encodez votre nom d'utilisateur ou votre courriel", password: 'Encodez votre mot de passe' };
/** What FAS calls a sign-in by user name and password. */
const passwordAcr = 200;

const Form = z.strictObject({
  login: optionalLine(200),
  password: secret,
  remember: z.literal('oui').optional(),
  returnTo: path.optional(),
});

export function legacyRoutes(deps: Dependencies): Router {
  const { config, db, now } = deps;
  const { perName, perAccount } = signInThrottles(deps);
  // One address may try more, for a crèche behind one address has several people.
  const perAddress = createThrottle(deps, 'address', { points: 30 });
  const router = Router();

  router.post('/sign-in', async (req, res) => {
    const parsed = Form.safeParse(req.body ?? {});
    const form: Partial<z.infer<typeof Form>> = parsed.data ?? {
      // As it was typed, however long: it is read elsewhere.
      login: wordsIn((req.body as { login?: unknown } | undefined)?.login, 200_000),
    };
    const showAgain = (error: Partial<typeof missing>, summary?: string) => {
      issueCsrfToken(req, res);
      const errors = summary
        ? [{ href: '#login', text: summary }]
        : Object.entries(error).map(([field, text]) => ({ href: `#${field}`, text }));
      res.status(422);
      renderPage(deps, req, res, 'sign-in/sign-in', {
        title: 'Connexion',
        means: meansButtons({ returnTo: localPath(form.returnTo) }),
        values: { login: form.login, remember: form.remember },
        error,
        errors,
      });
    };
    if (!parsed.success) {
      showAgain({}, unknownField);
      return;
    }
    if (!form.login || !form.password) {
      showAgain({
        ...(form.login ? {} : { login: missing.login }),
        ...(form.password ? {} : { password: missing.password }),
      });
      return;
    }

    await perAddress.consume(req.ip ?? '');
    const name = form.login.toLowerCase();
    await perName.consume(name);
    const account = await findLegacyAccount(db, form.login);
    // By user name or by e-mail address, it is the same account: too many tries of both together are a wrong password, so that nobody learns that they belong together.
    const isCounted = await perAccount.tryConsume(account?.id ?? name);
    const fits = await verifyPassword(account?.passwordHash, form.password);
    // One answer for all: it must not tell which accounts exist.
    if (!account || !fits || !isCounted || account.isDeactivated) {
      await recordRefusedSignIn(db, { userId: account?.id ?? null, acr: passwordAcr, reason: 'password', at: now() });
      showAgain({}, wrong);
      return;
    }
    await Promise.all([perName.forget(name), perAccount.forget(account.id)]);
    await openSession(deps, req, { userId: account.id, acr: passwordAcr, age: 0 });
    rememberLogin(config, res, form.remember ? form.login : undefined);
    res.redirect(303, '/convert-user');
  });

  return router;
}
