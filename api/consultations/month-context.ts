/** The month of a crèche that a page is about: to be seen, and what may be done with it. */
import type { Request, Response } from 'express';
import { findCreche, type Creche } from '../../db/attendance/facilities.ts';
import { findActorRole } from '../../db/access/acts.ts';
import { findCaseRow, type CaseRow } from '../../db/cases/case-file.ts';
import { caseOfMonth, type QuarterCase } from '../../db/consultations/quarter-case.ts';
import { loadMonthsToSign, type MonthToSign } from '../../db/consultations/sign.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { isMonth, isQuarter, monthOf, quarterOf, type Month } from '../../domain/quarter.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { forbidden, notFound } from '../problems.ts';
import { processesOf } from '../procedure-words.ts';

export interface MonthContext {
  creche: Creche;
  month: Month;
  today: Day;
  found: QuarterCase | undefined;
  encoded: MonthToSign;
}

/** Requests on paper are refused since then (ONE, FAQ du portail). */
const firstMonth: Month = '2022-01';
export const noAccess =
  "Vos droits ne comprennent pas « Subsides » pour ce milieu d'accueil. La personne qui gère les utilisateurs de votre organisme peut l'ouvrir.";

export const pathOf = (facilityId: string, period: string): string =>
  `/pro/facilities/${facilityId}/consultations/${period}`;

export const isShown = (month: Month, today: Day): boolean => month >= firstMonth && month <= monthOf(today);

/** @throws Problem 404 for a place that is not there, 403 for one whose subsidies are another's */
export async function getCreche({ db }: Pick<Dependencies, 'db'>, req: Request, res: Response): Promise<Creche> {
  const { ability } = getViewer(res);
  const creche = await findCreche(db, ability, idOf(req));
  if (creche) return creche;
  throw ability.can('subsidies', 'Facility') ? notFound() : forbidden(noAccess);
}

/** @throws Problem 404, 403; 404 for a month that is none, or still to come */
export async function getMonth(deps: Dependencies, req: Request, res: Response): Promise<MonthContext> {
  const creche = await getCreche(deps, req, res);
  const today = dayOf(deps.now());
  const { month = '' } = req.params as { month?: string };
  if (!isMonth(month) || !isShown(month, today)) throw notFound();
  return loadMonth(deps, creche, month, today);
}
export async function loadMonth(
  { db }: Pick<Dependencies, 'db'>,
  creche: Creche,
  month: Month,
  today: Day,
): Promise<MonthContext> {
  const found = await caseOfMonth(db, creche.id, month);
  const [encoded] = await loadMonthsToSign(db, creche.id, [month], { today, found });
  return { creche, month, today, found, encoded: encoded! };
}

/** @throws Problem 404 for what is neither a month nor a quarter that has begun */
export function getPeriod(req: Request, today: Day): { period: string; isQuarter: boolean } {
  const { period = '' } = req.params as { period?: string };
  if (isMonth(period) && isShown(period, today)) return { period, isQuarter: false };
  if (isQuarter(period) && period <= quarterOf(monthOf(today)) && period >= quarterOf(firstMonth))
    return { period, isQuarter: true };
  throw notFound();
}

/** The case on which this person signs now; undefined where they may not, or where nobody may. */
export async function findCaseToSign(
  deps: Dependencies,
  res: Response,
  found: Pick<QuarterCase, 'id'> | undefined,
): Promise<Pick<CaseRow, 'id' | 'act_number'> | undefined> {
  if (!found) return undefined;
  const viewer = getViewer(res);
  const row = await findCaseRow(deps.db, viewer, slug, found.id);
  return row && findActorRole(viewer, row, 'sign-consultations', processesOf(deps.procedures)) ? row : undefined;
}
