/** A quarter in the hands of somebody: its case, its report, and whether they may change it. */
import type { Request, Response } from 'express';
import { actAs } from '../../../db/access/acts.ts';
import { asSubject } from '../../../db/access/subjects.ts';
import { findCaseRow } from '../../../db/cases/case-file.ts';
import { findAskedCorrections, type AskedCorrections } from '../../../db/quarterly-subsidy/corrections.ts';
import type { ReportOf } from '../../../db/quarterly-subsidy/report.ts';
import { readQuarter, type QuarterToday } from '../../../db/quarterly-subsidy/sealed.ts';
import { dayOf, type Day, type Instant } from '../../../domain/calendar.ts';
import { formatDateTime } from '../../../domain/french-dates.ts';
import { quarterInWords } from '../../../domain/quarter.ts';
import { slug } from '../../../workflows/quarterly-subsidy/contract.ts';
import { reportSteps, stepTitles, type ReportStepName } from '../../../views/quarterly-subsidy/report-words.ts';
import { getViewer, idOf, type Dependencies } from '../../context.ts';
import { renderPage } from '../../page.ts';
import { conflict, forbidden, notFound } from '../../problems.ts';
import { askedAt } from '../corrections.ts';
import { doorsOf, type Doors } from '../doors.ts';
import { reportOf, type Row } from '../own.ts';
import { isDeclaring } from '../../../workflows/quarterly-subsidy/contract.ts';
import { stepStates } from './steps.ts';

export interface Quarter extends QuarterToday {
  doors: Doors;
  row: Row;
  of: ReportOf;
  /** By their right, and while it is with them. */
  mayEdit: boolean;
  today: Day;
  /** Of the case. */
  base: string;
  /** While ONE waits for corrections. */
  asked?: AskedCorrections;
}

/** @throws Problem 404 */
export async function getRow({ db }: Dependencies, req: Request, res: Response): Promise<Row> {
  const found = await findCaseRow(db, getViewer(res), slug, idOf(req));
  if (!found) throw notFound();
  return found as unknown as Row;
}
const declares = (res: Response, row: Row): boolean =>
  getViewer(res).ability.can(actAs('operator'), asSubject('Case', row));

/** @throws Problem 404 */
export async function getQuarter(deps: Dependencies, req: Request, res: Response): Promise<Quarter> {
  const row = await getRow(deps, req, res);
  const [now, of] = [deps.now(), reportOf(row)];
  const today = dayOf(now);
  const { ability } = getViewer(res);
  const own = await readQuarter(deps.db, of, { data: row.state.data, today, now, ability });
  const asked = row.status === 'correction-asked' ? await findAskedCorrections(deps.db, row.id) : undefined;
  return {
    ...(asked ? { asked } : {}),
    row,
    of,
    ...own,
    doors: doorsOf(ability, row),
    mayEdit: declares(res, row) && isDeclaring(row.status),
    today,
    base: `/pro/${slug}/${row.id}`,
  };
}

const submittedText = 'La demande a été soumise : le rapport ne se modifie plus.';
/** For a change. @throws Problem 404, 403; 409 where it was submitted meanwhile */
export async function getEditable(
  deps: Dependencies,
  req: Request,
  res: Response,
): Promise<{ row: Row; of: ReportOf; base: string }> {
  const row = await getRow(deps, req, res);
  if (!declares(res, row)) throw forbidden("Seul le milieu d'accueil remplit son rapport.");
  const base = `/pro/${slug}/${row.id}`;
  if (!isDeclaring(row.status)) throw closedMeanwhile(base);
  return { row, of: reportOf(row), base };
}
export const closedMeanwhile = (base: string, kept: { label: string; value: string }[] = []): Error =>
  conflict({ title: 'La demande a été soumise entre-temps', what: submittedText, kept, backHref: base });

/** @param change who has saved it, and when; nothing where it is gone */
export const changedMeanwhile = (
  change: { at: Instant; by: string | null } | undefined,
  backHref: string,
  kept: { label: string; value: string }[],
): Error =>
  conflict({
    title: 'Cette partie du rapport a changé entre-temps',
    what: change
      ? `${change.by ?? "Quelqu'un d'autre"} a enregistré cette partie du rapport le ${formatDateTime(change.at)}`
      : 'Un·e collègue a retiré cette ligne du rapport',
    kept,
    backHref,
    backText: 'Ouvrir le rapport comme il est maintenant',
  });

interface Shown {
  step: ReportStepName;
  partial: string;
  styles?: string[];
  scripts?: string[];
  [key: string]: unknown;
}
/** One of the eight steps, among the others. */
export function renderStep(deps: Dependencies, req: Request, res: Response, quarter: Quarter, shown: Shown): void {
  const { row, report, mayEdit, base } = quarter;
  const at = reportSteps.indexOf(shown.step);
  const hrefOf = (step: ReportStepName): string => `${base}/report/${step}`;
  const states = stepStates({ ...quarter, submitted: !isDeclaring(row.status) });
  renderPage(deps, req, res, 'quarterly-subsidy/report', {
    title: stepTitles[shown.step].title,
    line: `Rapport d'activités · ${quarterInWords(report.quarter)} · ${row.facility_name ?? ''} · étape ${String(at + 1)} sur ${String(reportSteps.length)}`,
    back: { href: base, label: 'à la demande de subside' },
    steps: reportSteps.map((step, index) => ({
      position: String(index + 1),
      href: hrefOf(step),
      label: stepTitles[step].short,
      isCurrent: step === shown.step,
      ...states[step],
    })),
    folded: `Étape ${String(at + 1)} sur ${String(reportSteps.length)} : ${stepTitles[shown.step].short}`,
    previous:
      at > 0 ? { href: hrefOf(reportSteps[at - 1]!), label: stepTitles[reportSteps[at - 1]!].short } : undefined,
    next:
      at < reportSteps.length - 1
        ? { href: hrefOf(reportSteps[at + 1]!), label: stepTitles[reportSteps[at + 1]!].short }
        : undefined,
    action: hrefOf(shown.step),
    mayEdit,
    ...(mayEdit ? {} : { closed: submittedText }),
    asked: quarter.asked ? askedAt(shown.step, row.state.data.corrections ?? [], quarter.asked) : [],
    ...shown,
  });
}
