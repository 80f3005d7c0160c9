/** « Mes demandes »: drafts and cases of the operator, newest first. */
import { Router, type Request, type Response } from 'express';
import { listFacilities } from '../../db/authorisations.ts';
import { listCases, listDrafts, type CaseListRow, type Cursor } from '../../db/cases/lists.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { uuidPattern } from '../../domain/identifiers.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { getProcedure, nameOfCase, wordOfKind } from '../procedure-words.ts';
import { nextDateOf, turnOf } from './next-date.ts';
import type { AnyProcedurePages } from './procedure-pages.ts';
import { tilesOf, type Tile } from './ways-in.ts';

const pageSize = 25;
const shows = { open: 'En cours', closed: 'Clôturées', all: 'Toutes' } as const;
type Show = keyof typeof shows;

export function myCasesRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get('/pro/cases', (req, res) => showCases(deps, req, res));
  return router;
}

async function showCases(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability } = getViewer(res);
  const show: Show =
    typeof req.query.show === 'string' && Object.hasOwn(shows, req.query.show) ? (req.query.show as Show) : 'open';
  const facilities = await listFacilities(deps.db, ability, 'read');
  const facilityId = facilities.find(({ id }) => id === req.query.facility)?.id;
  const cursor = readCursor(req.query.after, 'after') ?? readCursor(req.query.before, 'before');
  const [{ rows, next, previous }, drafts] = await Promise.all([
    listCases(deps.db, ability, { show, facilityId, cursor, limit: pageSize }),
    show === 'closed' || cursor ? [] : listDrafts(deps.db, ability, facilityId),
  ]);
  const today = dayOf(deps.now());
  const [first, last] = [rows[0], rows.at(-1)];
  const query = new URLSearchParams({ show, ...(facilityId ? { facility: facilityId } : {}) });
  const page = (side: 'after' | 'before', row: CaseListRow | undefined): string | undefined =>
    row && `/pro/cases?${query.toString()}&${side}=${writeCursor(row)}`;
  renderPage(deps, req, res, 'cases/my-cases', {
    title: 'Mes demandes',
    back: { href: '/pro', label: "à l'accueil" },
    filters: [
      {
        name: 'show',
        label: 'Afficher',
        value: show === 'open' ? '' : show,
        options: Object.entries(shows).map(([value, text]) => ({ value: value === 'open' ? '' : value, text })),
      },
      ...(facilities.length > 1
        ? [
            {
              name: 'facility',
              label: "Milieu d'accueil",
              value: facilityId ?? '',
              options: [{ value: '', text: 'Tous' }, ...facilities.map(({ id, name }) => ({ value: id, text: name }))],
            },
          ]
        : []),
    ],
    resetHref: show !== 'open' || facilityId ? '/pro/cases' : undefined,
    drafts: drafts.map(({ id, slug, kind, facility_name, updated_at, updated_by_name }) => ({
      what: wordOfKind(deps.procedures, slug, kind),
      href: `/pro/${slug}/drafts/${id}`,
      where: `${facility_name} · modifié ${onDay(updated_at)} par ${updated_by_name}`,
      badge: { kind: 'neutral', text: 'brouillon' },
      button: { label: 'Continuer', href: `/pro/${slug}/drafts/${id}`, go: true },
    })),
    caption: shows[show],
    rows: rows.map((row) => caseShown(deps.procedures, row, today)),
    filtered: facilityId !== undefined,
    beginnings: beginningsIn(tilesOf(deps.procedures, ability)),
    show,
    pager: {
      firstHref: previous ? `/pro/cases?${query.toString()}` : undefined,
      previousHref: previous ? page('before', first) : undefined,
      nextHref: next ? page('after', last) : undefined,
    },
  });
}
/** What an empty list says of how a request begins. */
const beginningsIn = (tiles: Tile[]): string =>
  tiles.length === 0
    ? "Dès qu'une demande est introduite, vous lisez ici où elle en est."
    : `Une demande commence depuis l'accueil : ${tiles.map(({ title }) => title.toLowerCase()).join(', ')}.`;
const onDay = (at: number): string => `le ${dayOf(at).split('-').reverse().join('/')}`;

function caseShown(procedures: readonly AnyProcedurePages[], row: CaseListRow, today: Day): object {
  return {
    cells: [
      {
        text: nameOfCase(procedures, row),
        href: `/pro/${row.slug}/${row.id}`,
        strong: true,
        sub: row.reference,
      },
      { text: row.facility_name, sub: `${row.postcode} ${row.locality}` },
      { text: rowOf(getProcedure(procedures, row.slug).process, row.status).label },
      turnOf(procedures, row, today),
      { text: nextDateOf(procedures, row) },
    ],
  };
}

/** Where a page begins: opaque to the reader, and anything else than ours is the first page. */
const writeCursor = ({ opened_at, id }: CaseListRow): string => Buffer.from(`${opened_at}.${id}`).toString('base64url');
const cursorPattern = new RegExp(`^(\\d{1,15})\\.(${uuidPattern})$`);
function readCursor(value: unknown, side: Cursor['side']): Cursor | undefined {
  if (typeof value !== 'string' || value.length > 100) return undefined;
  const parts = cursorPattern.exec(Buffer.from(value, 'base64url').toString('latin1'));
  const at = Number(parts?.[1]);
  // The largest instant that a date can hold.
  return parts?.[2] && at <= 8_640_000_000_000 ? { side, at, id: parts[2] } : undefined;
}
