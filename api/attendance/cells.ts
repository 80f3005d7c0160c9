/** What the grid asks: the month at once, cells saved by themselves, and what others have changed since. */
import { Router, type Response } from 'express';
import { z } from 'zod';
import { recordAudit } from '../../db/audit.ts';
import { changesSince, type EncodedRow } from '../../db/attendance/month.ts';
import { namesOf } from '../../db/attendance/names.ts';
import { ifOpen } from '../../db/attendance/only-open.ts';
import { saveCells } from '../../db/attendance/save-cells.ts';
import { readCode } from '../../domain/attendance/codes.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { whole } from '../forms/envelope.ts';
import { cell, jsonOf } from '../forms/cells.ts';
import { getMonth, loadWithRules } from './month-context.ts';
import { auditOf } from './week.ts';

/** As many as the grid sends at once. */
const mostCells = 500;
const Cells = z.strictObject({ cells: jsonOf(z.array(cell).min(1).max(mostCells)) });
const cursor = whole(18).transform(String);

export function cellRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/pro/facilities/:id/attendance/:month/rows', async (req, res) => {
    const context = await getMonth(deps, req, res);
    const { encoded, rules } = await loadWithRules(deps, context);
    res.json({
      month: context.month,
      locked: context.locked,
      rows: encoded.rows.map(sentRow),
      cursor: encoded.cursor,
      rules: { ...rules, closedDays: [...rules.closedDays] },
    });
  });

  router.post('/pro/facilities/:id/attendance/:month/cells', async (req, res) => {
    const context = await getMonth(deps, req, res);
    const read = Cells.safeParse(req.body ?? {});
    if (!read.success) {
      res.status(422).json({ error: 'unreadable' });
      return;
    }
    if (context.locked) {
      locked(res);
      return;
    }
    const at = now();
    // Known codes are kept in one spelling, whoever sends them.
    const cells = read.data.cells.map((one) => ({ ...one, typed: readCode(one.typed) ?? one.typed }));
    const saved = await ifOpen(() => saveCells(db, context, cells, { userId: getViewer(res).userId, at }));
    if (saved === undefined) {
      locked(res);
      return;
    }
    if (saved.some(({ outcome }) => outcome === 'saved')) await recordAudit(db, auditOf(deps, res, context, 'update'));
    const names = await namesOf(
      db,
      saved.map((one) => (one.outcome === 'changed' ? (one.by ?? one.with) : null)),
    );
    res.json({
      savedAt: at,
      cells: saved.map((one) =>
        one.outcome === 'changed' ? { ...one, by: names.get(one.by ?? one.with ?? '') ?? 'une autre personne' } : one,
      ),
    });
  });

  router.get('/pro/facilities/:id/attendance/:month/changes', async (req, res) => {
    const context = await getMonth(deps, req, res);
    const since = cursor.safeParse(req.query.since);
    if (!since.success) {
      res.status(422).json({ error: 'unreadable' });
      return;
    }
    const changes = await changesSince(db, context, since.data);
    const names = await namesOf(
      db,
      changes.rows.map(({ changedBy, changedWith }) => changedBy ?? changedWith),
    );
    res.json({
      locked: context.locked,
      cursor: changes.cursor,
      removed: changes.removed,
      rows: changes.rows.map((row) => ({
        ...sentRow(row),
        by: names.get(row.changedBy ?? row.changedWith ?? '') ?? null,
        mine: row.changedBy === getViewer(res).userId,
      })),
    });
  });
  return router;
}

function locked(res: Response): void {
  res.status(409).json({ error: 'sent' });
}

const sentRow = ({ childId: _, changedBy: __, changedAt, ...row }: EncodedRow) => ({ ...row, changedAt });
