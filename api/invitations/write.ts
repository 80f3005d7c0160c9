/** Inviting operators, at ONE: the list, the form, who has put their name down, cancelling. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { countInscriptions, listInscriptions } from '../../db/invitations/inscriptions.ts';
import {
  cancelInvitation,
  findInvitation,
  listAllInvitations,
  writeInvitation,
} from '../../db/invitations/invitations.ts';
import type { Invitation } from '../../db/models/invitation.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate, formatShortDateTime } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { plainSheet } from '../documents/plain-sheet.ts';
import { sendExport } from '../documents/send-export.ts';
import { id, version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { requiredLine } from '../forms/inputs.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { ChangeForm, daysOf, inputs, NewForm, valuesOf, wordingOf } from './form.ts';
import { forWhom, kindWords, rankInWords, standingOf, whenAndWhere } from './words.ts';

const path = '/office/invitations';
const Cancel = z.strictObject({ version, reason: requiredLine('Écrivez pourquoi : les inscrit·es le liront', 300) });

export function invitationWritingRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(path, (_req, res, next) => {
    if (!getViewer(res).ability.can('write', 'Communication'))
      throw forbidden('Les invitations sont écrites par le helpdesk et les superviseurs.');
    next();
  });

  router.get(path, async (req, res) => {
    const page = await listAllInvitations(db, cursorOf(req, id));
    const counts = await countInscriptions(
      db,
      page.rows.map(({ id }) => id),
      dayOf(now()),
    );
    renderPage(deps, req, res, 'invitations/list', {
      title: 'Séances et enquêtes',
      back: { href: '/office', label: "à l'accueil" },
      pager: pagerOf(page, path),
      rows: page.rows.map((one) => ({
        cells: [
          { text: one.title, href: `${path}/${one.id}`, strong: true, sub: kindWords[one.kind] },
          { text: forWhom(one), sub: whenAndWhere(one) },
          { badge: standingOf(one, dayOf(now()), counts.get(one.id) ?? 0), text: '' },
          {
            text: `${String(counts.get(one.id) ?? 0)}${one.seats === null ? '' : ` / ${String(one.seats)}`}`,
            numeric: true,
          },
          { text: formatShortDate(one.register_until) },
        ],
      })),
    });
  });
  router.get(`${path}/new`, (req, res) => show(deps, req, res, undefined));
  router.get(`${path}/:id`, async (req, res) => show(deps, req, res, await getInvitation(deps, req)));
  router.post(`${path}/new`, (req, res) => send(deps, req, res, undefined));
  router.post(`${path}/:id`, async (req, res) => send(deps, req, res, await getInvitation(deps, req)));

  router.post(`${path}/:id/cancel`, async (req, res) => {
    const one = await getInvitation(deps, req);
    const form = Cancel.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      await show(deps, req, res, one, {}, faultsIn(form.error));
      return;
    }
    const { reason, version: seen } = form.data;
    if (!(await cancelInvitation(db, getViewer(res), { id: one.id, version: seen, reason }, now())))
      throw changed(one.id, [{ label: 'Pourquoi', value: reason }]);
    leaveFlash(req, { kind: 'done', text: `« ${one.title} » est annulé ; les inscrit·es reçoivent un courriel.` });
    res.redirect(303, path);
  });

  router.get(`${path}/:id/inscriptions.xlsx`, async (req, res) => {
    const one = await getInvitation(deps, req);
    const listed = await listInscriptions(db, one.id, dayOf(now()));
    await sendExport(deps, res, {
      name: `inscriptions-${dayOf(now())}.xlsx`,
      workbook: {
        sheets: [
          plainSheet(
            'Inscriptions',
            { 'Ordre': 8, 'Nom': 28, 'Courriel': 34, 'Pouvoir organisateur': 40, 'Inscrit·e le': 18, 'Place': 22 },
            listed.map((inscription) => [
              inscription.rank === null ? '' : String(inscription.rank),
              inscription.name,
              inscription.email,
              inscription.bodies,
              formatShortDateTime(inscription.at),
              rankInWords(one, inscription.rank).text,
            ]),
          ),
        ],
      },
      subject: 'invitation',
      subjectId: one.id,
      lines: listed.length,
    });
  });
  return router;
}

async function getInvitation({ db }: Dependencies, req: Request): Promise<Invitation> {
  const found = await findInvitation(db, idOf(req));
  if (!found) throw notFound();
  return found;
}

const changed = (id: string, kept: { label: string; value: string }[]) =>
  conflict({
    title: 'Cette invitation a été changée entre-temps',
    what: 'Un·e collègue a enregistré ou annulé cette invitation',
    kept,
    backHref: `${path}/${id}`,
    backText: "Ouvrir l'invitation comme elle est maintenant",
  });

async function send(deps: Dependencies, req: Request, res: Response, one: Invitation | undefined): Promise<void> {
  const form = (one ? ChangeForm : NewForm).safeParse(req.body ?? {});
  if (!form.success) {
    res.status(422);
    await show(deps, req, res, one, faultsIn(form.error));
    return;
  }
  const faults = daysOf(form.data, dayOf(deps.now()), !one);
  if (isFaulty(faults)) {
    res.status(422);
    await show(deps, req, res, one, faults);
    return;
  }
  const { token: fresh, version: seen, title, text } = form.data;
  const written = await writeInvitation(
    deps.db,
    getViewer(res),
    { ...wordingOf(form.data), id: one?.id ?? fresh ?? randomUUID(), ...(seen === undefined ? {} : { version: seen }) },
    deps.now(),
  );
  if (typeof written === 'object') {
    const { given } = written;
    res.status(422);
    await show(deps, req, res, one, {
      seats: `${String(given)} ${given > 1 ? 'personnes ont' : 'personne a'} déjà une place : ${String(given)} au moins, ou annulez l’invitation`,
    });
    return;
  }
  if (written === 'changed')
    throw changed(one?.id ?? '', [
      { label: 'Titre', value: title },
      { label: 'Présentation', value: text },
    ]);
  leaveFlash(req, {
    kind: 'done',
    text: "L'invitation est enregistrée : ceux qu'elle concerne la lisent dès maintenant.",
  });
  res.redirect(303, path);
}

async function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  one: Invitation | undefined,
  faults: Faults = {},
  cancelFaults: Faults = {},
): Promise<void> {
  const sent = (req.method === 'POST' ? req.body : undefined) as Record<string, unknown> | undefined;
  const isCancelling = Object.keys(cancelFaults).length > 0;
  const action = `${path}/${one?.id ?? 'new'}`;
  const listed = one ? await listInscriptions(deps.db, one.id, dayOf(deps.now())) : [];
  const isOver = one !== undefined && one.cancelled_at !== null;
  renderPage(deps, req, res, 'invitations/edit', {
    title: one ? one.title : 'Nouvelle invitation',
    back: { href: path, label: 'à la liste' },
    badge: one && standingOf(one, dayOf(deps.now()), listed.filter(({ rank }) => rank !== null).length),
    cancelled: one?.cancelled_reason,
    action,
    drafted: isOver ? undefined : action,
    version: one?.version,
    token: one ? undefined : isUuid(sent?.token) ? sent.token : randomUUID(),
    fields: isOver ? [] : inputs.map((input) => withTyped(input, sent && !isCancelling ? sent : valuesOf(one), faults)),
    errors: [...errorLinks(faults, idsOf(inputs)), ...errorLinks(cancelFaults, ['reason'])],
    cancel:
      one && !isOver
        ? {
            action: `${action}/cancel`,
            version: one.version,
            many: listed.filter(({ rank }) => rank !== null).length,
            reason: isCancelling ? sent?.reason : undefined,
            error: cancelFaults.reason,
          }
        : undefined,
    exportHref: listed.length > 0 ? `${action}/inscriptions.xlsx` : undefined,
    rows: one
      ? listed.map((inscription) => ({
          cells: [
            { text: inscription.rank === null ? '' : String(inscription.rank), numeric: true },
            { text: inscription.name, strong: true, sub: inscription.email },
            { text: inscription.bodies },
            { text: formatShortDateTime(inscription.at) },
            { badge: rankInWords(one, inscription.rank), text: '' },
          ],
        }))
      : undefined,
  });
}
