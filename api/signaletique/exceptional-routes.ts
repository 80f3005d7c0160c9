/** Exceptional days: added, changed, taken away. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { saveExceptionalDays } from '../../db/signaletique/exceptional-days.ts';
import { formatPlainDate } from '../../domain/french-dates.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id, version } from '../forms/envelope.ts';
import { notFound, Problem } from '../problems.ts';
import { readExceptional } from './exceptional-form.ts';
import { hoursKey, type Open } from './open.ts';
import { again, done, getWritable, tellElsewhere } from './found.ts';

/** `key` names days that are added: sent twice, they are added once. */
const Envelope = z.object({ key: id, version, then: z.enum(['save', 'remove']).default('save') });

export function dayRoutes(deps: Dependencies): Router {
  const router = Router();
  router.post('/pro/facilities/:id/data/exceptional-days/:row', (req, res) => postDays(deps, req, res));
  return router;
}

async function postDays(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const found = await getWritable(deps, req, res, 'facility');
  const { context, base } = found;
  const { row } = req.params;
  if (row !== 'new' && !isUuid(row)) throw notFound();
  const {
    version: seen,
    then,
    page: _page,
    opened: _opened,
    key,
    ...typed
  } = (req.body ?? {}) as Record<string, unknown>;
  const envelope = Envelope.safeParse({ version: seen, then, key });
  if (!envelope.success) throw new Problem(422, 'form', { backHref: base });
  const removes = envelope.data.then === 'remove';
  // What was never added is not taken away, nor added instead.
  if (removes && row === 'new') throw new Problem(422, 'form', { backHref: base });
  const open: Open = { key: hoursKey, row, rowKey: envelope.data.key, version: envelope.data.version, typed };
  const read = removes ? undefined : readExceptional(typed, context.today);
  if (read && !read.ok) {
    await again(deps, req, res, found, { ...open, faults: read.faults });
    return;
  }
  const saved = await saveExceptionalDays(deps.db, {
    facilityId: context.sheet.id,
    bodyId: context.sheet.bodyId,
    id: row === 'new' ? envelope.data.key : row,
    seen: row === 'new' ? 0 : envelope.data.version,
    days: read ? read.days : null,
    viewer: getViewer(res),
    at: deps.now(),
  });
  switch (saved.outcome) {
    case 'overlaps': {
      const { from_on: from, until_on: until, reason } = saved.with;
      await again(deps, req, res, found, {
        ...open,
        faults: {
          fromOn: `Ces jours en touchent d'autres déjà encodés (du ${formatPlainDate(from)} au ${formatPlainDate(until)}, ${reason}) : changez les dates, ou modifiez ceux-là`,
        },
      });
      return;
    }
    case 'changed-elsewhere':
      await tellElsewhere(
        deps,
        req,
        res,
        found,
        saved.current ? open : { ...open, row: 'new' },
        saved,
        envelope.data.then,
      );
      return;
    case 'saved':
      done(
        req,
        res,
        base,
        hoursKey,
        removes ? 'Les jours exceptionnels sont supprimés.' : 'Les jours exceptionnels sont enregistrés.',
      );
      return;
    default:
      saved satisfies never;
  }
}
