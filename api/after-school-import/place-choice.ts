/** Of which place a report is: asked once, and remembered for the body. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { reviewDays, type DaysOutcome, type DaysWaiting } from '../../db/after-school-import/preview.ts';
import { rememberReportName } from '../../db/after-school-import/report-names.ts';
import { findImport, saveImport, type SheetImport } from '../../db/sheet-imports/imports.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id as idField, version } from '../forms/envelope.ts';
import { notFound } from '../problems.ts';
import { inTurn } from '../sheet-import/in-turn.ts';
import type { Status, Waits } from '../sheet-import/routes.ts';
import { asKnown } from './layout.ts';
import { withoutAnswers } from './rework.ts';
import { path, scopeOf, type DaysScope } from './scope.ts';

const Place = z.strictObject({ version, place: idField });
type Show = (
  deps: Dependencies,
  req: Request,
  res: Response,
  waits: Waits<DaysWaiting, DaysScope>,
  status: Status,
) => Promise<void>;

/** @param show the desk again, for who comes too late or has chosen none */
export function placeChoice(deps: Dependencies, show: Show): Router {
  const { db, now, config } = deps;
  const router = Router();
  router.post(`${path}/:id/place`, (req, res) =>
    inTurn(async () => {
      const { userId } = getViewer(res);
      const kept = { kind: 'after-school', secret: config.nissKey } as const;
      const found: SheetImport<DaysWaiting, DaysOutcome> | undefined = await findImport(db, {
        ...{ ...kept, id: idOf(req), userId, now: now() },
      });
      const scope = found && (await scopeOf(deps, res, found));
      if (!found?.waiting || !scope) throw notFound();
      const { outcome: _none, waiting, ...about } = found;
      const waits = { found: { ...about, waiting }, scope };
      const form = Place.safeParse(req.body ?? {});
      const place = scope.places.find(({ id }) => id === form.data?.place);
      if (!form.success || !place) return show(deps, req, res, waits, 422);
      const isSame = found.facilityId === null || found.facilityId === place.id;
      const next: DaysWaiting = {
        ...(isSame ? waiting : withoutAnswers(waiting)),
        // Of a body that was not known, or is another one, its columns are known only now.
        ...(found.organisingBodyId === place.organisingBodyId
          ? {}
          : await asKnown(db, place.organisingBodyId, waiting)),
      };
      const { shown } = await reviewDays(db, place.id, next, scope.today);
      const isSaved =
        form.data.version === found.version &&
        (await saveImport(db, {
          ...{ ...kept, id: found.id, version: found.version },
          ...{ waiting: { ...next, shown }, place },
        }));
      if (!isSaved) return show(deps, req, res, waits, 409);
      if (waiting.report)
        await rememberReportName(
          db,
          { organisingBodyId: place.organisingBodyId, name: waiting.report.name, facilityId: place.id },
          { userId, at: now() },
        );
      res.redirect(303, `${path}/${found.id}`);
    }),
  );
  return router;
}
