/** « Subsides »: the quarters of the operator, newest first, with where each stands and what it brought. */
import { Router, type Request, type Response } from 'express';
import { listQuarters, type ListCursor, type QuarterListed } from '../../db/aes-subsidy/list-quarters.ts';
import { budgetYearOf, isBudgetQuarter, quarterByMonths } from '../../domain/after-school/budget-year.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { dueInWords, formatShortDate } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { inWords } from '../../domain/quantity.ts';
import { slug } from '../../workflows/aes-subsidy/contract.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import { hasRest, signedCentsOf } from '../../workflows/aes-subsidy/rules.ts';
import { isClosed, rowOf } from '../../workflows/procedure.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';

export const quartersPath = '/pro/aes-subsidies';
/** « Récapitulatif » (received.ts). */
export const receivedPath = `${quartersPath}/received`;
const perPage = 24;

export function quarterRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(quartersPath, (req, res) => showQuarters(deps, req, res));
  return router;
}

async function showQuarters(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability } = getViewer(res);
  if (!ability.can('aes-1', 'Facility'))
    throw forbidden("Les subsides de l'accueil extrascolaire sont pour qui en a reçu le droit.");
  const today = dayOf(deps.now());
  const after = cursorIn(req.query.after);
  const found = await listQuarters(deps.db, ability, { limit: perPage, ...(after ? { after } : {}) });
  const rows = found.slice(0, perPage);
  const last = rows.at(-1);
  const several = new Set(found.map(({ name }) => name)).size > 1;
  renderPage(deps, req, res, 'aes-subsidy/quarters', {
    title: "Subsides de l'accueil extrascolaire",
    line: 'Une demande par trimestre, de chaque année budgétaire d’octobre à septembre',
    receivedHref: receivedPath,
    ...(rows.length > 0 ? { table: quartersTable(rows, today, several) } : {}),
    ...(after ? { firstHref: quartersPath } : {}),
    ...(found.length > perPage && last ? { nextHref: `${quartersPath}?after=${last.quarter}.${last.id}` } : {}),
  });
}

/** Parsed as any other input: what is no place in the list begins it anew. */
function cursorIn(asked: unknown): ListCursor | undefined {
  const [quarter = '', id = ''] = typeof asked === 'string' ? asked.split('.') : [];
  return isBudgetQuarter(quarter) && isUuid(id) ? { quarter, id } : undefined;
}

const euros = (cents: number): string => inWords({ value: cents, unit: 'cents' });
/** What was paid; before that, what was signed. */
function amountOf({ data }: QuarterListed): string {
  const cents = data.paid > 0 ? data.paid : signedCentsOf(data);
  return cents === undefined ? '–' : euros(cents);
}
export const badgeKinds = { operator: 'to-you', one: 'at-one', nobody: 'neutral' } as const;

/** @param several bodies: each row says whose it is */
export function quartersTable(rows: readonly QuarterListed[], today: Day, several = false): object {
  return {
    caption: 'Demandes de subsides',
    hideCaption: true,
    stack: true,
    columns: [
      { label: 'Trimestre' },
      { label: 'Année budgétaire', numeric: true },
      { label: 'État', card: 'corner' },
      { label: 'Lieux envoyés', numeric: true },
      { label: 'Envoyée', nowrap: true },
      { label: 'Montant', numeric: true },
    ],
    rows: rows.map((row) => {
      const { id, name, quarter, status, turn, data, sentAt, reference } = row;
      const until = !data.overdue && hasRest(data) && status !== 'running' && !isClosed(process, status);
      const what = data.left === null ? '' : 'autres lieux ';
      return {
        cells: [
          {
            text: quarterByMonths(quarter),
            href: `/pro/${slug}/${id}`,
            strong: true,
            sub: several ? `${name} · ${reference}` : reference,
          },
          { text: String(budgetYearOf(quarter)) },
          {
            text: until ? `${what}jusqu'au ${formatShortDate(data.lastDay)} (${dueInWords(data.lastDay, today)})` : '',
            badge: {
              kind: status === 'settled' || status === 'paid' ? 'done' : badgeKinds[turn],
              text: rowOf(process, status).label,
            },
          },
          { text: status === 'running' ? '–' : String(Object.keys(data.sent).length) },
          { text: sentAt === null ? '–' : formatShortDate(dayOf(sentAt)) },
          { text: amountOf(row) },
        ],
      };
    }),
  };
}
