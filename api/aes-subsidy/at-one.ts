/** « Subsides AES 1 » at ONE: the requests of a quarter, body by body, how far each is and what it brings; the list can be taken away as a sheet. */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { readsFilesOfPlaces } from '../../db/access/subjects.ts';
import {
  countQuarters,
  listQuartersAtOne,
  listQuartersForSheet,
  type QuarterAtOne,
  type QuarterFilter,
} from '../../db/aes-subsidy/list-at-one.ts';
import { listPeriods } from '../../db/aes-subsidy/list-quarters.ts';
import {
  budgetQuarterInWords,
  budgetQuarterOf,
  lastDayOfQuarter,
  quarterByMonths,
} from '../../domain/after-school/budget-year.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { dueInWords, formatShortDate } from '../../domain/french-dates.ts';
import { inWords } from '../../domain/quantity.ts';
import { monthOf } from '../../domain/quarter.ts';
import { slug, type Status } from '../../workflows/aes-subsidy/contract.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import { signedCentsOf } from '../../workflows/aes-subsidy/rules.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { sendExport } from '../documents/send-export.ts';
import { id } from '../forms/envelope.ts';
import { wordsIn } from '../forms/inputs.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { quartersWorkbook } from './at-one-sheet.ts';
import { badgeKinds } from './quarters.ts';

const path = '/office/aes-subsidies';
const order = Object.keys(process.statuses) as Status[];
const labelOf = (status: Status): string => process.statuses[status].label;

export function atOneRoutes(deps: Dependencies): Router {
  const router = Router();
  const seesCases: RequestHandler = (_req, res, next) => {
    if (!readsFilesOfPlaces(getViewer(res).ability))
      throw forbidden("Les demandes de subsides de tous les pouvoirs organisateurs sont lues par les agents de l'ONE.");
    next();
  };
  router.get(path, seesCases, (req, res) => show(deps, req, res));
  router.get(`${path}/export`, seesCases, (req, res) => sendSheet(deps, req, res));
  return router;
}

async function askedBy({ db, now }: Dependencies, req: Request, res: Response) {
  const { ability } = getViewer(res);
  const today = dayOf(now());
  const running = budgetQuarterOf(monthOf(today));
  const quarters = [...new Set([...(await listPeriods(db, ability)), running])].sort().reverse();
  const { query } = req;
  const text = wordsIn(query.q, 80);
  const status = order.find((one) => one === query.status);
  const filter: QuarterFilter = {
    // What is worked on is the last one that is over: it is being sent, controlled and paid.
    quarter:
      quarters.find((one) => one === query.quarter) ?? quarters.find((one) => lastDayOfQuarter(one) < today) ?? running,
    ...(status ? { status } : {}),
    ...(text ? { text } : {}),
  };
  const typed = { quarter: filter.quarter, ...(status ? { status } : {}), ...(text ? { q: text } : {}) };
  const href = (more: Record<string, string> = {}, to = path): string =>
    `${to}?${new URLSearchParams({ ...typed, ...more }).toString()}`;
  return { ability, today, quarters, filter, href };
}

async function show(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability, today, quarters, filter, href } = await askedBy(deps, req, res);
  const page = await listQuartersAtOne(deps.db, ability, filter, cursorOf(req, id));
  const counts = await countQuarters(deps.db, ability, filter);
  const { quarter, status, text } = filter;
  const sum = (of: 'count' | 'retained' | 'paid'): number => counts.reduce((all, one) => all + one[of], 0);
  const reset = status !== undefined || text !== undefined ? `${path}?quarter=${quarter}` : undefined;
  renderPage(deps, req, res, 'aes-subsidy/at-one', {
    title: 'Subsides AES 1',
    line: [
      `${budgetQuarterInWords(quarter)} : ${demands(sum('count'))}`,
      ...(sum('retained') > 0 ? [`retenu ${euros(sum('retained'))}`] : []),
      ...(sum('paid') > 0 ? [`liquidé ${euros(sum('paid'))}`] : []),
    ].join(', '),
    wide: true,
    filter: {
      action: path,
      fields: [
        {
          name: 'quarter',
          label: 'Trimestre',
          value: quarter,
          options: quarters.map((value) => ({ value, text: quarterByMonths(value) })),
        },
        {
          name: 'status',
          label: 'État',
          value: status ?? '',
          options: [
            { value: '', text: `Tous (${String(sum('count'))})` },
            ...order.flatMap((value) => {
              const count = counts.find((one) => one.status === value)?.count;
              return count === undefined && value !== status
                ? []
                : [{ value, text: `${labelOf(value)} (${String(count ?? 0)})` }];
            }),
          ],
        },
        { name: 'q', label: 'Recherche', value: text ?? '', placeholder: 'nom, localité, référence' },
      ],
      ...(reset ? { resetHref: reset } : {}),
      links: [{ label: 'Exporter (.xlsx)', href: href({}, `${path}/export`) }],
    },
    table: page.rows.length > 0 ? tableOf(page.rows, today) : undefined,
    emptyHref: reset,
    pager: pagerOf(page, href),
  });
}

const demands = (count: number): string =>
  count === 0 ? 'aucune demande' : `${String(count)} demande${count > 1 ? 's' : ''}`;
const euros = (cents: number): string => inWords({ value: cents, unit: 'cents' });
function retainedOf({ data }: QuarterAtOne): string {
  const cents = signedCentsOf(data);
  return cents === undefined ? '–' : euros(cents);
}
const badgeOf = ({ status, turn }: QuarterAtOne): string =>
  status === 'late' || status === 'to-close'
    ? 'due-late'
    : status === 'paid' || status === 'settled'
      ? 'done'
      : badgeKinds[turn];

const tableOf = (rows: readonly QuarterAtOne[], today: Day): object => ({
  caption: 'Demandes de subsides',
  hideCaption: true,
  rows: rows.map((row) => ({
    cells: [
      {
        text: row.name,
        href: `/office/${slug}/${row.id}`,
        sub: `${row.postcode} ${row.locality} · ${row.reference}`,
      },
      { badge: { kind: badgeOf(row), text: labelOf(row.status) }, text: '', sub: whenOf(row, today) },
      { text: placesOf(row), numeric: true },
      { text: row.sent_at === null ? '–' : formatShortDate(dayOf(row.sent_at)) },
      { text: retainedOf(row), numeric: true },
      { text: row.data.paid > 0 ? euros(row.data.paid) : '–', numeric: true },
    ],
  })),
  columns: [
    { label: 'Pouvoir organisateur' },
    { label: 'État', card: 'corner' },
    { label: 'Lieux envoyés', numeric: true },
    { label: 'Envoyée', nowrap: true },
    { label: 'Retenu', numeric: true },
    { label: 'Liquidé', numeric: true },
  ],
  stack: true,
});
/** « 2 sur 5 » once what is left is known; it is known with the first sending. */
const placesOf = ({ data: { sent, left } }: QuarterAtOne): string => {
  const count = Object.keys(sent).length;
  return left === null ? '–' : `${String(count)} sur ${String(count + left)}`;
};
const whenOf = ({ status, status_since: since, data }: QuarterAtOne, today: Day): string =>
  status === 'running' || status === 'to-send'
    ? `jusqu'au ${formatShortDate(data.lastDay)} (${dueInWords(data.lastDay, today)})`
    : `depuis le ${formatShortDate(dayOf(since))}`;

async function sendSheet(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability, today, filter } = await askedBy(deps, req, res);
  const rows = await listQuartersForSheet(deps.db, ability, filter);
  await sendExport(deps, res, {
    name: `subsides-aes1-${filter.quarter}.xlsx`,
    workbook: quartersWorkbook(rows, filter.quarter, today),
    subject: 'case',
    subjectId: slug,
    lines: rows.length,
  });
}
