/** One place for all quarters: each subsidised crèche of the operator, quarter by quarter. */
import { Router, type Request, type Response } from 'express';
import { listCreches } from '../../db/attendance/facilities.ts';
import { listQuarters, type QuarterOfPlace } from '../../db/quarterly-subsidy/list-quarters.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { dueInWords, formatShortDate } from '../../domain/french-dates.ts';
import { isQuarter, monthOf, monthsOf, quarterInWords, quarterOf, quartersFurther } from '../../domain/quarter.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';

export const quartersPath = '/pro/quarters';

export function quarterRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(quartersPath, (req, res) => showQuarters(deps, req, res));
  return router;
}

async function showQuarters(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { ability } = getViewer(res);
  if (!ability.can('subsidies', 'Facility'))
    throw forbidden('Les subsides sont ceux des crèches subventionnées, pour qui en a reçu le droit.');
  const today = dayOf(deps.now());
  const running = quarterOf(monthOf(today));
  const asked = req.query.quarter;
  // The quarter that is to be submitted now, unless another one is asked for.
  const quarter = typeof asked === 'string' && isQuarter(asked) ? asked : quartersFurther(running, -1);
  const creches = await listCreches(deps.db, ability);
  const all = await listQuarters(
    deps.db,
    creches.map(({ id }) => id),
  );
  const periods = [...new Set([...all.map((one) => one.quarter), running, quarter])].sort();
  const at = periods.indexOf(quarter);
  const link = (to: string | undefined) =>
    to === undefined ? undefined : { href: `${quartersPath}?quarter=${to}`, label: quarterInWords(to) };
  const found = new Map(all.filter((one) => one.quarter === quarter).map((one) => [one.facilityId, one]));
  renderPage(deps, req, res, 'quarterly-subsidy/quarters', {
    title: 'Demandes de subside trimestrielles',
    line: `${quarterInWords(quarter)}${quarter === running ? ', en cours' : ''}`,
    previous: link(periods[at - 1]),
    next: link(periods[at + 1]),
    isEmpty: creches.length === 0,
    rows: creches.map(({ id, name, locality }) => {
      const one = found.get(id);
      return {
        cells: [
          one
            ? { text: name, href: `/pro/${slug}/${one.id}`, strong: true, ...(locality ? { sub: locality } : {}) }
            : { text: name, ...(locality ? { sub: locality } : {}) },
          one ? { text: rowOf(process, one.status).label } : { text: "pas ouvert pour ce milieu d'accueil" },
          { text: one ? sentInWords(one) : '' },
          { text: one ? untilInWords(one, today) : '' },
        ],
      };
    }),
  });
}

function sentInWords({ quarter, data }: QuarterOfPlace): string {
  const sent = monthsOf(quarter).filter((month) => data.attendance[month] && !data.attendance[month].reopened).length;
  return `${String(sent)} mois sur 3`;
}
function untilInWords({ status, lastDay }: QuarterOfPlace, today: Day): string {
  switch (status) {
    case 'running':
    case 'to-submit':
    case 'late':
      return `à soumettre avant le ${formatShortDate(lastDay)} (${dueInWords(lastDay, today)})`;
    case 'correction-asked':
      return 'à corriger';
    default:
      return '–';
  }
}
