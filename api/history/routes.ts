/** « Historique » of an operator: who consulted and who changed what of their own data. */
import { Router, type Request, type Response } from 'express';
import type { Viewer } from '../../db/access/viewer.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { recordAudit, type AuditEntry } from '../../db/audit.ts';
import {
  listActors,
  listBodyHistory,
  listForSheet,
  mostExported,
  type BodyHistoryRow,
} from '../../db/history/body-history.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDateTime } from '../../domain/french-dates.ts';
import { afterAnswer } from '../after-answer.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { whole as wholeNumber } from '../forms/envelope.ts';
import { errorLinks, isFaulty } from '../forms/form.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { sheetType } from '../sheet.ts';
import type { names } from './filter.ts';
import { readFilter, type Read } from './filter.ts';
import { bodyHistorySheet } from './sheet.ts';
import { asWhat, deedWords, kindOptions, sentenceOf, subjectOptions, whatChanged, whoDid } from './sentences.ts';

const path = '/pro/history';
const noBody =
  "L'historique est celui d'un pouvoir organisateur : vous n'avez encore de droits chez aucun. Adressez-vous à son administrateur.";
const row = wholeNumber(15);
/** Of one line; an import changes the days of three months. */
const mostChanges = 12;

export function bodyHistoryRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(path, (_req, res, next) => {
    if (!getViewer(res).ability.can('read', 'HistoryLine')) throw forbidden(noBody);
    next();
  });

  router.get(path, async (req, res) => {
    const viewer = getViewer(res);
    const asked = askedBy(deps, viewer, req);
    const { bodyId, read, whole } = asked;
    const [page, actors] = await Promise.all([
      listBodyHistory(db, viewer, asked, cursorOf(req, row)),
      whole ? listActors(db, viewer, bodyId) : [],
    ]);
    noteOf(deps, res, viewer, { event: 'consult', onBehalfOf: bodyId });
    const href = hrefOf(asked);
    renderPage(deps, req, res, 'history/history', {
      title: 'Historique',
      back: { href: '/pro', label: "à l'accueil" },
      wide: true,
      line: whole
        ? `${asked.body} · qui a consulté et qui a modifié quoi. Les valeurs personnelles sont masquées.`
        : `${asked.body} · ce que vous avez fait, et ce que d'autres ont fait de votre utilisateur. Un administrateur voit l'historique entier.`,
      errors: errorLinks(read.faults, ['filter-from', 'filter-to']),
      filter: filterBar(asked, actors, href),
      emptyHref: Object.keys(read.typed).length > 0 ? hrefOf({ ...asked, read: readFilter({}) })() : undefined,
      table:
        page.rows.length > 0
          ? {
              caption: 'Historique',
              hideCaption: true,
              dense: true,
              stack: true,
              columns: [
                { label: 'Quand', nowrap: true },
                { label: 'Qui', card: 'corner' },
                { label: "Ce qui s'est passé", card: 'plain' },
                { label: 'Changement' },
              ],
              rows: page.rows.map((entry) => ({ cells: cellsOf(deps, entry, whole) })),
            }
          : undefined,
      pager: pagerOf(page, href),
    });
  });

  router.get(`${path}/export`, async (req, res) => {
    const viewer = getViewer(res);
    const asked = askedBy(deps, viewer, req);
    if (isFaulty(asked.read.faults)) {
      res.redirect(303, hrefOf(asked)());
      return;
    }
    const rows = await listForSheet(db, viewer, asked);
    await recordAudit(db, {
      ...lineOf(deps, viewer),
      event: 'export',
      onBehalfOf: asked.bodyId,
      change: { lines: { before: null, after: Math.min(rows.length, mostExported) } },
    });
    res
      .attachment(`historique-${dayOf(now())}.xlsx`)
      .type(sheetType)
      .send(await bodyHistorySheet(deps, rows, { body: asked.body, filter: asked.filter, whole: asked.whole }));
  });
  return router;
}

interface Asked extends Pick<Read, 'filter'> {
  read: Read;
  bodyId: string;
  body: string;
  bodies: { value: string; text: string }[];
  /** Of everybody, not only of the reader. */
  whole: boolean;
  hidden: string[];
}

/** One body at a time: two never mix. */
function askedBy({ procedures }: Dependencies, viewer: Viewer, req: Request): Asked {
  const bodies = [
    ...new Map(
      viewer.grants.flatMap(({ organisingBodyId: value, organisingBodyName: text }) =>
        value && text ? [[value, { value, text }] as const] : [],
      ),
    ).values(),
  ];
  const { value: bodyId, text: body } = bodies.find(({ value }) => value === req.query.body) ?? bodies[0]!;
  const anybodys = { organising_body_id: bodyId, actor_id: null, about_user_id: null };
  const read = readFilter(req.query);
  return {
    read,
    filter: read.filter,
    bodyId,
    body,
    bodies,
    whole: viewer.ability.can('read', asSubject('HistoryLine', anybodys)),
    hidden: procedures.flatMap(({ process: { slug }, internal }) =>
      ['escalate', ...(internal?.act ?? [])].map((action) => `${slug}/${action}`),
    ),
  };
}

const hrefOf =
  ({ read, bodyId, bodies }: Asked) =>
  (more: Record<string, string> = {}, to = path): string => {
    const query = new URLSearchParams({ ...(bodies.length > 1 ? { body: bodyId } : {}), ...read.typed, ...more });
    return query.size > 0 ? `${to}?${query.toString()}` : to;
  };

const all = { value: '', text: 'Tout' };
function filterBar(
  { read: { typed, faults }, bodies, bodyId, whole }: Asked,
  actors: { id: string; name: string; fromOne: boolean }[],
  href: ReturnType<typeof hrefOf>,
): object {
  const select = (name: (typeof names)[number], label: string, options: object[]): object => ({
    name,
    label,
    value: typed[name] ?? '',
    options,
  });
  const day = (name: 'from' | 'to', label: string): object => ({
    name,
    label,
    value: typed[name] ?? '',
    placeholder: 'jj/mm/aaaa',
    invalid: faults[name] !== undefined,
  });
  return {
    action: path,
    label: "Filtrer l'historique",
    ...(Object.keys(typed).length > 0
      ? { resetHref: bodies.length > 1 ? `${path}?${new URLSearchParams({ body: bodyId }).toString()}` : path }
      : {}),
    fields: [
      ...(bodies.length > 1 ? [{ name: 'body', label: 'Pouvoir organisateur', value: bodyId, options: bodies }] : []),
      ...(whole
        ? [
            select('who', 'Qui', [
              { value: '', text: 'Tout le monde' },
              ...actors.map(({ id, name, fromOne }) => ({ value: id, text: fromOne ? `${name} (ONE)` : name })),
            ]),
          ]
        : []),
      select('deed', 'Consulté ou modifié', [
        all,
        ...Object.entries(deedWords).map(([value, text]) => ({ value, text })),
      ]),
      select('kind', 'Ce qui s’est passé', [all, ...kindOptions()]),
      select('on', 'Sur', [all, ...subjectOptions()]),
      day('from', 'Du'),
      day('to', 'Au'),
    ],
    links: [{ label: 'Exporter (.xlsx)', href: href({}, `${path}/export`) }],
  };
}

function cellsOf(deps: Dependencies, entry: BodyHistoryRow, whole: boolean): object[] {
  return [
    { text: formatShortDateTime(entry.at) },
    { text: whoDid(entry), sub: asWhat(entry) || undefined },
    {
      text: sentenceOf(deps, entry),
      ...(whole && entry.slug ? { href: `/pro/${entry.slug}/${entry.subject_id}` } : {}),
      sub: entry.place,
    },
    { text: whatChanged(entry, mostChanges) || '–' },
  ];
}

const lineOf = ({ now }: Dependencies, { userId, acr }: Viewer) => ({
  at: now(),
  actorId: userId,
  acr,
  subject: 'audit',
  subjectId: 'history',
});
/** Who looks at the history is in it too. */
function noteOf(
  deps: Dependencies,
  res: Response,
  viewer: Viewer,
  entry: Pick<AuditEntry, 'event' | 'onBehalfOf'>,
): void {
  afterAnswer(deps, res, () => recordAudit(deps.db, { ...lineOf(deps, viewer), ...entry }));
}
