/** The crèches whose consultations one encodes, with where their last months stand. */
import type { Request, Response } from 'express';
import { listCreches, type Creche } from '../../db/attendance/facilities.ts';
import { countLines } from '../../db/consultations/month.ts';
import { listQuarterCases, sentIn, type QuarterCase } from '../../db/consultations/quarter-case.ts';
import { dayOf } from '../../domain/calendar.ts';
import { monthInWords, monthOf, monthsFurther, quarterOf, type Month } from '../../domain/quarter.ts';
import { consultationsInWords } from '../../views/consultations/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { noAccess, pathOf } from './month-context.ts';

/** This month and those before, the newest first. */
const monthsShown = 6;

/** @throws Problem 403 for whoever has no crèche whose subsidies are theirs */
export async function showCreches(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability } = getViewer(res);
  if (!ability.can('subsidies', 'Facility')) throw forbidden(noAccess);
  const creches = await listCreches(deps.db, ability);
  const now = monthOf(dayOf(deps.now()));
  const months = Array.from({ length: monthsShown }, (_, back) => monthsFurther(now, -back));
  const ids = creches.map(({ id }) => id);
  const [cases, counts] = await Promise.all([
    listQuarterCases(deps.db, ids, quarterOf(months.at(-1)!)),
    countLines(deps.db, ids, months.at(-1)!),
  ]);
  renderPage(deps, req, res, 'consultations/creches', {
    title: 'Consultations médicales',
    styles: ['styles/consultations.css'],
    back: { href: '/pro', label: "à l'accueil" },
    creches: creches.map((creche) => ({
      name: creche.name,
      locality: creche.locality,
      months: months.map((month) => ({
        href: pathOf(creche.id, month),
        text: monthInWords(month),
        ...stateOf(creche, month, cases, counts),
      })),
    })),
  });
}

function stateOf(
  { id }: Creche,
  month: Month,
  cases: readonly QuarterCase[],
  counts: ReadonlyMap<string, { all: number; unsigned: number }>,
): { badge: { kind: string; text: string }; count: string } {
  const found = cases.find(({ facilityId, quarter }) => facilityId === id && quarter === quarterOf(month));
  const { all = 0, unsigned = 0 } = counts.get(`${id} ${month}`) ?? {};
  const count = all === 0 ? '' : consultationsInWords(all);
  switch (sentIn(found, month)) {
    case 'sent':
      return {
        badge:
          unsigned > 0
            ? { kind: 'to-you', text: `${String(unsigned)} pas encore ${unsigned === 1 ? 'signée' : 'signées'}` }
            : { kind: 'done', text: 'envoyé' },
        count: all === 0 ? 'aucune consultation' : count,
      };
    case 'reopened':
      return { badge: { kind: 'to-you', text: "rouvert par l'ONE" }, count };
    default:
      return all === 0
        ? { badge: { kind: 'neutral', text: 'rien encodé' }, count }
        : { badge: { kind: 'to-you', text: 'pas encore envoyé' }, count };
  }
}
