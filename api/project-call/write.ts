/** Writing a call, joining its rules, publishing it: by who answers for calls. What is published is not rewritten. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { attachRules, findCall, publishCall, writeCall, type ProjectCall } from '../../db/project-call/calls.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { acceptFile } from '../documents/accept-file.ts';
import { noteRefusal } from '../documents/file-fields.ts';
import { extensionOf } from '../documents/file-name.ts';
import { receivedIn } from '../documents/receive-files.ts';
import { version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { CallForm, faultsOf, inputs, valuesOf, wordingOf } from './call-form.ts';
import { rulesShown } from './rules-document.ts';

const notYours = 'Les appels à projets sont écrits par les superviseurs.';
export const officePath = '/office/calls';
const onlyPdf = 'Le règlement est un fichier PDF : depuis votre traitement de texte, « Enregistrer sous », PDF';

export function writingRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.get(`${officePath}/new`, (req, res) => {
    ensureWriter(res);
    show(deps, req, res, undefined);
  });
  router.post(`${officePath}/new`, async (req, res) => {
    ensureWriter(res);
    await send(deps, req, res, undefined);
  });
  router.get(`${officePath}/:id/edit`, async (req, res) => {
    show(deps, req, res, await getWritten(deps, req, res));
  });
  router.post(`${officePath}/:id/edit`, async (req, res) => {
    await send(deps, req, res, await getWritten(deps, req, res));
  });

  router.post(`${officePath}/:id/rules`, async (req, res) => {
    const call = await getWritten(deps, req, res);
    const [file] = receivedIn(res, 'file');
    const faults: Faults = {};
    if (!file) faults.file = 'Choisissez le document sur votre appareil';
    else if (extensionOf(file.givenName) !== 'pdf') faults.file = onlyPdf;
    else {
      const accepted = await acceptFile(deps)(file);
      if (accepted.ok) {
        if ((await attachRules(db, call.id, accepted.document)) === 0) throw changed(call);
        leaveFlash(req, { kind: 'done', text: 'Le règlement est joint.' });
        res.redirect(303, `${officePath}/${call.id}/edit`);
        return;
      }
      noteRefusal(res, accepted);
      faults.file = accepted.message;
    }
    res.status(422);
    show(deps, req, res, call, faults);
  });

  router.post(`${officePath}/:id/publish`, async (req, res) => {
    const call = await getWritten(deps, req, res);
    const form = z.strictObject({ version }).safeParse(req.body ?? {});
    const faults = form.success ? faultsOf(call, now()) : faultsIn(form.error);
    if (!form.success || isFaulty(faults)) {
      res.status(422);
      show(deps, req, res, call, faults);
      return;
    }
    if (!(await publishCall(db, getViewer(res), { id: call.id, version: form.data.version, at: now() })))
      throw changed(call);
    leaveFlash(req, { kind: 'done', text: "L'appel est publié : les opérateurs le lisent dans « Appels à projets »." });
    res.redirect(303, `${officePath}/${call.id}`);
  });
  return router;
}

function ensureWriter(res: Response): void {
  if (!getViewer(res).ability.can('write', 'ProjectCall')) throw forbidden(notYours);
}
/** @throws Problem 403 for who does not write calls, 404, 409 once it is published */
async function getWritten({ db }: Dependencies, req: Request, res: Response): Promise<ProjectCall> {
  ensureWriter(res);
  const call = await findCall(db, idOf(req));
  if (!call) throw notFound();
  if (call.published_at !== null) throw changed(call);
  return call;
}

const changed = ({ id }: { id: string }) =>
  conflict({
    title: 'Cet appel a changé entre-temps',
    what: 'Un·e collègue a changé ou publié cet appel ; un appel publié ne se réécrit plus',
    kept: [],
    backHref: `${officePath}/${id}`,
    backText: "Voir l'appel comme il est maintenant",
  });

async function send(deps: Dependencies, req: Request, res: Response, call: ProjectCall | undefined): Promise<void> {
  const { now } = deps;
  const form = CallForm.safeParse(req.body ?? {});
  const faults = form.success ? faultsOf(wordingOf(form.data), now()) : faultsIn(form.error);
  if (!form.success || isFaulty(faults)) {
    res.status(422);
    show(deps, req, res, call, faults);
    return;
  }
  const id = await writeCall(deps.db, getViewer(res), wordingOf(form.data), {
    ...(call ? { id: call.id, version: form.data.version ?? 0 } : {}),
    at: now(),
  });
  if (id === undefined) throw changed(call ?? { id: '' });
  leaveFlash(req, { kind: 'done', text: "L'appel est enregistré. Personne d'autre ne le lit avant sa publication." });
  res.redirect(303, `${officePath}/${id}/edit`);
}

function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  call: ProjectCall | undefined,
  faults: Faults = {},
): void {
  const typed = (req.method === 'POST' && isOfForm(req) ? req.body : undefined) as Record<string, unknown> | undefined;
  const action = call ? `${officePath}/${call.id}/edit` : `${officePath}/new`;
  renderPage(deps, req, res, 'project-call/edit', {
    title: call ? "Changer l'appel" : 'Nouvel appel à projets',
    about: call?.title,
    back: { href: call ? `${officePath}/${call.id}` : officePath, label: call ? "à l'appel" : 'aux appels' },
    action,
    drafted: action,
    version: call?.version,
    fields: inputs.map((input) => withTyped(input, typed ?? valuesOf(call), faults)),
    errors: errorLinks(faults, [...idsOf(inputs), 'file']),
    ...(call
      ? {
          rules: rulesShown(call, `${officePath}/${call.id}/rules`),
          rulesAction: `${officePath}/${call.id}/rules`,
          fileFault: faults.file,
          publishAction: `${officePath}/${call.id}/publish`,
        }
      : {}),
  });
}
const isOfForm = (req: Request): boolean => /\/(?:new|edit)$/.test(req.path);
