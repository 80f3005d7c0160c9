/** « Convertir mon utilisateur » (guide de l'accueillant·e, 12): the old shared account becomes that of a named person. */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { convertAccount, getConversion } from '../../db/accounts.ts';
import { dayOf } from '../../domain/calendar.ts';
import { hashNationalNumber, parseNationalNumber } from '../../domain/national-number.ts';
import { findViewerOf, type Dependencies } from '../context.ts';
import { endSession } from '../middleware/session.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { Problem } from '../problems.ts';

const required = 'Ce champ est requis';
const badEmail = 'Le courriel doit avoir la forme nom@exemple.be';
const badNiss =
  "Le numéro de registre national n'est pas correct : vérifiez ses 11 chiffres, au dos de la carte d'identité";
const noConsent = 'Cochez la case pour certifier le consentement';
const impossible = "La conversion n'a pas pu être faite avec ces données. Contactez le helpdesk.";
const converted =
  "Votre utilisateur est converti. Connectez-vous maintenant avec itsme ou eID : le nom d'utilisateur et le mot de passe ne servent plus.";

/** The sentence of the guides of February 2023, shown by `views/sign-in/convert-user.hbs`. */
const consentVersion = 'niss-2023-02';
const labels = {
  firstName: 'Prénom',
  familyName: 'Nom',
  email: 'Email',
  niss: 'N° de registre national',
  consent: 'Consentement',
};
type Field = keyof typeof labels;

const text = z.string().trim().default('').pipe(z.string().min(1, required).max(100, 'Au plus 100 caractères'));
const Form = z.strictObject({
  firstName: text,
  familyName: text,
  email: text.pipe(z.string().regex(/^[^\s@<>]{1,64}@[^\s@<>.]+(\.[^\s@<>.]+)+$/, badEmail)),
  niss: text,
  consent: z.literal('oui', { error: noConsent }),
});

export function conversionRoutes(deps: Dependencies): Router {
  const { config, db, now } = deps;
  const router = Router();

  const show = (
    req: Request,
    res: Response,
    values: Partial<Record<Field, unknown>>,
    error: Partial<Record<Field, string>> = {},
    errors?: { href?: string; text: string }[],
  ) => {
    renderPage(deps, req, res, 'sign-in/convert-user', {
      title: 'Convertir mon utilisateur',
      layout: 'plain',
      values,
      error,
      errors,
    });
  };

  router.get('/convert-user', requireWeakSession, async (req, res) => {
    show(req, res, await getConversion(db, req.session.userId!));
  });

  router.post('/convert-user', requireWeakSession, async (req, res) => {
    const body = (req.body ?? {}) as Partial<Record<Field, unknown>>;
    const form = Form.safeParse(body);
    const niss = parseNationalNumber(typeof body.niss === 'string' ? body.niss : '', dayOf(now()));
    const error: Partial<Record<Field, string>> = {};
    for (const {
      path: [field],
      message,
      code,
    } of form.error?.issues ?? []) {
      if (code === 'unrecognized_keys') throw new Problem(422, 'form');
      error[field as Field] ??= message;
    }
    if (!niss.ok) error.niss ??= badNiss;
    if (!form.success || !niss.ok) {
      res.status(422);
      show(
        req,
        res,
        body,
        error,
        (Object.keys(labels) as Field[])
          .filter((field) => error[field])
          .map((field) => ({
            href: `#${field}`,
            text: field === 'consent' ? error[field]! : `${labels[field]} : ${error[field]!}`,
          })),
      );
      return;
    }
    const { firstName, familyName, email } = form.data;
    const isDone = await convertAccount(db, {
      userId: req.session.userId!,
      firstName,
      familyName,
      email,
      nissHash: hashNationalNumber(niss.value, config.nissPepper),
      consentVersion,
      at: now(),
    });
    if (!isDone) {
      // Whose the number is, is nobody's business.
      res.status(422);
      show(req, res, body, {}, [{ text: impossible }]);
      return;
    }
    await endSession(req);
    leaveFlash(req, { kind: 'done', text: converted });
    res.redirect(303, '/sign-in');
  });

  return router;
}

/** Who has signed in strongly has nothing to convert. */
const requireWeakSession: RequestHandler = (req, res, next) => {
  if (findViewerOf(res)) res.redirect(303, '/');
  else if (!req.session.userId) res.redirect(303, '/sign-in');
  else next();
};
