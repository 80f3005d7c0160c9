/** A month by its weeks, without a script: a field for each child and day, saved where it is still as the page showed it. */
import { Router, type Request, type Response } from 'express';
import { recordAudit } from '../../db/audit.ts';
import { namesOf } from '../../db/attendance/names.ts';
import { ifOpen } from '../../db/attendance/only-open.ts';
import { saveCells, type SavedCell, type TypedCell } from '../../db/attendance/save-cells.ts';
import { dayInWords } from '../../domain/attendance/weeks.ts';
import { formatTime } from '../../domain/french-dates.ts';
import { shown } from '../../views/attendance/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { leaveFlash } from '../page.ts';
import { getMonth, lockedProblem, type MonthContext } from './month-context.ts';
import { showMonth, type NotKept } from './month-page.ts';
import { readWeek } from './read-week.ts';

export function weekRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/pro/facilities/:id/attendance/:month', async (req, res) => {
    const context = await getMonth(deps, req, res);
    await recordAudit(db, auditOf(deps, res, context, 'consult'));
    await showMonth(deps, req, res, context);
  });

  router.post('/pro/facilities/:id/attendance/:month/cells', async (req, res, next) => {
    if (typeof (req.body as { cells?: unknown } | undefined)?.cells === 'string') {
      next();
      return;
    }
    const context = await getMonth(deps, req, res);
    if (context.locked) throw lockedProblem(context);
    const { cells, faults } = readWeek(req.body);
    const saved = await ifOpen(() => saveCells(db, context, cells, { userId: getViewer(res).userId, at: now() }));
    if (saved === undefined) throw lockedProblem(context);
    const kept = await notKept(deps, context, cells, saved);
    for (const [key, fault] of faults) kept.set(key, fault);
    if (saved.some(({ outcome }) => outcome === 'saved')) await recordAudit(db, auditOf(deps, res, context, 'update'));
    if (kept.size === 0) {
      leaveFlash(req, { kind: 'done', text: `Enregistré à ${formatTime(now())}.` });
      res.redirect(303, req.originalUrl.replace('/cells?', '?').replace(/\/cells$/, ''));
      return;
    }
    res.status(faults.size > 0 ? 422 : 409);
    await showAgain(deps, req, res, context, kept);
  });
  return router;
}

export const auditOf = (
  { now }: Pick<Dependencies, 'now'>,
  res: Response,
  { facilityId, creche }: MonthContext,
  event: 'consult' | 'update',
) => {
  const { userId: actorId, acr, portal } = getViewer(res);
  const onBehalfOf = portal === 'pro' ? creche.organisingBodyId : null;
  return { at: now(), actorId, onBehalfOf, acr, event, subject: 'attendance', subjectId: facilityId };
};

/** What another person has changed meanwhile, by `<row>.<day>`: who, when, what stands. */
export async function notKept(
  { db }: Dependencies,
  { month }: MonthContext,
  cells: readonly TypedCell[],
  saved: readonly SavedCell[],
): Promise<Map<string, NotKept>> {
  const typedOf = new Map(cells.map(({ rowId, day, typed }) => [`${rowId}.${String(day)}`, typed]));
  const names = await namesOf(
    db,
    saved.map((cell) => (cell.outcome === 'changed' ? cell.by : null)),
  );
  return new Map(
    saved.flatMap((cell): [string, NotKept][] => {
      const key = `${cell.rowId}.${String(cell.day)}`;
      const typed = shown(typedOf.get(key) ?? '');
      if (cell.outcome === 'saved') return [];
      if (cell.outcome === 'gone') return [[key, { typed, elsewhere: 'La ligne de cet enfant a été retirée.' }]];
      const who = (cell.by && names.get(cell.by)) ?? 'Une autre personne';
      const stands = cell.stands === '' ? 'a effacé cette cellule' : `a mis ${shown(cell.stands)}`;
      const day = dayInWords(`${month}-${String(cell.day).padStart(2, '0')}`);
      return [[key, { typed, elsewhere: `${day} : ${who} ${stands} à ${formatTime(cell.at)}.` }]];
    }),
  );
}

async function showAgain(
  deps: Dependencies,
  req: Request,
  res: Response,
  context: MonthContext,
  kept: ReadonlyMap<string, NotKept>,
): Promise<void> {
  await showMonth(deps, req, res, context, {
    cells: kept,
    errors: [...kept].map(([key, { error, elsewhere, typed }]) => ({
      href: `#c.${key}`,
      text: error
        ? `« ${typed} » : ${error}`
        : `${elsewhere ?? ''} Vous aviez écrit ${typed === '' ? 'une cellule vide' : `« ${typed} »`} : enregistrez pour le garder, ou reprenez l'autre valeur.`,
    })),
  });
}
