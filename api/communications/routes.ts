/** Communications: read by all on a page of their own and on top of others, put away by each reader, written by those who answer for them. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  findCommunication,
  listAllCommunications,
  listCommunications,
  putAway,
  writeCommunication,
} from '../../db/communications.ts';
import type { ShellData } from '../../db/home/shell.ts';
import type { Communication } from '../../db/models/communication.ts';
import { dayOf, endOfDay, startOfDay, subtractDays } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { path, several, version, whole } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, withTyped, type Faults, type Input } from '../forms/form.ts';
import { choice, dateInput, radios, requiredDay, requiredLine, requiredText, textarea } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { localPath } from '../sign-in/return-to.ts';

const notYours = 'Les communications sont écrites par le helpdesk et les superviseurs.';
const kinds = ['information', 'warning', 'news'] as const;
const kindWords = { information: 'Communication', warning: 'Avertissement', news: 'Actualité' } as const;
const audiences = {
  'pro-early-childhood': 'Opérateurs de la petite enfance',
  'pro-after-school': "Opérateurs de l'accueil extrascolaire",
  'office': "Agents de l'ONE",
} as const;
type Audience = keyof typeof audiences;

const Form = z
  .strictObject({
    version: version.optional(),
    kind: choice('Choisissez le genre', kinds),
    title: requiredLine('Écrivez le titre', 80),
    text: requiredText('Écrivez le texte', 600),
    audience: several(
      z.enum(Object.keys(audiences) as [Audience, ...Audience[]]),
      'Choisissez à qui la communication s’adresse',
    ),
    fromOn: requiredDay('Encodez le premier jour'),
    untilOn: requiredDay('Encodez le dernier jour'),
  })
  .refine(({ fromOn, untilOn }) => fromOn <= untilOn, {
    path: ['untilOn'],
    message: 'Le dernier jour vient avant le premier',
  });

const inputs: Input[] = [
  radios(
    'kind',
    'Genre',
    kinds.map((value) => ({ value, text: kindWords[value] })),
  ),
  {
    partial: 'field-text',
    name: 'title',
    label: 'Titre',
    required: true,
    hint: 'Une ligne : c’est tout ce qui est vu en haut des pages.',
  },
  textarea('text', 'Texte', { maxLength: 600 }),
  {
    partial: 'field-checkboxes',
    name: 'audience',
    label: 'Pour qui',
    required: true,
    options: Object.entries(audiences).map(([value, text]) => ({ value, text })),
  },
  dateInput('fromOn', "Premier jour d'affichage"),
  dateInput('untilOn', "Dernier jour d'affichage"),
];

export function communicationRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  for (const portal of ['pro', 'office'] as const)
    router.get(`/${portal}/communications`, async (req, res) => {
      const { shell } = res.locals as { shell?: ShellData };
      const sectors = shell?.sectors ?? [];
      renderPage(deps, req, res, 'communications/read', {
        title: 'Communications',
        back: { href: `/${portal}`, label: "à l'accueil" },
        mayWrite: getViewer(res).ability.can('write', 'Communication'),
        communications: (await listCommunications(db, { portal, sectors }, now())).map((one) => ({
          title: one.title,
          text: one.text,
          href: one.href,
          linkText: one.link_text,
          kindWord: kindWords[one.kind],
          when: `${one.shown_until > now() ? 'depuis le' : 'du'} ${formatLongDate(dayOf(one.shown_from))}${one.shown_until > now() ? '' : ` au ${formatLongDate(dayOf(one.shown_until - 1))}`}`,
        })),
      });
    });

  for (const portal of ['pro', 'office'] as const)
    router.post(`/${portal}/communications/:id/put-away`, async (req, res) => {
      await putAway(db, getViewer(res).userId, numberOf(req));
      const back = path.safeParse((req.body as { back?: unknown } | undefined)?.back);
      res.redirect(303, back.success ? localPath(back.data) : `/${portal}`);
    });

  router.use('/office/communications/write', (_req, res, next) => {
    if (!getViewer(res).ability.can('write', 'Communication')) throw forbidden(notYours);
    next();
  });
  router.get('/office/communications/write', async (req, res) => {
    renderPage(deps, req, res, 'communications/list', {
      title: 'Écrire des communications',
      back: { href: '/office/communications', label: 'aux communications' },
      rows: (await listAllCommunications(db)).map((one) => ({
        cells: [
          { text: one.title, href: `/office/communications/write/${one.id}`, strong: true, sub: kindWords[one.kind] },
          {
            text: audiencesOf(one)
              .map((each) => audiences[each])
              .join(', '),
          },
          { badge: standingOf(one, now()), text: '' },
          { text: `${formatShortDate(dayOf(one.shown_from))} – ${formatShortDate(dayOf(one.shown_until - 1))}` },
        ],
      })),
    });
  });
  router.get('/office/communications/write/new', (req, res) => {
    show(deps, req, res, undefined);
  });
  router.get('/office/communications/write/:id', async (req, res) => {
    show(deps, req, res, await getCommunication(deps, req));
  });
  router.post('/office/communications/write/new', (req, res) => send(deps, req, res, undefined));
  router.post('/office/communications/write/:id', async (req, res) => {
    await send(deps, req, res, await getCommunication(deps, req));
  });
  return router;
}

const numberOf = (req: Request): number => {
  const read = whole(9).safeParse(req.params.id);
  if (!read.success) throw notFound();
  return read.data;
};
async function getCommunication({ db }: Dependencies, req: Request): Promise<Communication> {
  const found = await findCommunication(db, numberOf(req));
  if (!found) throw notFound();
  return found;
}

async function send(deps: Dependencies, req: Request, res: Response, one: Communication | undefined): Promise<void> {
  // A change stands on a version; a new one on none.
  const form = (one ? Form.safeExtend({ version }) : Form).safeParse(req.body ?? {});
  if (!form.success) {
    res.status(422);
    show(deps, req, res, one, faultsIn(form.error));
    return;
  }
  const { kind, title, text, audience, fromOn, untilOn } = form.data;
  const operators = audience.filter((each) => each !== 'office');
  const written = await writeCommunication(
    deps.db,
    getViewer(res),
    {
      kind,
      title,
      text,
      portals: [
        ...(operators.length > 0 ? (['pro'] as const) : []),
        ...(audience.includes('office') ? (['office'] as const) : []),
      ],
      sectors:
        operators.length === 1 ? [operators[0] === 'pro-after-school' ? 'after-school' : 'early-childhood'] : null,
      from: startOfDay(fromOn),
      until: endOfDay(untilOn),
    },
    {
      ...(one ? { id: Number(one.id) } : {}),
      ...(form.data.version === undefined ? {} : { version: form.data.version }),
      at: deps.now(),
    },
  );
  if (written === undefined)
    throw conflict({
      title: 'Cette communication a été changée entre-temps',
      what: 'Un·e collègue a enregistré cette communication',
      kept: [
        { label: 'Titre', value: title },
        { label: 'Texte', value: text },
      ],
      backHref: `/office/communications/write/${one?.id ?? ''}`,
      backText: 'Ouvrir la communication comme elle est maintenant',
    });
  leaveFlash(req, {
    kind: 'done',
    text: 'La communication est enregistrée ; elle se lit au plus tard dans une demi-minute.',
  });
  res.redirect(303, '/office/communications/write');
}

function audiencesOf({ portals, sectors }: Communication): Audience[] {
  return [
    ...(portals.includes('pro') && (!sectors || sectors.includes('early-childhood'))
      ? (['pro-early-childhood'] as const)
      : []),
    ...(portals.includes('pro') && (!sectors || sectors.includes('after-school'))
      ? (['pro-after-school'] as const)
      : []),
    ...(portals.includes('office') ? (['office'] as const) : []),
  ];
}

const standingOf = ({ shown_from: from, shown_until: until }: Communication, at: number): object =>
  until <= at
    ? { kind: 'neutral', text: 'passée' }
    : from > at
      ? { kind: 'at-one', text: 'à venir' }
      : { kind: 'done', text: 'affichée' };

function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  one: Communication | undefined,
  faults: Faults = {},
): void {
  const today = dayOf(deps.now());
  const there = one && {
    kind: one.kind,
    title: one.title,
    text: one.text,
    audience: audiencesOf(one),
    fromOn: dayOf(one.shown_from),
    untilOn: subtractDays(dayOf(one.shown_until), 1),
  };
  const typed = (req.method === 'POST' ? req.body : undefined) as Record<string, unknown> | undefined;
  const action = `/office/communications/write/${one?.id ?? 'new'}`;
  renderPage(deps, req, res, 'communications/edit', {
    title: one ? 'Changer une communication' : 'Nouvelle communication',
    about: one?.title,
    back: { href: '/office/communications/write', label: 'à la liste' },
    action,
    drafted: action,
    version: one?.version,
    fields: inputs.map((input) => withTyped(input, typed ?? there ?? { kind: 'information', fromOn: today }, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
  });
}
