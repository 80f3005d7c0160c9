/** Calls at ONE: the list, one call with the files deposited, and their export. */
import { Router, type Request, type Response } from 'express';
import { findCall, listCalls, type ProjectCall } from '../../db/project-call/calls.ts';
import {
  countDeposits,
  countReadiness,
  exportDeposits,
  listDeposits,
  type Standing,
} from '../../db/project-call/deposits.ts';
import { findProposal } from '../../db/project-call/results.ts';
import { dayOf } from '../../domain/calendar.ts';
import { slug } from '../../workflows/project-call/contract.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { sendExport } from '../documents/send-export.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { depositSheet, depositTable, filterBar, readFilter } from './deposit-list.ts';
import { resultsCard } from './results.ts';
import { rulesShown, sendRules } from './rules-document.ts';
import { datesOf, filesInWords, placesInWords, standingAtOne } from './words.ts';
import { officePath } from './write.ts';

const notYours = 'Votre fonction ne donne pas accès aux appels à projets.';

export function officeRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(officePath, (_req, res, next) => {
    if (!getViewer(res).ability.can('read', 'ProjectCall')) throw forbidden(notYours);
    next();
  });
  router.get(officePath, (req, res) => showCalls(deps, req, res));
  router.get(`${officePath}/:id`, (req, res) => showCall(deps, req, res));
  router.get(`${officePath}/:id/rules`, async (req, res) => sendRules(deps, res, await getCall(deps, req, res)));

  router.get(`${officePath}/:id/export`, async (req, res) => {
    const viewer = getViewer(res);
    const call = await getCall(deps, req, res);
    const files = await exportDeposits(db, viewer.ability, call.id, readFilter(req.query).filter);
    await sendExport(deps, res, {
      name: `appel-a-projets-${dayOf(now())}.xlsx`,
      workbook: { sheets: [depositSheet(files)] },
      subject: 'project-call',
      subjectId: call.id,
      lines: files.length,
    });
  });
  return router;
}

/** @throws Problem 404: what is not published is seen by who writes calls */
async function getCall({ db }: Dependencies, req: Request, res: Response): Promise<ProjectCall> {
  const call = await findCall(db, idOf(req));
  if (!call || (call.published_at === null && !getViewer(res).ability.can('write', 'ProjectCall'))) throw notFound();
  return call;
}

async function showCalls(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const { ability } = getViewer(res);
  const writes = ability.can('write', 'ProjectCall');
  const calls = (await listCalls(db)).filter(({ published_at: published }) => writes || published !== null);
  const standings = await countDeposits(
    db,
    ability,
    calls.map(({ id }) => id),
  );
  renderPage(deps, req, res, 'project-call/office-calls', {
    title: 'Appels à projets',
    newHref: writes ? `${officePath}/new` : undefined,
    rows: calls.map((call) => {
      const { files, places } = sumOf(standings.filter((one) => one.call === call.id));
      return {
        cells: [
          { text: call.title, href: `${officePath}/${call.id}`, strong: true },
          { text: datesOf(call) },
          { badge: standingAtOne(call, now()), text: '' },
          { text: String(files), numeric: true },
          { text: String(places), numeric: true },
        ],
      };
    }),
  });
}

/** What was withdrawn creates nothing. */
function sumOf(standings: readonly Standing[]): { files: number; places: number } {
  const standing = standings.filter(({ status }) => status !== 'withdrawn' && status !== 'cancelled');
  return {
    files: standing.reduce((sum, { files }) => sum + files, 0),
    places: standing.reduce((sum, { places }) => sum + places, 0),
  };
}

async function showCall(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { db, now } = deps;
  const { ability } = getViewer(res);
  const call = await getCall(deps, req, res);
  const base = `${officePath}/${call.id}`;
  const { filter, cursor, asked } = readFilter(req.query);
  const writes = ability.can('write', 'ProjectCall');
  const asksResults = writes && call.published_at !== null && call.results_at === null;
  const [page, standings, readiness, proposal] = await Promise.all([
    listDeposits(db, ability, call.id, filter, cursor),
    countDeposits(db, ability, [call.id]),
    asksResults ? countReadiness(db, call.id) : undefined,
    asksResults ? findProposal(db, call.id) : undefined,
  ]);
  const { files, places } = sumOf(standings);
  const query = new URLSearchParams(asked).toString();
  renderPage(deps, req, res, 'project-call/office-call', {
    title: call.title,
    wide: true,
    badge: standingAtOne(call, now()),
    line: datesOf(call),
    back: { href: officePath, label: 'aux appels' },
    description: call.description,
    rules: rulesShown(call, `${base}/rules`),
    editHref: writes && call.published_at === null ? `${base}/edit` : undefined,
    figures: `${filesInWords(files)}, ${placesInWords(places)}`,
    filter: filterBar(base, asked, `${base}/export${query ? `?${query}` : ''}`),
    table: page.rows.length > 0 ? depositTable(page.rows, slug) : undefined,
    filtered: query !== '',
    pager: {
      firstHref: page.previous ? `${base}${query ? `?${query}` : ''}` : undefined,
      previousHref: page.previous && `${base}?${new URLSearchParams({ ...asked, before: page.previous }).toString()}`,
      nextHref: page.next && `${base}?${new URLSearchParams({ ...asked, after: page.next }).toString()}`,
    },
    results:
      readiness && resultsCard({ call, standings, readiness, proposal, reader: getViewer(res).userId, now: now() }),
  });
}
