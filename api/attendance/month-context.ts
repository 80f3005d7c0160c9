/** The month of a crèche that a page is about: to be seen, to be written in, and what its cells are looked at with. */
import type { Request, Response } from 'express';
import { findCreche, type Creche } from '../../db/attendance/facilities.ts';
import { loadMonth, type EncodedMonth, type MonthOf } from '../../db/attendance/month.ts';
import { findMonthState, type MonthState } from '../../db/attendance/month-state.ts';
import { rulesFor } from '../../db/attendance/rules.ts';
import type { MonthRules } from '../../domain/attendance/month.ts';
import { lastMonthFrom } from '../../domain/attendance/weeks.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { isMonth, monthsFurther, type Month } from '../../domain/quarter.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { forbidden, notFound, Problem } from '../problems.ts';
import { isDeclaring } from '../../workflows/quarterly-subsidy/contract.ts';

export interface MonthContext extends MonthOf {
  creche: Creche;
  state: MonthState;
  today: Day;
  /** Nothing is written any more, or not by these eyes. */
  locked: boolean;
  base: string;
}

const firstMonth: Month = '2020-01';
const noAccess =
  "Vos droits ne comprennent pas « Subsides » pour ce milieu d'accueil. La personne qui gère les utilisateurs de votre organisme peut l'ouvrir.";

/** @throws Problem 404 for a place or a month that is not there, 403 for a place whose subsidies are another's */
export async function getMonth(deps: Dependencies, req: Request, res: Response): Promise<MonthContext> {
  const found = await findMonth(deps, res, { facilityId: idOf(req), month: String(req.params.month) });
  if (found) return found;
  requireSubsidies(res);
  throw notFound();
}

/** @throws Problem 403 for whoever works on the subsidies of no place */
export function requireSubsidies(res: Response): void {
  if (!getViewer(res).ability.can('subsidies', 'Facility')) throw forbidden(noAccess);
}

export async function findMonth(
  { db, now }: Dependencies,
  res: Response,
  { facilityId, month }: MonthOf,
): Promise<MonthContext | undefined> {
  const today = dayOf(now());
  const creche = await findCreche(db, getViewer(res).ability, facilityId);
  if (!creche || !isMonth(month) || month < firstMonth || month > lastMonthFrom(today)) return undefined;
  const state = await findMonthState(db, { facilityId, month });
  const base = `/pro/facilities/${facilityId}/attendance/${month}`;
  return { facilityId, month, creche, state, today, locked: isLocked(state), base };
}

/** Nothing is written in a month that was sent, nor where its quarter is not with the operator any more. */
export const isLocked = ({ sent, case: of }: MonthState): boolean =>
  sent === 'sent' || (of !== undefined && !isDeclaring(of.status));

/** Where closures are told, in the report of the quarter: a day that was open is mended there. */
export const closuresHref = ({ state, locked }: MonthContext): string | undefined =>
  state.case && !locked ? `/pro/quarterly-subsidy/${state.case.id}/report/information` : undefined;

const sentMeanwhile =
  "Ce mois a été envoyé à l'ONE : il ne se modifie plus. Votre gestionnaire subsides peut le rouvrir.";
/** A month that takes no more changes: what was typed is not written. */
export const lockedProblem = ({ base }: Pick<MonthContext, 'base'>): Problem =>
  new Problem(409, 'attendance-sent', {
    conflict: {
      title: 'Ce mois ne se modifie plus',
      what: sentMeanwhile.replace(/\.$/, ''),
      possible: [{ label: 'Revoir le mois', href: base }],
    },
  });

/** The month with its rules, read together; and the rules of the month before. */
export async function loadWithRules(
  deps: Pick<Dependencies, 'db'>,
  context: MonthContext,
): Promise<{ encoded: EncodedMonth; rules: MonthRules; rulesBefore: MonthRules }> {
  const { facilityId, month, today } = context;
  const before = monthsFurther(month, -1);
  const [encoded, rules] = await Promise.all([
    loadMonth(deps.db, context),
    rulesFor(deps.db, facilityId, [before, month], today),
  ]);
  return { encoded, rules: rules.get(month)!, rulesBefore: rules.get(before)! };
}
