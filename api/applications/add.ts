/** Letting a software in, and giving it a new token: the only pages that ever show one. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { addApplication, renewToken, type Made } from '../../db/applications/change.ts';
import { placesToOpen, type ApplicationRow } from '../../db/applications/list.ts';
import { applicationLimitsOn } from '../../db/applications/limits.ts';
import { dayInMilliseconds, dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, token, whole } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { choice, radios } from '../forms/inputs.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, type Problem } from '../problems.ts';
import { applicationOf, bodyOf, listOf, listPath, pathOf } from './body.ts';
import { fieldsShape, inputsFor, readFields } from './fields.ts';
import { currentToken } from './words.ts';

const lasting = [90, 180, 365];
const chooseDays = 'Choisissez une durée';
const days = z
  .preprocess((value) => value ?? '', whole(3).or(z.literal('').transform(() => 0)))
  .refine((value) => lasting.includes(value), { error: chooseDays });
const AddForm = z.strictObject({ ...fieldsShape, body: id, token, days });
const RenewForm = z.strictObject({
  token,
  days,
  old: choice("Choisissez ce que devient l'ancien jeton", ['week', 'now']),
});

const daysInput = (most: number, value: unknown = 365): Input =>
  radios(
    'days',
    'Durée du jeton',
    lasting
      .filter((one) => one <= most)
      .map((one) => ({ value: String(one), text: one === 365 ? 'un an' : `${one / 30} mois` })),
    { value: String(value), hint: 'Les administrateurs sont prévenus 30 jours et 7 jours avant la fin.' },
  );

export async function showAdd(deps: Dependencies, req: Request, res: Response, faults: Faults = {}): Promise<void> {
  const viewer = getViewer(res);
  const body = bodyOf(req, viewer);
  const [places, limits] = await Promise.all([
    placesToOpen(deps.db, viewer, body.id),
    applicationLimitsOn(deps.db, dayOf(deps.now())),
  ]);
  const typed = (req.method === 'POST' ? (req.body ?? {}) : {}) as Record<string, unknown>;
  const inputs = [...inputsFor(places), daysInput(limits.tokenDays)];
  if (isFaulty(faults)) res.status(422);
  renderPage(deps, req, res, 'applications/form', {
    title: 'Ajouter une application externe',
    back: { href: listOf(body), label: 'aux applications externes' },
    line: body.name,
    hasPlaces: places.length > 0,
    action: listPath,
    hidden: [
      { name: 'body', value: body.id },
      { name: 'token', value: isUuid(typed.token) ? typed.token : randomUUID() },
    ],
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
    signed: true,
    button: "Ajouter l'application",
    cancelHref: listOf(body),
  });
}

export async function sendAdd(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const viewer = getViewer(res);
  const body = bodyOf(req, viewer);
  const form = AddForm.safeParse(req.body ?? {});
  if (!form.success) {
    await showAdd(deps, req, res, faultsIn(form.error));
    return;
  }
  const { token: sending, days: lasts, body: _, ...typed } = form.data;
  const { fields, faults } = readFields(typed, await placesToOpen(deps.db, viewer, body.id));
  if (isFaulty(faults)) {
    await showAdd(deps, req, res, faults);
    return;
  }
  if (!(await ensureRecentSignIn(deps, req, res))) return;
  const { tokenDays } = await applicationLimitsOn(deps.db, dayOf(deps.now()));
  const made = await addApplication(
    deps.db,
    viewer,
    body.id,
    { ...fields, days: Math.min(lasts, tokenDays) },
    { sending, at: deps.now() },
  );
  showToken(deps, req, res, made, { name: fields.name, days: Math.min(lasts, tokenDays), isNew: true });
}

export async function showRenew(deps: Dependencies, req: Request, res: Response, faults: Faults = {}): Promise<void> {
  const application = openOne(await applicationOf(deps, req, res));
  const { tokenDays, oldTokenDays } = await applicationLimitsOn(deps.db, dayOf(deps.now()));
  const typed = (req.method === 'POST' ? (req.body ?? {}) : {}) as Record<string, unknown>;
  const current = currentToken(application);
  const inputs = [
    daysInput(tokenDays),
    radios(
      'old',
      "L'ancien jeton",
      [
        { value: 'week', text: `reste valable ${oldTokenDays} jours, le temps de le remplacer dans le logiciel` },
        { value: 'now', text: "cesse tout de suite (il a été perdu, ou quelqu'un d'autre le connaît)" },
      ],
      { value: 'week' },
    ),
  ];
  if (isFaulty(faults)) res.status(422);
  renderPage(deps, req, res, 'applications/form', {
    title: `Renouveler le jeton de « ${application.name} »`,
    back: { href: pathOf(application.id), label: "à l'application" },
    line: current && `Le jeton actuel, ${current.prefix}, se termine le ${formatLongDate(dayOf(current.expiresAt))}`,
    hasPlaces: true,
    action: pathOf(application.id, '/renew'),
    hidden: [{ name: 'token', value: isUuid(typed.token) ? typed.token : randomUUID() }],
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
    signed: true,
    button: 'Créer le nouveau jeton',
    cancelHref: pathOf(application.id),
  });
}

export async function sendRenew(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const application = openOne(await applicationOf(deps, req, res));
  const form = RenewForm.safeParse(req.body ?? {});
  if (!form.success) {
    await showRenew(deps, req, res, faultsIn(form.error));
    return;
  }
  if (!(await ensureRecentSignIn(deps, req, res))) return;
  const { tokenDays, oldTokenDays } = await applicationLimitsOn(deps.db, dayOf(deps.now()));
  const lasts = Math.min(form.data.days, tokenDays);
  const made = await renewToken(
    deps.db,
    getViewer(res),
    application.id,
    { days: lasts, oldDays: form.data.old === 'week' ? oldTokenDays : 0 },
    { sending: form.data.token, at: deps.now() },
  );
  if (!made) throw revoked(application);
  showToken(deps, req, res, made, { name: application.name, days: lasts, isNew: false });
}

/**
 * Once, in the answer itself. « 201 »: such an answer is not put aside to be shown again, as others are (`isShownByRedirect`): the secret stands
 * nowhere.
 */
function showToken(
  deps: Dependencies,
  req: Request,
  res: Response,
  made: Made,
  { name, days: lasts, isNew }: { name: string; days: number; isNew: boolean },
): void {
  if (made.outcome === 'known') {
    leaveFlash(req, {
      kind: 'information',
      text: 'Ce formulaire a déjà créé un jeton, montré une seule fois. Vous ne l’avez pas copié ? Renouvelez-le.',
    });
    res.redirect(303, pathOf(made.id));
    return;
  }
  res.status(201);
  renderPage(deps, req, res, 'applications/token', {
    title: isNew ? `« ${name} » est ajoutée` : `Le nouveau jeton de « ${name} »`,
    token: made.token,
    until: dayOf(deps.now() + lasts * dayInMilliseconds),
    curl: `curl -H "Authorization: Bearer ${made.token}" ${deps.config.publicUrl}/interface/v1/places`,
    href: pathOf(made.id),
  });
}

/** @throws Problem 409 where it was revoked */
export function openOne(application: ApplicationRow): ApplicationRow {
  if (application.revokedAt !== null) throw revoked(application);
  return application;
}
export const revoked = ({ id: application, revokedBy }: ApplicationRow): Problem =>
  conflict({
    title: 'Cette application est révoquée',
    what: revokedBy ? `${revokedBy} l'a révoquée entre-temps` : 'Elle a été révoquée entre-temps',
    possible: [{ label: "Revoir l'application", href: pathOf(application) }],
  });
