/** « Récapitulatif »: what was paid of the quarters of a budget year, place by place; what is on its way; taken away as a sheet. */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { listBudgetYears, listReceived, type Received } from '../../db/aes-subsidy/received.ts';
import { budgetYearOf, isBudgetQuarter, quarterByMonths } from '../../domain/after-school/budget-year.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { inWords } from '../../domain/quantity.ts';
import { monthOf, quarterInWords } from '../../domain/quarter.ts';
import { slug } from '../../workflows/aes-subsidy/contract.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { amountIn, sheetOfRows, type SheetColumn } from '../documents/plain-sheet.ts';
import { sendWorkbook } from '../documents/send-workbook.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { quartersPath, receivedPath } from './quarters.ts';

export function receivedRoutes(deps: Dependencies): Router {
  const router = Router();
  const encodes: RequestHandler = (_req, res, next) => {
    if (!getViewer(res).ability.can('aes-1', 'Facility'))
      throw forbidden("Les subsides de l'accueil extrascolaire sont pour qui en a reçu le droit.");
    next();
  };
  router.get(receivedPath, encodes, (req, res) => show(deps, req, res));
  router.get(`${receivedPath}/export`, encodes, async (req, res) => {
    const { year, ability } = await askedBy(deps, req, res);
    const rows = await listReceived(deps.db, ability, year);
    await sendWorkbook(res, `subsides-aes1-annee-budgetaire-${String(year)}.xlsx`, {
      sheets: [sheetOfRows(`Année budgétaire ${String(year)}`, columns, rows)],
    });
  });
  return router;
}

async function askedBy({ db, now }: Dependencies, req: Request, res: Response) {
  const { ability } = getViewer(res);
  const running = budgetYearOf(monthOf(dayOf(now())));
  const years = [...new Set([running, ...(await listBudgetYears(db, ability))])].sort((one, other) => other - one);
  return { ability, years, year: years.find((one) => String(one) === req.query.year) ?? running };
}

async function show(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability, years, year } = await askedBy(deps, req, res);
  const rows = await listReceived(deps.db, ability, year);
  const several = new Set(rows.map(({ body }) => body)).size > 1;
  renderPage(deps, req, res, 'aes-subsidy/received', {
    title: "Récapitulatif des subsides de l'accueil extrascolaire",
    line: `Année budgétaire ${String(year)}, d'octobre ${String(year - 1)} à septembre ${String(year)} : ${euros(settled(rows))} liquidés`,
    back: { href: quartersPath, label: 'à mes subsides' },
    wide: true,
    filter: {
      action: receivedPath,
      label: 'Choisir une année budgétaire',
      fields: [
        {
          name: 'year',
          label: 'Année budgétaire',
          value: String(year),
          options: years.map((one) => ({
            value: String(one),
            text: String(one),
          })),
        },
      ],
      links: [{ label: 'Exporter (.xlsx)', href: `${receivedPath}/export?year=${String(year)}` }],
    },
    year,
    ...(rows.length > 0 ? { table: tableOf(rows, { several, year }) } : {}),
  });
}

const euros = (cents: number): string => inWords({ value: cents, unit: 'cents' });
/** What has reached the account: what was taken from a payment did not. */
const settled = (rows: readonly Received[]): number =>
  rows
    .filter(({ kind, status }) => kind === 'balance' && status === 'paid')
    .reduce((sum, { cents, taken }) => sum + cents - taken, 0);
const settledWords = ({ kind, status, settledOn, taken, cents, takenFrom }: Received): string => {
  if (kind === 'recovery')
    return takenFrom && taken >= -cents
      ? `repris sur ${isBudgetQuarter(takenFrom) ? quarterByMonths(takenFrom) : `une prime (${quarterInWords(takenFrom)})`}`
      : 'à reprendre sur un prochain paiement';
  return settledOn
    ? formatShortDate(settledOn)
    : status === 'in-file'
      ? 'paiement en cours'
      : 'prochain fichier de paiement';
};
const kindWords = { balance: 'Subside', recovery: 'Reprise' } as const;

const tableOf = (rows: readonly Received[], { several, year }: { several: boolean; year: number }): object => ({
  caption: `Paiements de l'année budgétaire ${String(year)}`,
  hideCaption: true,
  stack: true,
  columns: [
    { label: 'Trimestre', nowrap: true },
    { label: 'Lieu' },
    { label: 'Type' },
    { label: 'Liquidation', nowrap: true },
    { label: 'Montant', numeric: true },
    { label: 'Voir le PDF' },
  ],
  rows: rows.map((one) => ({
    cells: [
      {
        text: quarterByMonths(one.quarter),
        strong: true,
        href: `/pro/${slug}/${one.caseId}`,
        sub: several ? `${one.body} · ${one.reference}` : one.reference,
      },
      { text: one.place },
      { text: kindWords[one.kind] },
      { text: settledWords(one) },
      {
        text: euros(one.cents),
        numeric: true,
        fault: one.cents < 0,
        ...(one.kind === 'balance' && one.taken > 0 ? { sub: `dont ${euros(one.taken)} repris` } : {}),
      },
      one.letterId ? { text: 'PDF', href: `/documents/${one.letterId}`, about: `calcul, ${one.place}` } : { text: '–' },
    ],
  })),
});

const columns: readonly SheetColumn<Received>[] = [
  { header: 'Trimestre', width: 28, text: ({ quarter }) => quarterByMonths(quarter) },
  { header: 'Référence', width: 18, text: ({ reference }) => reference },
  { header: 'Pouvoir organisateur', width: 36, text: ({ body }) => body },
  { header: 'Lieu', width: 40, text: ({ place }) => place },
  { header: 'Type', width: 12, text: ({ kind }) => kindWords[kind] },
  { header: 'Liquidation', width: 32, text: settledWords },
  { header: 'Montant (€)', width: 14, text: ({ cents }) => amountIn(cents) },
  {
    header: 'Dont repris (€)',
    width: 16,
    text: ({ kind, taken }) => (kind === 'balance' && taken > 0 ? amountIn(taken) : ''),
  },
];
