/** The eight steps of the report, in the order of the guide: each a page, none of them a form of the case. */
import { Router, type Request, type Response } from 'express';
import { loadPaidBefore } from '../../../db/quarterly-subsidy/before.ts';
import { slug } from '../../../workflows/quarterly-subsidy/contract.ts';
import { reportSteps, type ReportStepName } from '../../../views/quarterly-subsidy/report-words.ts';
import type { Dependencies } from '../../context.ts';
import { notFound } from '../../problems.ts';
import { boardView } from '../board.ts';
import { getQuarter, renderStep, type Quarter } from './context.ts';
import { costsView, postCostLine, postCosts } from './costs.ts';
import { postClosure, postHolidays } from './closures.ts';
import { postInformation } from './information.ts';
import { informationView } from './information-view.ts';
import { postStaff } from './save-staff.ts';
import { placeIn, staffView } from './staff.ts';
import { attachmentsView, attendanceView, consultationsView, postAttachments, quarterView } from './summaries.ts';

export function reportRoutes(deps: Dependencies): Router {
  const router = Router();
  const path = `/pro/${slug}/:id/report`;
  router.get(`${path}/:step`, (req, res) => showStep(deps, req, res));
  router.post(`${path}/staff`, (req, res) => postStaff(deps, req, res));
  router.post(`${path}/information`, (req, res) => postInformation(deps, req, res));
  router.post(`${path}/information/closures`, (req, res) => postClosure(deps, req, res));
  router.post(`${path}/information/holidays`, (req, res) => postHolidays(deps, req, res));
  router.post(`${path}/costs`, (req, res) => postCosts(deps, req, res));
  router.post(`${path}/costs/lines`, (req, res) => postCostLine(deps, req, res));
  router.post(`${path}/attachments`, (req, res) => postAttachments(deps, req, res));
  return router;
}

async function showStep(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const step = reportSteps.find((one) => one === req.params.step);
  if (!step) throw notFound();
  const quarter = await getQuarter(deps, req, res);
  renderStep(deps, req, res, quarter, {
    step,
    partial: `quarterly-subsidy/${step}`,
    ...(step === 'staff' || step === 'costs' ? { scripts: ['scripts/quarter.js'] } : {}),
    ...(await viewOf(deps, req, step, quarter)),
  });
}

function viewOf(deps: Dependencies, req: Request, step: ReportStepName, quarter: Quarter): object | Promise<object> {
  switch (step) {
    case 'quarter':
      return quarterView(deps, quarter);
    case 'staff':
      return loadPaidBefore(deps.db, quarter.of).then((before) => staffView(quarter, placeIn(req.query), before));
    case 'information':
      return informationView(quarter, typeof req.query.edit === 'string' ? req.query.edit : undefined);
    case 'costs':
      return costsView(quarter);
    case 'attendance':
      return attendanceView(deps, quarter);
    case 'consultations':
      return consultationsView(deps, quarter);
    case 'attachments':
      return attachmentsView(deps, quarter);
    case 'submit':
      return boardView(quarter);
    default:
      return step satisfies never;
  }
}
