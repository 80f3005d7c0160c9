/** « Récapitulatif »: what an operator has received, and the lines of each request; for places without subsidies, exceptional bonuses. */
import { Router, type Request, type Response } from 'express';
import { actAs, openFor } from '../../db/access/acts.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { findCaseRow } from '../../db/cases/case-file.ts';
import { calculationsOf } from '../../db/subsidies/calculations.ts';
import {
  bodiesWithoutAccount,
  findRecapLine,
  listCovidAids,
  listRecap,
  perPage,
  recapKinds,
  type RecapFilter,
  type RecapLine,
} from '../../db/subsidies/recap.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { monthOf, quarterInShort, quarterInWords, quarterOf, quartersFurther } from '../../domain/quarter.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { kindWords } from '../../views/subsidies/words.ts';
import { slug as accountSlug } from '../../workflows/bank-account/contract.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { amountIn, sheetOfRows, type SheetColumn } from '../documents/plain-sheet.ts';
import { sendWorkbook } from '../documents/send-workbook.ts';
import { id } from '../forms/envelope.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { contestOf } from './signed-sum.ts';
import type { Row } from '../quarterly-subsidy/own.ts';
import { linesPanel, type LinesOptions } from './lines-panel.ts';
import { pageIn, pagerOf } from './lists.ts';

const path = '/pro/subsidies';
const notYours = "Vos droits n'ouvrent pas « Subsides » : votre pouvoir organisateur peut vous les donner.";
/** Three years back, the running quarter among them. */
const quartersBack = 12;
const mostExported = 5_000;

export function recapRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.use(path, (_req, res, next) => {
    if (!getViewer(res).ability.can('read', 'Payment')) throw forbidden(notYours);
    next();
  });
  router.get(path, (req, res) => show(req, res));
  router.get(`${path}/export`, async (req, res) => {
    const { filter } = asked(req);
    const { rows } = await listRecap(db, getViewer(res).ability, filter, { limit: mostExported });
    await sendWorkbook(res, `subsides-${dayOf(now())}.xlsx`, {
      sheets: [sheetOfRows('Récapitulatif', columns, rows)],
    });
  });
  router.get(`${path}/covid`, async (req, res) => {
    const page = pageIn(req);
    const { rows, total } = await listCovidAids(db, getViewer(res).ability, page);
    renderPage(deps, req, res, 'subsidies/covid', {
      title: 'Mes aides covid',
      line: "Reprises de l'ancien portail, pour être relues : plus rien ne s'y ajoute.",
      back: { href: path, label: 'au récapitulatif' },
      rows: rows.map((aid) => ({
        cells: [
          { text: aid.period, strong: true },
          { text: aid.label, sub: aid.facility_name },
          { text: formatShortDate(aid.settled_on) },
          { text: centsInWords(aid.cents), numeric: true },
        ],
      })),
      pager: pagerOf(`${path}/covid`, { page, total, perPage }),
    });
  });
  return router;

  function asked(req: Request): { filter: RecapFilter; typed: Record<string, string> } {
    const kind = recapKinds.find((one) => one === req.query.kind);
    const all = req.query.years === 'all';
    return {
      filter: {
        ...(all ? {} : { from: quartersFurther(quarterOf(monthOf(dayOf(now()))), -quartersBack) }),
        ...(kind ? { kind } : {}),
      },
      typed: { years: all ? 'all' : '3', ...(kind ? { kind } : {}) },
    };
  }

  /** From the line itself, for who acts for the body. */
  async function contesting(res: Response, caseId: string): Promise<Pick<LinesOptions, 'act'>> {
    const viewer = getViewer(res);
    const row = await findCaseRow(db, viewer, slug, caseId);
    if (!row || !viewer.ability.can(actAs('operator'), asSubject('Case', row))) return {};
    return { act: contestOf({ row: row as unknown as Row, acts: [] }, `/pro/${slug}/${caseId}`) };
  }

  async function show(req: Request, res: Response): Promise<void> {
    const { ability } = getViewer(res);
    const { filter, typed } = asked(req);
    const page = pageIn(req);
    const { rows, total } = await listRecap(db, ability, filter, { page });
    const opened = id.safeParse(req.query.open).data;
    const line = opened ? await findRecapLine(db, ability, opened) : undefined;
    const unpaid = await bodiesWithoutAccount(db, ability);
    const query = new URLSearchParams({ ...typed, ...(page > 1 ? { page: String(page) } : {}) }).toString();
    const several = new Set(rows.map((one) => one.facility_id)).size > 1;
    renderPage(deps, req, res, 'subsidies/recap', {
      title: 'Récapitulatifs de vos subsides et primes exceptionnelles',
      wide: true,
      filter: {
        action: path,
        label: 'Filtrer le récapitulatif',
        fields: [
          {
            name: 'years',
            label: 'Montrer les subsides et les primes exceptionnelles des',
            value: typed.years,
            options: [
              { value: '3', text: '3 dernières années' },
              { value: 'all', text: 'toutes les années' },
            ],
          },
          {
            name: 'kind',
            label: 'Type',
            value: typed.kind ?? '',
            options: [
              { value: '', text: 'Tous les types' },
              ...recapKinds.map((value) => ({ value, text: kindWords[value] ?? value })),
            ],
          },
        ],
        links: [{ label: 'Exporter (.xlsx)', href: `${path}/export?${query}` }],
      },
      unpaid: unpaid.length > 0 ? unpaid.join(', ') : undefined,
      ...(ability.can(openFor(accountSlug), 'Facility') ? { accountsHref: '/pro/accounts' } : {}),
      ...(rows.length > 0 ? { table: tableOf(rows, { several, query, opened: line?.case_id }) } : {}),
      pager: pagerOf(path, { page, total, perPage }, typed),
      ...(line?.case_id
        ? {
            lines: {
              ...linesPanel(await calculationsOf(db, line.case_id), {
                title: `${quarterInWords(line.quarter)} : déclaré, retenu, pourquoi`,
                ...(await contesting(res, line.case_id)),
              }),
              caseHref: `/pro/quarterly-subsidy/${line.case_id}`,
              status: process.statuses[line.status as keyof typeof process.statuses].label,
            },
          }
        : {}),
    });
  }
}

const euros = (cents: number | null): object => ({
  text: cents === null ? '–' : centsInWords(cents),
  numeric: true,
  fault: cents !== null && cents < 0,
});
const settledWords = ({ kind, status, settled_on: on }: RecapLine): string =>
  on ? formatShortDate(on) : kind === 'quarter' ? process.statuses[status as 'paid'].label : 'à payer';

function tableOf(
  rows: readonly RecapLine[],
  { several, query, opened }: { several: boolean; query: string; opened: string | null | undefined },
): object {
  return {
    caption: 'Récapitulatif',
    hideCaption: true,
    stack: true,
    columns: [
      { label: 'Période', nowrap: true },
      { label: 'Type' },
      { label: 'Date de liquidation' },
      { label: 'Montant des subsides', numeric: true },
      { label: 'Solde de la demande', numeric: true },
      { label: 'Voir le PDF' },
    ],
    rows: rows.map((one) => ({
      ...(one.case_id !== null && one.case_id === opened && one.kind === 'quarter' ? { selected: true } : {}),
      cells: [
        {
          text: quarterInShort(one.quarter),
          strong: true,
          ...(one.kind === 'quarter' ? { href: `${path}?${query}&open=${one.case_id ?? ''}#calcul` } : {}),
        },
        { text: one.label ?? kindWords[one.kind] ?? one.kind, ...(several ? { sub: one.facility_name } : {}) },
        { text: settledWords(one) },
        euros(one.cents),
        {
          ...euros(one.balance),
          ...(one.balance !== null && one.balance < 0
            ? {
                sub: one.taken_from
                  ? `repris sur ${quarterInShort(one.taken_from)}`
                  : 'à reprendre sur le prochain paiement',
              }
            : {}),
        },
        one.letter_id
          ? { text: 'PDF', href: `/documents/${one.letter_id}` }
          : one.has_document
            ? { text: 'Décision', href: `${path}/bonuses/${one.id}/document` }
            : { text: '–' },
      ],
    })),
  };
}

const columns: readonly SheetColumn<RecapLine>[] = [
  { header: 'Période', width: 12, text: ({ quarter }) => quarterInShort(quarter) },
  { header: 'Type', width: 28, text: ({ label, kind }) => label ?? kindWords[kind] ?? kind },
  { header: "Milieu d'accueil", width: 36, text: (one) => one.facility_name },
  { header: 'Date de liquidation', width: 20, text: settledWords },
  { header: 'Montant des subsides (€)', width: 24, text: ({ cents }) => amountIn(cents) },
  { header: 'Solde de la demande (€)', width: 24, text: ({ balance }) => amountIn(balance) },
];
