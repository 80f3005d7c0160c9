/** Changing what a software may do, and shutting it out. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { changeApplication, revokeApplication } from '../../db/applications/change.ts';
import { placesToOpen } from '../../db/applications/list.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { ensureRecentSignIn } from '../middleware/require-portal.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, notFound, Problem } from '../problems.ts';
import { openOne, revoked } from './add.ts';
import { applicationOf, pathOf } from './body.ts';
import { fieldsShape, inputsFor, readFields } from './fields.ts';

const ChangeForm = z.strictObject({ ...fieldsShape, version });
const Nothing = z.strictObject({});

export async function showChange(deps: Dependencies, req: Request, res: Response, faults: Faults = {}): Promise<void> {
  const application = openOne(await applicationOf(deps, req, res));
  const places = await placesToOpen(deps.db, getViewer(res), application.organisingBodyId);
  const typed = (req.method === 'POST' ? (req.body ?? {}) : {}) as Record<string, unknown>;
  const inputs = inputsFor(places, {
    ...application,
    places: application.places.map(({ id }) => id),
    networks: application.networks.join('\n'),
  });
  if (isFaulty(faults)) res.status(422);
  renderPage(deps, req, res, 'applications/form', {
    title: `Modifier « ${application.name} »`,
    back: { href: pathOf(application.id), label: "à l'application" },
    hasPlaces: places.length > 0,
    action: pathOf(application.id, '/change'),
    hidden: [
      { name: 'version', value: typeof typed.version === 'string' ? typed.version : String(application.version) },
    ],
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
    signed: true,
    button: 'Enregistrer',
    cancelHref: pathOf(application.id),
  });
}

export async function sendChange(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const application = openOne(await applicationOf(deps, req, res));
  const viewer = getViewer(res);
  const form = ChangeForm.safeParse(req.body ?? {});
  if (!form.success) {
    await showChange(deps, req, res, faultsIn(form.error));
    return;
  }
  const { version: seen, ...typed } = form.data;
  const { fields, faults } = readFields(typed, await placesToOpen(deps.db, viewer, application.organisingBodyId));
  if (isFaulty(faults)) {
    await showChange(deps, req, res, faults);
    return;
  }
  if (!(await ensureRecentSignIn(deps, req, res))) return;
  const done = await changeApplication(deps.db, viewer, application.id, { ...fields, seen }, deps.now());
  if (done === undefined) throw revoked(application);
  if (done === 'changed')
    throw conflict({
      title: "L'application a changé entre-temps",
      what: 'Une autre personne a modifié cette application depuis que vous avez ouvert la page',
      possible: [{ label: "Revoir l'application telle qu'elle est", href: pathOf(application.id, '/change') }],
    });
  leaveFlash(req, { kind: 'done', text: `« ${fields.name} » est modifiée : c'est valable dès son prochain appel.` });
  res.redirect(303, pathOf(application.id));
}

export async function showRevoke(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const application = openOne(await applicationOf(deps, req, res));
  renderPage(deps, req, res, 'applications/confirm', {
    title: `Révoquer « ${application.name} » ?`,
    back: { href: pathOf(application.id), label: "à l'application" },
    points: [
      'Dès maintenant, tous ses jetons cessent : le logiciel ne lit plus rien et n’encode plus rien.',
      'Ses webhooks sont retirés.',
      'Ce qu’elle a encodé reste, et son historique aussi.',
      'C’est définitif : pour la laisser revenir, vous ajouterez une nouvelle application.',
    ],
    action: pathOf(application.id, '/revoke'),
    button: { label: 'Révoquer', kind: 'stop' },
    cancelHref: pathOf(application.id),
  });
}

/** At once, without another sign-in: whoever shuts a door is not held up. */
export async function sendRevoke(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const application = await applicationOf(deps, req, res);
  if (!Nothing.safeParse(req.body ?? {}).success) throw new Problem(422, 'form');
  if (!(await revokeApplication(deps.db, getViewer(res), application.id, deps.now()))) throw notFound();
  leaveFlash(req, { kind: 'done', text: `« ${application.name} » est révoquée : ses jetons ne servent plus.` });
  res.redirect(303, pathOf(application.id));
}
