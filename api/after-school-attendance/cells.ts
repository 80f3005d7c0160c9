/** Days that save themselves, as they are typed or pasted. */
import { Router } from 'express';
import { z } from 'zod';
import { saveCounts } from '../../db/after-school/save-counts.ts';
import { enrolledWrittenInWords, reasonInWords, writtenInWords } from '../../domain/after-school/attendance-words.ts';
import { faultInWords, mostChildren } from '../../domain/after-school/counts.ts';
import { monthOf } from '../../domain/quarter.ts';
import type { Dependencies } from '../context.ts';
import { jsonOf } from '../forms/cells.ts';
import { shownDay } from '../forms/envelope.ts';
import { getMonth } from './month-context.ts';
import { isLocked, writerOf } from './save.ts';

const count = z.int().min(0).max(mostChildren).nullable();
const seen = z.int().min(0).max(1_000_000_000);
const Cells = z.strictObject({
  days: jsonOf(
    z
      .array(
        z.strictObject({
          day: shownDay,
          nursery: count,
          primarySchool: count,
          together: count,
          positive: count,
          morning: count,
          openAnyway: z.boolean(),
          seen,
        }),
      )
      .max(31),
  ),
  enrolled: jsonOf(z.strictObject({ nursery: count, primary: count, seen }).nullable()),
});

export function cellRoutes(deps: Dependencies): Router {
  const router = Router();
  router.post('/pro/after-school/:id/attendance/:month/cells', async (req, res) => {
    const context = await getMonth(deps, req, res);
    const { month } = context;
    const { _csrf: _, ...fields } = (req.body ?? {}) as Record<string, unknown>;
    const read = Cells.safeParse(fields);
    if (!read.success || read.data.days.some(({ day }) => monthOf(day) !== month)) {
      res.status(422).json({ error: 'unreadable' });
      return;
    }
    const writer = writerOf(deps, res, context);
    const { days, enrolled } = read.data;
    const saved = await saveCounts(deps.db, writer, {
      days: days.map(({ day, openAnyway, seen: version, ...counted }) => ({ day, counted, openAnyway, seen: version })),
      months: enrolled ? [{ month, ...enrolled }] : [],
    });
    if (isLocked(saved)) {
      res.status(409).json({ error: 'sent' });
      return;
    }
    res.json({
      savedAt: writer.at,
      days: saved.days.map((one) => {
        if (one.outcome === 'changed') return { ...one, words: writtenInWords(one.by, one.stands) };
        if (one.outcome === 'not-required') return { ...one, why: reasonInWords(one.why, one.day) };
        if (one.outcome === 'wrong') return { ...one, fault: faultInWords(one.fault, one.counted) };
        return one;
      }),
      months: saved.months.map((one) =>
        one.outcome === 'changed' ? { ...one, words: enrolledWrittenInWords(one.by, one.stands) } : one,
      ),
    });
  });
  return router;
}
