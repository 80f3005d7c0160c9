/** « Ajouter un utilisateur » (guide de 2023, 6.1.2.1). What is answered never tells whether the portal knows the person already. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { addMember } from '../../db/users/add-member.ts';
import { findMember } from '../../db/users/list-members.ts';
import { dayOf } from '../../domain/calendar.ts';
import { numberConsent } from '../../domain/consent.ts';
import { hashNationalNumber, parseNationalNumber, type NationalNumberRefusal } from '../../domain/national-number.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { emailAddress } from '../forms/email.ts';
import { id } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { requiredLine } from '../forms/inputs.ts';
import { required } from '../forms/sentences.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import type { Throttle } from '../sign-in/throttle.ts';
import { bodyOf, usersPath, type Body } from './body.ts';
import { refusals } from './words.ts';

const Form = z.strictObject({
  body: id,
  firstName: requiredLine(required),
  familyName: requiredLine(required),
  email: emailAddress(required),
  niss: requiredLine(required, 40),
  consent: z.literal('oui', { error: 'Cochez la case pour certifier le consentement' }),
});

const nissFaults: Record<NationalNumberRefusal, string> = {
  empty: required,
  characters: 'Le numéro de registre national ne contient que des chiffres, des points, des tirets et des espaces',
  length: 'Le numéro de registre national a 11 chiffres',
  check: 'Ce numéro de registre national n’existe pas : vérifiez chaque chiffre',
  sequence: 'Ce numéro de registre national n’existe pas : vérifiez chaque chiffre',
  date: 'Ce numéro de registre national n’existe pas : vérifiez chaque chiffre',
};

const inputs: Input[] = [
  { partial: 'field-text', name: 'firstName', label: 'Prénom', required: true, autocomplete: 'off' },
  { partial: 'field-text', name: 'familyName', label: 'Nom', required: true, autocomplete: 'off' },
  {
    partial: 'field-text',
    name: 'email',
    label: 'Courriel',
    type: 'email',
    required: true,
    autocomplete: 'off',
    hint: 'Les avis du portail y seront envoyés.',
  },
  {
    partial: 'field-text',
    name: 'niss',
    label: 'N° de registre national',
    required: true,
    inputmode: 'numeric',
    autocomplete: 'off',
    hint: "11 chiffres, au dos de la carte d'identité. Le portail n'en garde qu'une empreinte : il n'est plus jamais affiché.",
  },
  { partial: 'field-checkbox', name: 'consent', label: numberConsent.sentence, required: true },
];

export function showAdd(deps: Dependencies, req: Request, res: Response, faults: Faults = {}): void {
  const body = bodyOf(req, getViewer(res));
  const typed = (req.method === 'POST' ? (req.body ?? {}) : {}) as Record<string, unknown>;
  // A national number is typed again: it stands in no page.
  const { niss: _, ...shown } = typed;
  if (isFaulty(faults)) res.status(422);
  renderPage(deps, req, res, 'users/add', {
    title: 'Ajouter un utilisateur',
    back: { href: usersPath(body), label: 'aux utilisateurs' },
    line: body.name,
    action: '/pro/users',
    body: body.id,
    fields: inputs.map((input) => withTyped(input, shown, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
    cancelHref: usersPath(body),
  });
}

export async function sendAdd(deps: Dependencies, req: Request, res: Response, tries: Throttle): Promise<void> {
  const viewer = getViewer(res);
  const body = bodyOf(req, viewer);
  const form = Form.safeParse(req.body ?? {});
  const faults = form.success ? {} : faultsIn(form.error);
  const { niss: typed } = (req.body ?? {}) as { niss?: unknown };
  const read = parseNationalNumber(typeof typed === 'string' ? typed : '', dayOf(deps.now()));
  if (!read.ok) faults.niss ??= nissFaults[read.reason];
  if (!form.success || !read.ok) {
    showAdd(deps, req, res, faults);
    return;
  }
  // Numbers are not tried out here, one after the other.
  await tries.consume(viewer.userId);
  const { firstName, familyName, email } = form.data;
  const nissHash = hashNationalNumber(read.value, deps.config.nissPepper);
  const added = await addMember(
    deps.db,
    viewer,
    body.id,
    { firstName, familyName, email, nissHash, consentVersion: numberConsent.version },
    deps.now(),
  );
  if (added === 'manager' || added === 'administrator') throw forbidden(refusals[added]);
  if (added.outcome === 'there') await tellThere(deps, req, res, body, added.userId);
  else {
    leaveFlash(req, {
      kind: 'done',
      title: `${firstName} ${familyName} est ajouté·e.`,
      text: 'La personne ne pourra pas accéder aux fonctionnalités souhaitées tant que ses accès ne sont pas configurés\u00a0: cochez-les ci-dessous.',
    });
    res.redirect(303, usersPath(body, `/${added.userId}/rights`));
  }
}

/** One of the body's own users: who it is, is no secret to those who manage them. */
async function tellThere(
  { db, now }: Dependencies,
  req: Request,
  res: Response,
  body: Body,
  userId: string,
): Promise<void> {
  const member = await findMember(db, getViewer(res), { userId, bodyId: body.id }, now());
  leaveFlash(req, {
    kind: 'information',
    text: member
      ? `Cette personne est déjà dans votre liste\u00a0: ${member.firstName} ${member.familyName}${member.deactivatedAt === null ? '' : ', dont le profil est désactivé'}. Rien n'a été modifié.`
      : 'Cette personne est déjà dans votre liste.',
  });
  res.redirect(303, usersPath(body, `/${userId}/rights`));
}
