/** The lines of a month: so many empty ones, those of the month before, and none. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { addLines, takeOver } from '../../db/attendance/rows.ts';
import { ifOpen } from '../../db/attendance/only-open.ts';
import { mostRows } from '../../domain/attendance/month.ts';
import { monthInWords, monthsFurther } from '../../domain/quarter.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { faultsIn } from '../forms/form.ts';
import { count } from '../forms/numbers.ts';
import { leaveFlash } from '../page.ts';
import { getMonth, lockedProblem, type MonthContext } from './month-context.ts';
import { showMonth } from './month-page.ts';

const Lines = z.strictObject({ lines: count('Écrivez un nombre de lignes', { least: 1, most: mostRows }) });

export function lineRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  const by = (res: Response) => ({ userId: getViewer(res).userId, at: now() });

  router.post('/pro/facilities/:id/attendance/:month/lines', async (req, res) => {
    const context = await getMonth(deps, req, res);
    if (context.locked) throw lockedProblem(context);
    const read = Lines.safeParse(req.body ?? {});
    if (!read.success) {
      res.status(422);
      await showMonth(deps, req, res, context, {
        lines: {
          value: (req.body as { lines?: unknown } | undefined)?.lines,
          error: faultsIn(read.error).lines ?? faultsIn(read.error).form,
        },
      });
      return;
    }
    const added = await ifOpen(() => addLines(db, context, read.data.lines, by(res)));
    if (added === undefined) throw lockedProblem(context);
    goBack(
      req,
      res,
      context,
      added === 0 ? full : `${String(added)} ${added === 1 ? 'ligne est ajoutée' : 'lignes sont ajoutées'}.`,
      added === 0,
    );
  });

  router.post('/pro/facilities/:id/attendance/:month/take-over', async (req, res) => {
    const context = await getMonth(deps, req, res);
    if (context.locked) throw lockedProblem(context);
    const done = await ifOpen(() => takeOver(db, context, by(res)));
    if (done === undefined) throw lockedProblem(context);
    const { taken, left } = done;
    const before = monthInWords(monthsFurther(context.month, -1));
    const text =
      taken === 0
        ? `Aucun enfant de ${before} n'est à reprendre : ils sont tous là, ou sortis.`
        : `${String(taken)} ${taken === 1 ? 'enfant repris' : 'enfants repris'} de ${before}, sans leurs présences.`;
    goBack(
      req,
      res,
      context,
      left > 0 ? `${text} ${String(left)} n'ont plus de place : ${full}` : text,
      left > 0 || taken === 0,
    );
  });
  return router;
}

const full = `un mois compte ${String(mostRows)} lignes au plus.`;
function goBack(req: Request, res: Response, { base }: MonthContext, text: string, warns: boolean): void {
  leaveFlash(req, { kind: warns ? 'information' : 'done', text: text.slice(0, 1).toUpperCase() + text.slice(1) });
  res.redirect(303, base);
}
