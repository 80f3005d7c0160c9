/** The search field of every agent's page. */
import { Router } from 'express';
import { readsFilesOfPlaces } from '../../db/access/subjects.ts';
import { search } from '../../db/inbox/search.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { wordsIn } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { getProcedure, nameOfCase } from '../procedure-words.ts';
import { nearOnly } from './near.ts';
import { facilityTable } from './facility-table.ts';

const tooShort = 'Écrivez au moins deux caractères.';

export function searchRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/office/search', async (req, res) => {
    const viewer = getViewer(res);
    if (!readsFilesOfPlaces(viewer.ability))
      throw forbidden("Votre fonction ne donne pas accès aux dossiers des milieux d'accueil.");
    const words = wordsIn(req.query.q) ?? '';
    const found = words.length >= 2 ? await search(deps.db, viewer, words, dayOf(deps.now())) : undefined;
    renderPage(deps, req, res, 'inbox/search', {
      title: 'Recherche',
      search: { value: words },
      words,
      hint: words.length === 1 ? tooShort : undefined,
      near: found?.near && found.cases.length + found.facilities.length > 0 ? nearOnly : undefined,
      nothing: found !== undefined && found.cases.length + found.facilities.length === 0,
      cases: found?.cases.length
        ? {
            caption: 'Dossiers',
            hideCaption: true,
            stack: true,
            dense: true,
            columns: [
              { label: 'Dossier' },
              { label: "Milieu d'accueil" },
              { label: 'Localité' },
              { label: 'Où en est-il ?' },
              { label: 'Introduit le', nowrap: true },
            ],
            rows: found.cases.map((row) => ({
              cells: [
                {
                  text: nameOfCase(deps.procedures, row),
                  sub: row.reference,
                  href: `/office/${row.slug}/${row.id}`,
                },
                { text: row.facilityName },
                { text: `${row.postcode} ${row.locality}` },
                { text: rowOf(getProcedure(deps.procedures, row.slug).process, row.status).label },
                { text: formatShortDate(dayOf(row.openedAt)) },
              ],
            })),
          }
        : undefined,
      facilities: found?.facilities.length ? facilityTable(found.facilities) : undefined,
    });
  });
  return router;
}
