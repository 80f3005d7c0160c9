/** « Phrases types »: what the helpdesk writes often, with variables that are filled in when one is put into an answer. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findSentence, listSentences, retireSentence, writeSentence } from '../../db/helpdesk/sentences.ts';
import type { CannedSentence } from '../../db/models/canned-sentence.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { unknownIn, variables } from '../../domain/helpdesk/sentences.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { token, version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, withTyped, type Faults } from '../forms/form.ts';
import { requiredLine, requiredText, textarea } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { shownAgain, withoutNumber } from './free-text.ts';

const path = '/office/helpdesk/sentences';
const Form = z.strictObject({
  token: token.optional(),
  version: version.optional(),
  title: requiredLine('Donnez un titre à la phrase', 80),
  text: withoutNumber(requiredText('Écrivez la phrase', 3000)).superRefine((text, context) => {
    const unknown = unknownIn(text);
    if (unknown.length > 0)
      context.addIssue({
        code: 'custom',
        message: `{${unknown[0] ?? ''}} n'est pas une variable : employez ${Object.keys(variables)
          .map((name) => `{${name}}`)
          .join(', ')}`,
      });
  }),
});
const New = Form.safeExtend({ token });
const Change = Form.safeExtend({ version });

const inputs = [
  {
    partial: 'field-text',
    name: 'title',
    label: 'Titre',
    required: true,
    hint: 'Ce que le helpdesk lit dans la liste ; la personne ne le voit pas.',
  },
  textarea('text', 'Phrase', {
    rows: 8,
    hint: `Variables : ${Object.entries(variables)
      .map(([name, meaning]) => `{${name}} (${meaning})`)
      .join(', ')}.`,
  }),
];

export function sentenceRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(path, (_req, res, next) => {
    if (!getViewer(res).ability.can('answer', 'Ticket')) throw forbidden('Les phrases types sont celles du helpdesk.');
    next();
  });

  router.get(path, async (req, res) => {
    renderPage(deps, req, res, 'helpdesk/sentences', {
      title: 'Phrases types',
      back: { href: '/office/helpdesk', label: 'aux tickets' },
      rows: (await listSentences(db)).map(({ id, title, text, written_at: at }) => ({
        cells: [
          { text: title, href: `${path}/${id}`, strong: true },
          { text: text.length > 120 ? `${text.slice(0, 117)}…` : text },
          { text: formatShortDate(dayOf(at)) },
        ],
      })),
    });
  });
  router.get(`${path}/new`, (req, res) => {
    show(deps, req, res, undefined);
  });
  router.get(`${path}/:id`, async (req, res) => {
    show(deps, req, res, await getSentence(deps, req));
  });
  router.post(`${path}/new`, (req, res) => send(deps, req, res, undefined));
  router.post(`${path}/:id`, async (req, res) => {
    await send(deps, req, res, await getSentence(deps, req));
  });
  router.post(`${path}/:id/retire`, async (req, res) => {
    const sentence = await getSentence(deps, req);
    const form = z.strictObject({ version }).safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      show(deps, req, res, sentence, faultsIn(form.error));
      return;
    }
    if (!(await retireSentence(db, getViewer(res), { id: sentence.id, version: form.data.version }, now())))
      throw changed(sentence.id, []);
    leaveFlash(req, { kind: 'done', text: 'La phrase type est retirée de la liste.' });
    res.redirect(303, path);
  });
  return router;
}

async function getSentence({ db }: Dependencies, req: Request): Promise<CannedSentence> {
  const found = await findSentence(db, idOf(req));
  if (!found) throw notFound();
  return found;
}

const changed = (id: string, kept: { label: string; value: string }[]) =>
  conflict({
    title: 'Cette phrase type a été changée entre-temps',
    what: 'Un·e collègue a enregistré cette phrase type',
    kept,
    backHref: `${path}/${id}`,
    backText: 'Ouvrir la phrase comme elle est maintenant',
  });

async function send(deps: Dependencies, req: Request, res: Response, one: CannedSentence | undefined): Promise<void> {
  const form = (one ? Change : New).safeParse(req.body ?? {});
  if (!form.success) {
    res.status(422);
    show(deps, req, res, one, faultsIn(form.error));
    return;
  }
  const { title, text, token: fresh, version: seen } = form.data;
  const written = await writeSentence(
    deps.db,
    getViewer(res),
    { id: one?.id ?? fresh ?? randomUUID(), title, text, ...(seen === undefined ? {} : { version: seen }) },
    deps.now(),
  );
  if (written === 'title') {
    res.status(422);
    show(deps, req, res, one, { title: 'Une autre phrase type porte ce titre : choisissez-en un autre' });
    return;
  }
  if (written === 'stale')
    throw changed(one?.id ?? '', [
      { label: 'Titre', value: title },
      { label: 'Phrase', value: text },
    ]);
  leaveFlash(req, { kind: 'done', text: 'La phrase type est enregistrée.' });
  res.redirect(303, path);
}

function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  one: CannedSentence | undefined,
  faults: Faults = {},
): void {
  const sent = (req.method === 'POST' ? req.body : undefined) as Record<string, unknown> | undefined;
  const action = `${path}/${one?.id ?? 'new'}`;
  renderPage(deps, req, res, 'helpdesk/sentence', {
    title: one ? 'Changer une phrase type' : 'Nouvelle phrase type',
    about: one?.title,
    back: { href: path, label: 'aux phrases types' },
    action,
    drafted: action,
    version: one?.version,
    token: one ? undefined : isUuid(sent?.token) ? sent.token : randomUUID(),
    fields: inputs.map((input) =>
      withTyped(input, sent ? shownAgain(sent) : { title: one?.title, text: one?.text }, faults),
    ),
    errors: errorLinks(faults, idsOf(inputs)),
    retire: one && { action: `${action}/retire`, version: one.version },
  });
}
