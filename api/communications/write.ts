/** Writing communications: the list of those who answer for them, the form with its preview, and the second person for what is said to all. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  countReaders,
  findCommunication,
  listAllCommunications,
  publishCommunication,
  writeCommunication,
} from '../../db/communications.ts';
import type { Communication } from '../../db/models/communication.ts';
import { isForAll, type Audience } from '../../domain/communications/audience.ts';
import { dayOf, endOfDay, startOfDay } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { version, whole } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { communicationId } from './communication-id.ts';
import { audienceOf, ChangeForm, daysOf, inputs, NewForm, valuesOf, type CommunicationForm } from './form.ts';
import { audienceInWords, kindWords, standingOf } from './words.ts';

const notYours = 'Les communications sont écrites par le helpdesk et les superviseurs.';
const list = '/office/communications/write';

export function writingRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(list, (_req, res, next) => {
    if (!getViewer(res).ability.can('write', 'Communication')) throw forbidden(notYours);
    next();
  });

  router.get(list, async (req, res) => {
    const page = await listAllCommunications(db, cursorOf(req, whole(9)));
    renderPage(deps, req, res, 'communications/list', {
      title: 'Écrire des communications',
      back: { href: '/office/communications', label: 'aux communications' },
      rows: page.rows.map((one) => ({
        cells: [
          { text: one.title, href: `${list}/${one.id}`, strong: true, sub: kindWords[one.kind] },
          { text: audienceInWords(one) },
          { badge: standingOf(one, now()), text: '' },
          { text: `${formatShortDate(dayOf(one.shown_from))} – ${formatShortDate(dayOf(one.shown_until - 1))}` },
        ],
      })),
      pager: pagerOf(page, list),
    });
  });
  router.get(`${list}/new`, (req, res) => show(deps, req, res, undefined));
  router.get(`${list}/:id`, async (req, res) => show(deps, req, res, await getCommunication(deps, req)));
  router.post(`${list}/new`, (req, res) => send(deps, req, res, undefined));
  router.post(`${list}/:id`, async (req, res) => send(deps, req, res, await getCommunication(deps, req)));

  router.post(`${list}/:id/publish`, async (req, res) => {
    const one = await getCommunication(deps, req);
    const form = z.strictObject({ version }).safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      await show(deps, req, res, one, faultsIn(form.error));
      return;
    }
    const { version: seen } = form.data;
    const done = await publishCommunication(db, getViewer(res), { id: Number(one.id), version: seen, at: now() });
    if (done === 'own') throw forbidden('Vous avez écrit cette communication : une autre personne la publie.');
    if (done === 'over') {
      res.status(422);
      await show(deps, req, res, one, {
        untilOn:
          'Le dernier jour est passé : personne ne la lirait. Enregistrez-la avec un autre, puis faites-la publier.',
      });
      return;
    }
    if (!done) throw changed(one, []);
    leaveFlash(req, {
      kind: 'done',
      text: 'La communication est publiée ; elle se lit au plus tard dans une demi-minute.',
    });
    res.redirect(303, list);
  });
  return router;
}

async function getCommunication({ db }: Dependencies, req: Request): Promise<Communication> {
  const found = await findCommunication(db, communicationId(req));
  if (!found) throw notFound();
  return found;
}

const changed = (one: Pick<Communication, 'id'> | undefined, kept: { label: string; value: string }[]) =>
  conflict({
    title: 'Cette communication a été changée entre-temps',
    what: 'Un·e collègue a enregistré cette communication',
    kept,
    backHref: `${list}/${one?.id ?? ''}`,
    backText: 'Ouvrir la communication comme elle est maintenant',
  });

async function send(deps: Dependencies, req: Request, res: Response, one: Communication | undefined): Promise<void> {
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
  if (form.data.then === 'preview') {
    await show(deps, req, res, one, {}, form.data);
    return;
  }
  const { kind, title, text, fromOn, untilOn } = form.data;
  const audience = audienceOf(form.data);
  const waits = (await reachOf(deps, audience)).everybody;
  const written = await writeCommunication(
    deps.db,
    getViewer(res),
    { kind, title, text, audience, waits, from: startOfDay(fromOn), until: endOfDay(untilOn) },
    {
      ...(one ? { id: Number(one.id) } : {}),
      ...(form.data.version === undefined ? {} : { version: form.data.version }),
      ...(form.data.token === undefined ? {} : { token: form.data.token }),
      at: deps.now(),
    },
  );
  if (!written)
    throw changed(one, [
      { label: 'Titre', value: title },
      { label: 'Texte', value: text },
    ]);
  leaveFlash(req, {
    kind: 'done',
    text: waits
      ? 'La communication est enregistrée. Elle s’adresse à tous : une autre personne la relit et la publie.'
      : 'La communication est enregistrée ; elle se lit au plus tard dans une demi-minute.',
  });
  res.redirect(303, list);
}

async function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  one: Communication | undefined,
  faults: Faults = {},
  previewed?: CommunicationForm,
): Promise<void> {
  // The button that publishes sends no field.
  const typed = (req.method === 'POST' && !req.path.endsWith('/publish') ? req.body : undefined) as
    | Record<string, unknown>
    | undefined;
  const action = `${list}/${one?.id ?? 'new'}`;
  const isWriter = one?.written_by === getViewer(res).userId;
  renderPage(deps, req, res, 'communications/edit', {
    title: one ? 'Changer une communication' : 'Nouvelle communication',
    about: one?.title,
    back: { href: list, label: 'à la liste' },
    action,
    drafted: action,
    version: one?.version,
    token: one ? undefined : isUuid(typed?.token) ? typed.token : randomUUID(),
    fields: inputs.map((input) => withTyped(input, typed ?? valuesOf(one, dayOf(deps.now())), faults)),
    errors: errorLinks(faults, idsOf(inputs)),
    preview: previewed && (await previewOf(deps, { ...previewed, audience: audienceOf(previewed) })),
    waiting:
      one?.waits && !typed
        ? {
            ...(await previewOf(deps, {
              kind: one.kind,
              title: one.title,
              text: one.text,
              audience: one,
              fromOn: dayOf(one.shown_from),
              untilOn: dayOf(one.shown_until - 1),
            })),
            publish: isWriter ? undefined : `${action}/publish`,
            version: one.version,
          }
        : undefined,
  });
}

/** However it is said: one that every operator with an open place reads is for everybody, whatever is ticked. */
async function reachOf({ db }: Dependencies, audience: Audience): Promise<{ bodies?: number; everybody: boolean }> {
  if (!audience.portals.includes('pro')) return { everybody: isForAll(audience) };
  const { bodies, all } = await countReaders(db, audience);
  return { bodies, everybody: isForAll(audience) || (bodies > 0 && bodies === all) };
}

/** As its readers will see it, and how many they are. */
async function previewOf(
  deps: Dependencies,
  { audience, kind, title, text, fromOn, untilOn }: Previewed,
): Promise<object> {
  const { bodies, everybody } = await reachOf(deps, audience);
  return {
    banner: { kind, title, text },
    facts: [
      { label: 'Pour qui', value: audienceInWords(audience) },
      ...(bodies === undefined
        ? []
        : [{ label: 'Opérateurs', value: bodies === 0 ? 'aucun pouvoir organisateur' : bodiesInWords(bodies) }]),
      { label: 'Affichée', value: `du ${formatLongDate(fromOn)} au ${formatLongDate(untilOn)}` },
      {
        label: 'Publication',
        value: everybody ? 'après relecture par une seconde personne' : 'dès l’enregistrement',
      },
    ],
  };
}
interface Previewed extends Pick<CommunicationForm, 'kind' | 'title' | 'text' | 'fromOn' | 'untilOn'> {
  audience: Audience;
}
const bodiesInWords = (count: number): string =>
  count === 1 ? '1 pouvoir organisateur' : `${count.toLocaleString('fr-BE')} pouvoirs organisateurs`;
