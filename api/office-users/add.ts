/** Adding an agent of ONE. The national number is typed once, kept as its hash and shown nowhere. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { addAgent } from '../../db/office-users/add-agent.ts';
import { numberConsent } from '../../domain/consent.ts';
import { hashNationalNumber, parseNationalNumber } from '../../domain/national-number.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { emailAddress } from '../forms/email.ts';
import { token } from '../forms/envelope.ts';
import { faultsIn, isFaulty, type Faults, type Input } from '../forms/form.ts';
import { requiredLine } from '../forms/inputs.ts';
import { required } from '../forms/sentences.ts';
import { formShown } from '../helpdesk/text-form.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { createThrottle } from '../sign-in/throttle.ts';
import { path, todayOf } from './agent.ts';

const cannotBe =
  "Cet agent n'a pas pu être ajouté : vérifiez le numéro avec la personne ; s'il est juste, contactez le helpdesk.";
const Form = z.strictObject({
  token,
  firstName: requiredLine(required),
  familyName: requiredLine(required),
  email: emailAddress(required),
  niss: requiredLine(required, 30),
  consent: z.literal('oui', { error: 'Cochez la case pour certifier le consentement' }),
});
const inputs: Input[] = [
  { partial: 'field-text', name: 'firstName', label: 'Prénom', required: true, autocomplete: 'off' },
  { partial: 'field-text', name: 'familyName', label: 'Nom', required: true, autocomplete: 'off' },
  { partial: 'field-text', name: 'email', label: 'Courriel', type: 'email', required: true, autocomplete: 'off' },
  {
    partial: 'field-text',
    name: 'niss',
    label: 'Numéro de registre national',
    required: true,
    inputmode: 'numeric',
    autocomplete: 'off',
    hint: 'Onze chiffres. Il n’est plus jamais affiché.',
  },
  {
    partial: 'field-checkbox',
    name: 'consent',
    label: numberConsent.sentence,
    required: true,
  },
];

export function addAgentRoutes(deps: Dependencies): Router {
  const { db, now, config } = deps;
  const perPerson = createThrottle(deps, 'add-agent', { points: 30, seconds: 3600 });
  const router = Router();
  router.get(`${path}/new`, (req, res) => {
    show(deps, req, res);
  });
  router.post(`${path}/new`, async (req, res) => {
    const viewer = getViewer(res);
    const form = Form.safeParse(req.body ?? {});
    const faults: Faults = form.success ? {} : faultsIn(form.error);
    const number = parseNationalNumber(form.data?.niss ?? '', todayOf(deps));
    if (form.success && !number.ok) faults.niss = "Ce n'est pas un numéro de registre national";
    if (!form.success || !number.ok || isFaulty(faults)) {
      res.status(422);
      show(deps, req, res, faults);
      return;
    }
    await perPerson.consume(viewer.userId);
    const { token: newId, firstName, familyName, email } = form.data;
    const added = await addAgent(
      db,
      viewer,
      {
        id: newId,
        firstName,
        familyName,
        email,
        nissHash: hashNationalNumber(number.value, config.nissPepper),
        consentVersion: numberConsent.version,
      },
      now(),
    );
    if (added === undefined) {
      res.status(422);
      show(deps, req, res, { niss: cannotBe });
      return;
    }
    leaveFlash(req, {
      kind: 'done',
      text: `${firstName} ${familyName} est ajouté·e. Sans fonction, rien ne lui est ouvert : donnez-lui-en une.`,
    });
    res.redirect(303, `${path}/${added}`);
  });
  return router;
}

function show(deps: Dependencies, req: Request, res: Response, faults: Faults = {}): void {
  if (!getViewer(res).ability.can('add', 'Agent'))
    throw forbidden('Les agents de l’ONE sont ajoutés par les superviseurs.');
  const typed = { ...((req.body ?? {}) as Record<string, unknown>), niss: undefined };
  renderPage(deps, req, res, 'office-users/form', {
    title: 'Ajouter un agent',
    back: { href: path, label: "aux utilisateurs de l'ONE" },
    submit: "Ajouter l'agent",
    ...formShown(inputs, typed, faults, `${path}/new`),
    drafted: undefined,
  });
}
