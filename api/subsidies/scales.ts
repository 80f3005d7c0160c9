/** « Communications subsides »: the tables that ONE has published, for every operator of early childhood. */
import { Router } from 'express';
import { findTable, listTables, perPage } from '../../db/subsidies/lump-sums.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { regimes } from '../../domain/subsidy/lump-sums.ts';
import { regimeWords, titleOfTable } from '../../views/subsidies/words.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { sendWorkbook } from '../documents/send-workbook.ts';
import { renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import { pageIn, pagerOf } from './lists.ts';
import { tableWorkbook } from './lump-sum-sheet.ts';
import { fileNameOf } from './lump-sum-words.ts';

const path = '/pro/subsidies/scales';

export function scaleRoutes(deps: Dependencies): Router {
  const { db } = deps;
  const router = Router();
  router.use(path, (_req, res, next) => {
    if (!getViewer(res).ability.can('read', 'Payment'))
      throw forbidden("Vos droits n'ouvrent pas « Subsides » : votre pouvoir organisateur peut vous les donner.");
    next();
  });
  router.get(path, async (req, res) => {
    const regime = regimes.find((one) => one === req.query.regime);
    const page = pageIn(req);
    const { rows, total } = await listTables(db, { publishedOnly: true, ...(regime ? { regime } : {}) }, page);
    renderPage(deps, req, res, 'subsidies/scales', {
      title: "Communications de l'ONE en lien avec vos subsides",
      back: { href: '/pro/subsidies', label: 'au récapitulatif' },
      filter: {
        action: path,
        fields: [
          {
            name: 'regime',
            label: 'Régime',
            value: regime ?? '',
            options: [{ value: '', text: 'Tous' }, ...regimes.map((value) => ({ value, text: regimeWords[value] }))],
          },
        ],
      },
      rows: rows.map((table) => ({
        cells: [
          { text: table.published_at ? formatShortDate(dayOf(table.published_at)) : '' },
          {
            text: titleOfTable(table),
            strong: true,
            ...(table.version > 1 ? { sub: `version ${String(table.version)} : ${table.motive ?? ''}` } : {}),
          },
          { text: 'Tableau des forfaits' },
          { text: 'Télécharger (.xlsx)', href: `${path}/${table.id}` },
        ],
      })),
      pager: pagerOf(path, { page, total, perPage }, regime ? { regime } : {}),
    });
  });
  router.get(`${path}/:id`, async (req, res) => {
    const table = await findTable(db, idOf(req));
    if (table?.status !== 'published') throw notFound();
    await sendWorkbook(res, fileNameOf(table), tableWorkbook(table.euros));
  });
  return router;
}
