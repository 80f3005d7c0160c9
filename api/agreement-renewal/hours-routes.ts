/** The hours of everybody at a body: filtered by state and name, by pages, and as a sheet. */
import { Router, type Request, type Response } from 'express';
import { recordAudit } from '../../db/audit.ts';
import { findBodyName } from '../../db/organising-bodies.ts';
import { listHoursOfBody, type BodyTrainee } from '../../db/training/hours-of-body.ts';
import { findHoursRule } from '../../db/training/rules.ts';
import { byUrgency, sumOfBody } from '../../domain/after-school/hours-of-body.ts';
import { dayOf } from '../../domain/calendar.ts';
import { searchable } from '../../domain/searchable.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id as readId, oneOf } from '../forms/envelope.ts';
import { wordsIn } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { sheetType, textSheet } from '../sheet.ts';
import { hoursPath } from './hours-panel.ts';
import { hoursCells, hoursRow, sheetColumns, stateWords } from './hours-rows.ts';

const atOnce = 50;
const states = { below: true, short: true, waits: true, running: true, reached: true, unasked: true };
interface Filter {
  state?: keyof typeof states;
  q?: string;
  after?: string;
}
/** What makes no sense in the address is left out. */
function readFilter(query: Record<string, unknown>): Filter {
  const [state, after] = [oneOf(states).safeParse(query.state), readId.safeParse(query.after)];
  const q = wordsIn(query.q);
  return {
    ...(state.success ? { state: state.data as keyof typeof states } : {}),
    ...(q === undefined ? {} : { q }),
    ...(after.success ? { after: after.data } : {}),
  };
}

export function hoursRoutes(deps: Dependencies): Router {
  const router = Router();
  for (const portal of ['pro', 'office'] as const) {
    router.get(hoursPath(portal, ':id'), (req, res) => show(deps, req, res, portal));
    router.get(`${hoursPath(portal, ':id')}/export`, (req, res) => exportSheet(deps, req, res));
  }
  return router;
}

/** @throws Problem 403 for who reads no team, 404 for a body that is not theirs */
async function read({ db, now }: Dependencies, req: Request, res: Response) {
  const { ability } = getViewer(res);
  if (!ability.can('read', 'Collaboration'))
    throw forbidden(
      "Les heures des personnes demandent le droit « Mon équipe » : la personne qui gère les utilisateurs de votre organisme peut l'ouvrir.",
    );
  const id = idOf(req);
  const name = await findBodyName(db, ability, id);
  if (name === undefined) throw notFound();
  const filter = readFilter(req.query);
  const today = dayOf(now());
  const [people, rule] = await Promise.all([listHoursOfBody(db, ability, id, today), findHoursRule(db, today)]);
  return { id, name, filter, today, rule, people: byUrgency(people), shown: byUrgency(people.filter(fits(filter))) };
}

const fits =
  ({ state, q }: Filter) =>
  (one: BodyTrainee): boolean =>
    (state === undefined ||
      (state === 'below' ? one.state !== 'reached' && one.state !== 'unasked' && !one.hasLeft : one.state === state)) &&
    (!q || searchable(`${one.firstName} ${one.familyName} ${one.facilityName}`).includes(searchable(q)));

const stateOptions = [
  { value: '', text: 'tous' },
  { value: 'below', text: 'sous les heures demandées' },
  ...(['short', 'waits', 'running', 'reached', 'unasked'] as const).map((value) => ({
    value,
    text: stateWords[value],
  })),
];

async function show(deps: Dependencies, req: Request, res: Response, portal: 'pro' | 'office'): Promise<void> {
  const { id, name, filter, rule, people, shown } = await read(deps, req, res);
  const path = hoursPath(portal, id);
  const from = shown.findIndex(({ collaborationId }) => collaborationId === filter.after) + 1;
  const rows = shown.slice(from, from + atOnce);
  const { states: counts } = sumOfBody(people);
  const hrefOf = (after?: string): string => `${path}${asQuery({ ...filter, after })}`;
  renderPage(deps, req, res, 'agreement-renewal/hours-page', {
    title: 'Heures de formation continue',
    line: `${name} · ${String(rule.required)} heures par personne et par période de ${String(rule.months / 12)} ans`,
    back:
      portal === 'pro'
        ? { href: '/pro/agreement', label: "à l'agrément" }
        : { href: '/office/tasks', label: 'à mes tâches' },
    wide: true,
    styles: ['styles/training.css', 'styles/agreement.css'],
    required: rule.required,
    figures: [
      { value: String(counts.short), label: 'heures qui manquent' },
      { value: String(counts.waits), label: "attendent l'ONE" },
      { value: String(counts.running), label: 'période en cours' },
      { value: String(counts.reached), label: 'atteint' },
    ],
    filter: {
      action: path,
      fields: [
        { name: 'state', label: 'État', value: filter.state, options: stateOptions },
        { name: 'q', label: 'Nom ou lieu', value: filter.q },
      ],
      ...(filter.state || filter.q ? { resetHref: path } : {}),
      links: [{ label: 'Exporter (.xlsx)', href: `${path}/export${asQuery({ state: filter.state, q: filter.q })}` }],
    },
    rows: rows.map((one) => hoursRow(one, rule.required)),
    pager: {
      text: `${String(shown.length)} ${shown.length === 1 ? 'personne' : 'personnes'}, ce qui presse d'abord`,
      ...(from > 0 ? { firstHref: hrefOf() } : {}),
      ...(shown.length > from + atOnce ? { nextHref: hrefOf(rows.at(-1)?.collaborationId) } : {}),
    },
    isEmpty: people.length === 0,
    isOperator: portal === 'pro',
  });
}

function asQuery(filter: Record<string, string | undefined>): string {
  const query = new URLSearchParams(Object.entries(filter).flatMap(([key, value]) => (value ? [[key, value]] : [])));
  return query.size > 0 ? `?${query.toString()}` : '';
}

async function exportSheet(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const viewer = getViewer(res);
  const { id, name, today, rule, shown } = await read(deps, req, res);
  await recordAudit(deps.db, {
    at: deps.now(),
    actorId: viewer.userId,
    ...(viewer.portal === 'pro' ? { onBehalfOf: id } : {}),
    acr: viewer.acr,
    event: 'export',
    subject: 'training-hours',
    subjectId: id,
    change: { lines: { before: null, after: shown.length } },
  });
  const sheet = await textSheet({
    title: 'Heures',
    columns: sheetColumns,
    rows: shown.map(hoursCells),
    about: [
      `${name} : heures de formation continue, telles que l'ONE les connaît le ${today}.`,
      `Période : ${String(rule.months / 12)} ans depuis l'entrée en fonction ; la dernière qui s'est terminée, ou celle qui court (hypothèse).`,
      "Heures en attente : encodées et pas encore décidées par l'ONE. Heures non reconnues : elles montrent l'effort de formation et ne comptent pas.",
    ],
  });
  res.type(sheetType).attachment(`heures-${today}.xlsx`).send(sheet);
}
