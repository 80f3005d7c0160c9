/** « Validation des équipes »: how far each administration is, and each place; the list can be taken away as a sheet. */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { readsFilesOfPlaces } from '../../db/access/subjects.ts';
import { compareChangedTeams } from '../../db/team-validation/changed-teams.ts';
import {
  countProgress,
  listProgress,
  listProgressForSheet,
  listYears,
  type Progress,
  type ProgressFilter,
  type ProgressRow,
} from '../../db/team-validation/progress.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { slug, type Status } from '../../workflows/team-validation/contract.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { sendExport } from '../documents/send-export.ts';
import { id } from '../forms/envelope.ts';
import { wordsIn } from '../forms/inputs.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { modifiedWord, progressWorkbook } from './progress-sheet.ts';

const path = '/office/team-validations';
const order = Object.keys(process.statuses) as Status[];
const isValidated = (status: Status): boolean => status.startsWith('validated');
const labelOf = (status: Status): string => process.statuses[status].label;
const badges: Readonly<Partial<Record<Status, string>>> = {
  'open': 'neutral',
  'in-preparation': 'at-one',
  'late': 'due-late',
  'not-validated': 'due-late',
  'cancelled': 'neutral',
};
const names: Readonly<Record<string, string>> = administrationNames;

export function progressRoutes(deps: Dependencies): Router {
  const router = Router();
  const seesCases: RequestHandler = (_req, res, next) => {
    if (!readsFilesOfPlaces(getViewer(res).ability))
      throw forbidden("Les validations sont lues par les agents de l'ONE.");
    next();
  };
  router.get(path, seesCases, (req, res) => showProgress(deps, req, res));
  router.get(`${path}/export`, seesCases, (req, res) => sendSheet(deps, req, res));
  return router;
}

async function askedBy({ db, now }: Dependencies, req: Request, res: Response) {
  const { ability } = getViewer(res);
  const thisYear = dayOf(now()).slice(0, 4);
  const years = [...new Set([...(await listYears(db, ability)), thisYear])].sort().reverse();
  const { query } = req;
  const text = wordsIn(query.q, 80);
  const status = order.find((one) => one === query.status);
  const administration = Object.keys(names).find((one) => one === query.administration);
  const filter: ProgressFilter = {
    year: years.find((one) => one === query.year) ?? thisYear,
    ...(status ? { status } : {}),
    ...(administration ? { administration } : {}),
    ...(query.modified === '1' ? { modified: true } : {}),
    ...(text ? { text } : {}),
  };
  const typed = {
    year: filter.year,
    ...(status ? { status } : {}),
    ...(administration ? { administration } : {}),
    ...(filter.modified ? { modified: '1' } : {}),
    ...(text ? { q: text } : {}),
  };
  const href = (more: Record<string, string> = {}, to = path): string =>
    `${to}?${new URLSearchParams({ ...typed, ...more }).toString()}`;
  return { ability, years, filter, href };
}

async function showProgress(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability, years, filter, href } = await askedBy(deps, req, res);
  const isCompared = await compareChangedTeams(deps.db);
  const [page, counts] = await Promise.all([
    listProgress(deps.db, ability, filter, cursorOf(req, id)),
    countProgress(deps.db, ability, filter),
  ]);
  const { status, administration, modified, text } = filter;
  const isFiltered = status !== undefined || administration !== undefined || modified || text !== undefined;
  const counted = (of: (one: Progress) => boolean): number =>
    counts.filter(of).reduce((sum, { count }) => sum + count, 0);
  const total = counted((one) => !administration || one.administration === administration);
  const here = counts.filter((one) => !administration || one.administration === administration);
  renderPage(deps, req, res, 'team-validation/progress', {
    title: `Validation des équipes, ${filter.year}`,
    line: "Les données de Mon Équipe, validées chaque année jusqu'au 31 mai.",
    left: !isCompared,
    wide: true,
    filter: {
      action: path,
      fields: [
        { name: 'year', label: 'Année', value: filter.year, options: years.map((one) => ({ value: one, text: one })) },
        {
          name: 'status',
          label: 'État',
          value: status ?? '',
          options: [
            { value: '', text: `Tous (${String(total)})` },
            ...order.map((one) => ({
              value: one,
              text: `${labelOf(one)} (${String(here.filter((each) => each.status === one).reduce((sum, { count }) => sum + count, 0))})`,
            })),
          ],
        },
        {
          name: 'administration',
          label: 'Administration',
          value: administration ?? '',
          options: [
            { value: '', text: 'Toutes' },
            ...Object.entries(names).map(([value, name]) => ({ value, text: name })),
          ],
        },
        {
          name: 'modified',
          label: 'Modifiée après validation',
          value: modified ? '1' : '',
          options: [
            { value: '', text: 'Toutes' },
            { value: '1', text: `Oui (${String(here.reduce((sum, one) => sum + one.modified, 0))})` },
          ],
        },
        { name: 'q', label: 'Recherche', value: text ?? '', placeholder: 'nom, localité, référence' },
      ],
      ...(isFiltered ? { resetHref: `${path}?year=${filter.year}` } : {}),
      links: [{ label: 'Exporter (.xlsx)', href: href({}, `${path}/export`) }],
    },
    summary: counts.length > 0 ? summaryOf(counts, href) : undefined,
    table:
      page.rows.length > 0 ? tableOf(page.rows, new Set(counts.map((one) => one.administration)).size > 1) : undefined,
    emptyHref: isFiltered ? `${path}?year=${filter.year}` : undefined,
    pager: pagerOf(page, href),
  });
}

/** By administration: how many, how far. */
function summaryOf(counts: readonly Progress[], href: (more: Record<string, string>) => string): object {
  const sum = (rows: readonly Progress[], of: (status: Status) => boolean): number =>
    rows.filter(({ status }) => of(status)).reduce((total, { count }) => total + count, 0);
  const groups: { label: string; of: (status: Status) => boolean }[] = [
    { label: 'À valider', of: (status) => status === 'open' || status === 'in-preparation' },
    { label: 'En retard', of: (status) => status === 'late' },
    { label: 'Validées', of: isValidated },
    { label: 'Non validées', of: (status) => status === 'not-validated' },
  ];
  return {
    caption: 'Avancement par administration',
    dense: true,
    stack: true,
    columns: [
      { label: 'Administration' },
      { label: 'Équipes', numeric: true },
      ...groups.map(({ label }) => ({ label, numeric: true })),
      { label: 'Part validée', numeric: true },
      { label: 'Modifiées après', numeric: true },
    ],
    rows: Object.entries(names).flatMap(([administration, name]) => {
      const rows = counts.filter((one) => one.administration === administration);
      const total = sum(rows, (status) => status !== 'cancelled');
      if (total === 0) return [];
      const part = Math.round((100 * sum(rows, isValidated)) / total);
      return [
        {
          cells: [
            { text: name, href: href({ administration }) },
            { text: String(total), numeric: true },
            ...groups.map(({ of }) => ({ text: String(sum(rows, of)), numeric: true })),
            { text: `${String(part)} %`, numeric: true },
            modifiedCell(
              rows.reduce((total_, one) => total_ + one.modified, 0),
              href({ administration, modified: '1' }),
            ),
          ],
        },
      ];
    }),
  };
}

/** @param several whether more than one administration is seen: else its name says nothing */
const tableOf = (rows: readonly ProgressRow[], several: boolean): object => ({
  caption: 'Équipes',
  hideCaption: true,
  stack: true,
  columns: [
    { label: "Milieu d'accueil" },
    ...(several ? [{ label: 'Administration', card: 'plain' }] : []),
    { label: 'État', card: 'corner' },
    { label: 'Depuis', nowrap: true },
    { label: 'Modifiée après validation' },
    { label: 'Personnes', numeric: true },
  ],
  rows: rows.map((row) => ({
    cells: [
      {
        text: row.facility_name,
        href: `/office/${slug}/${row.id}`,
        sub: `${row.postcode} ${row.locality} · ${row.reference}`,
      },
      ...(several ? [{ text: names[row.administration] ?? '' }] : []),
      { badge: { kind: badges[row.status] ?? 'done', text: labelOf(row.status) }, text: '', sub: detailOf(row) },
      { text: formatShortDate(dayOf(row.status_since)) },
      row.modified ? { badge: { kind: 'due-soon', text: 'modifiée' }, text: '' } : { text: modifiedWord(row) },
      { text: row.data.people === undefined ? '' : String(row.data.people), numeric: true },
    ],
  })),
});
const modifiedCell = (count: number, href: string): object => ({
  text: String(count),
  numeric: true,
  ...(count > 0 ? { href } : {}),
});
const detailOf = ({ data, status }: ProgressRow): string | undefined => {
  if (data.quarter) return quarterInWords(data.quarter);
  if (status === 'late' && data.followedUp) return 'relancée';
  return data.path === 'quarterly' && !isValidated(status) ? 'validée par la demande de subsides' : undefined;
};

async function sendSheet(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability, filter } = await askedBy(deps, req, res);
  await compareChangedTeams(deps.db);
  const rows = await listProgressForSheet(deps.db, ability, filter);
  await sendExport(deps, res, {
    name: `validation-equipes-${filter.year}.xlsx`,
    workbook: progressWorkbook(rows, filter.year, dayOf(deps.now())),
    subject: 'case',
    subjectId: slug,
    lines: rows.length,
  });
}
