/** Writing the letters, at ONE: the list, the form with its preview, the PDF, the second person who sends, and the list of those who get it by post. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  discardIssue,
  findIssue,
  joinFile,
  listIssues,
  sendIssue,
  writeIssue,
  type Issue,
} from '../../db/newsletters/issues.ts';
import { countMails } from '../../db/newsletters/mails.ts';
import { countReaders } from '../../db/newsletters/readers.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { letterNames } from '../../domain/newsletters.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { acceptFile } from '../documents/accept-file.ts';
import { noteRefusal } from '../documents/file-fields.ts';
import { extensionOf } from '../documents/file-name.ts';
import { receivedIn } from '../documents/receive-files.ts';
import { id, version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { notTooFar } from '../forms/inputs.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { ChangeForm, inputs, NewForm, valuesOf, wordingOf } from './form.ts';
import { postListRoutes } from './post-list.ts';
import { sendFile } from './send-file.ts';
import { issueShown, persons, standingOf } from './words.ts';

const list = '/office/newsletters/write';
/** Buttons that send no field. */
const Sent = z.strictObject({ version });
const onlyPdf = 'Le numéro complet est un fichier PDF : depuis votre traitement de texte, « Enregistrer sous », PDF';

export function newsletterWritingRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(list, (_req, res, next) => {
    if (!getViewer(res).ability.can('write', 'Communication'))
      throw forbidden('Le Flash Accueil et PRO.DIG.E sont écrits par le helpdesk et les superviseurs.');
    next();
  });
  router.use(postListRoutes(deps));

  router.get(list, async (req, res) => {
    const page = await listIssues(db, cursorOf(req, id), 'all');
    renderPage(deps, req, res, 'newsletters/written', {
      title: 'Écrire le Flash Accueil et PRO.DIG.E',
      back: { href: '/office/newsletters', label: 'aux numéros' },
      rows: page.rows.map((one) => ({
        cells: [
          { text: one.title, href: `${list}/${one.id}`, strong: true, sub: letterNames[one.letter] },
          { text: formatShortDate(one.dated_on) },
          { badge: standingOf(one), text: '' },
        ],
      })),
      pager: pagerOf(page, list),
    });
  });
  router.get(`${list}/new`, (req, res) => show(deps, req, res, undefined));
  router.get(`${list}/:id`, async (req, res) => show(deps, req, res, await getIssue(deps, req)));
  router.get(`${list}/:id/file`, async (req, res) => sendFile(deps, res, await getIssue(deps, req)));
  router.post(`${list}/new`, (req, res) => save(deps, req, res, undefined));
  router.post(`${list}/:id`, async (req, res) => save(deps, req, res, await getUnsent(deps, req)));

  router.post(`${list}/:id/file`, async (req, res) => {
    const one = await getUnsent(deps, req);
    const [file] = receivedIn(res, 'file');
    const faults: Faults = {};
    if (!file) faults.file = 'Choisissez le document sur votre appareil';
    else if (extensionOf(file.givenName) !== 'pdf') faults.file = onlyPdf;
    else {
      const accepted = await acceptFile(deps)(file);
      if (accepted.ok) {
        if (!(await joinFile(db, getViewer(res), { id: one.id, ...accepted.document }, now()))) throw changed(one, []);
        leaveFlash(req, { kind: 'done', text: 'Le PDF est joint au numéro.' });
        res.redirect(303, `${list}/${one.id}`);
        return;
      }
      noteRefusal(res, accepted);
      faults.file = accepted.message;
    }
    res.status(422);
    await show(deps, req, res, one, faults);
  });

  router.post(`${list}/:id/send`, async (req, res) => {
    const one = await getIssue(deps, req);
    const form = Sent.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      await show(deps, req, res, one, faultsIn(form.error));
      return;
    }
    const done = await sendIssue(db, getViewer(res), { id: one.id, version: form.data.version, at: now() });
    if (done === 'own') throw forbidden('Vous avez écrit ce numéro : une autre personne l’envoie.');
    if (!done) throw changed(one, []);
    leaveFlash(req, {
      kind: 'done',
      text: 'Le numéro est envoyé : il se lit sur le portail, et les courriels partent par petits lots.',
    });
    res.redirect(303, `${list}/${one.id}`);
  });

  router.post(`${list}/:id/discard`, async (req, res) => {
    if (!(await findIssue(db, idOf(req)))) {
      // Clicked twice: it is gone already.
      res.redirect(303, list);
      return;
    }
    const one = await getUnsent(deps, req);
    const form = Sent.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      await show(deps, req, res, one, faultsIn(form.error));
      return;
    }
    if (!(await discardIssue(db, getViewer(res), { id: one.id, version: form.data.version, at: now() })))
      throw changed(one, []);
    leaveFlash(req, { kind: 'done', text: 'Le numéro est supprimé.' });
    res.redirect(303, list);
  });
  return router;
}

async function getIssue({ db }: Dependencies, req: Request): Promise<Issue> {
  const found = await findIssue(db, idOf(req));
  if (!found) throw notFound();
  return found;
}
/** @throws Problem 404, 409 once it is sent */
async function getUnsent(deps: Dependencies, req: Request): Promise<Issue> {
  const one = await getIssue(deps, req);
  if (one.sent_at !== null) throw changed(one, []);
  return one;
}

const changed = (one: Pick<Issue, 'id'> | undefined, kept: { label: string; value: string }[]) =>
  conflict({
    title: 'Ce numéro a été changé entre-temps',
    what: 'Un·e collègue a changé ou envoyé ce numéro ; un numéro envoyé ne se réécrit plus',
    kept,
    backHref: `${list}/${one?.id ?? ''}`,
    backText: 'Ouvrir le numéro comme il est maintenant',
  });

async function save(deps: Dependencies, req: Request, res: Response, one: Issue | undefined): Promise<void> {
  const form = (one ? ChangeForm : NewForm).safeParse(req.body ?? {});
  const faults = form.success ? notTooFar('datedOn', form.data.datedOn, dayOf(deps.now())) : faultsIn(form.error);
  if (!form.success || isFaulty(faults)) {
    res.status(422);
    await show(deps, req, res, one, faults);
    return;
  }
  const wording = wordingOf(form.data);
  if (form.data.then === 'preview') {
    await show(deps, req, res, one, {}, wording);
    return;
  }
  const issueId = one?.id ?? ('token' in form.data ? form.data.token : randomUUID());
  const written = await writeIssue(
    deps.db,
    getViewer(res),
    { ...wording, id: issueId, ...('version' in form.data ? { version: form.data.version } : {}) },
    deps.now(),
  );
  if (!written)
    throw changed(one, [
      { label: 'Titre', value: wording.title },
      { label: 'Texte', value: wording.text },
    ]);
  leaveFlash(req, {
    kind: 'done',
    text: 'Le numéro est enregistré. Une autre personne du helpdesk ou de la supervision le relit et l’envoie.',
  });
  res.redirect(303, `${list}/${issueId}`);
}

async function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  one: Issue | undefined,
  faults: Faults = {},
  previewed?: ReturnType<typeof wordingOf>,
): Promise<void> {
  // The buttons that send and that join a file send no field.
  const typed = (req.method === 'POST' && !/\/(?:send|file|discard)$/.test(req.path) ? req.body : undefined) as
    | Record<string, unknown>
    | undefined;
  const action = `${list}/${one?.id ?? 'new'}`;
  const today = dayOf(deps.now());
  const seen = previewed ?? (typed ? undefined : one);
  const [readers, mails] = await Promise.all([
    seen && !one?.sent_at ? countReaders(deps.db, seen.letter, today) : undefined,
    one?.sent_at ? countMails(deps.db, one.id) : undefined,
  ]);
  const file = one && { name: one.file_name, size: one.file_size, href: `${action}/file` };
  renderPage(deps, req, res, 'newsletters/edit', {
    title: one ? (one.sent_at ? one.title : 'Changer un numéro') : 'Nouveau numéro',
    about: one?.title,
    badge: one && standingOf(one),
    back: { href: list, label: 'à la liste' },
    action,
    drafted: one?.sent_at ? undefined : action,
    version: one?.version,
    token: one ? undefined : isUuid(typed?.token) ? typed.token : randomUUID(),
    fields: one?.sent_at ? [] : inputs.map((input) => withTyped(input, typed ?? valuesOf(one, today), faults)),
    errors: errorLinks(faults, [...idsOf(inputs), 'file']),
    isPreview: previewed !== undefined,
    issue: seen && issueShown(seen, file),
    facts: [
      ...(readers
        ? [
            { label: 'Par courriel', value: persons(readers.mail) },
            { label: 'Par la poste', value: persons(readers.post) },
          ]
        : []),
      ...(mails
        ? [
            { label: 'Courriels envoyés', value: persons(mails.sent) },
            { label: 'À envoyer encore', value: persons(mails.waiting) },
            {
              label: 'Non envoyés',
              value: `${persons(mails.dropped)} : adresse refusée, ou désinscription entre-temps`,
            },
          ]
        : []),
    ],
    isSent: one !== undefined && one.sent_at !== null,
    send: one && !one.sent_at && !typed && one.written_by !== getViewer(res).userId ? `${action}/send` : undefined,
    fileAction: one && !one.sent_at ? `${action}/file` : undefined,
    discard: one && !one.sent_at && !typed ? `${action}/discard` : undefined,
    hasFile: one?.file_name,
    fileFault: faults.file,
  });
}
