/** Opening hours are validated, copied from Monday, or taken back where they have not begun. Whoever pays subsidies on them is told. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { saveSection } from '../../db/sheet-sections.ts';
import { dropHours, writeHours } from '../../db/signaletique/hours.ts';
import { tellSubsidyManager } from '../../db/signaletique/tell-subsidy-manager.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { isDay } from '../../domain/calendar.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { version } from '../forms/envelope.ts';
import { Problem } from '../problems.ts';
import { readWeek, withMondayCopied } from './hours-form.ts';
import { hoursKey, type Open } from './open.ts';
import { again, done, getWritable, subjectOf, tellElsewhere } from './found.ts';
import { ofFacility } from './section.ts';
import { showSheet } from './sheet-page.ts';

const Envelope = z.object({ version, then: z.enum(['save', 'copy-monday', 'remove']).default('save') });

export async function postHours(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const found = await getWritable(deps, req, res, 'facility');
  const { context, base } = found;
  const { version: seen, then, page: _page, shown, ...typed } = (req.body ?? {}) as Record<string, unknown>;
  const envelope = Envelope.safeParse({ version: seen, then });
  if (!envelope.success) throw new Problem(422, 'form', { backHref: base });
  const week = { hours: ofFacility(context).hours, today: context.today };
  const open: Open = { key: hoursKey, typed, ...(typeof shown === 'string' && isDay(shown) ? { from: shown } : {}) };
  if (envelope.data.then === 'copy-monday') {
    await showSheet(deps, req, res, { ...found, open: { ...open, typed: withMondayCopied(typed) } });
    return;
  }
  const writing = { facilityId: context.sheet.id, by: getViewer(res).userId, at: deps.now() };
  const removes = envelope.data.then === 'remove' && typeof shown === 'string' && isDay(shown) ? shown : undefined;
  const read = removes ? undefined : readWeek(typed, week);
  if (read && !read.ok) {
    await again(deps, req, res, found, { ...open, faults: read.faults });
    return;
  }
  const saved = await saveSection(
    deps.db,
    {
      subject: subjectOf(context.sheet),
      section: hoursKey,
      // What was sent last: the hours themselves stand in a table of their own, by date.
      data: { sent: read ? { from: read.validFrom, week: read.week } : { removed: removes } },
      version: envelope.data.version,
      viewer: getViewer(res),
      at: deps.now(),
    },
    async (trx) => {
      const change = read
        ? await writeHours(trx, writing, { validFrom: read.validFrom, week: read.week, words: null })
        : await dropHours(trx, writing, removes ?? '');
      if (change) await tellSubsidyManager(trx, { facilityId: context.sheet.id, at: deps.now() });
      return change;
    },
  );
  if (saved.outcome === 'changed-elsewhere') {
    await tellElsewhere(deps, req, res, found, open, saved);
    return;
  }
  done(
    req,
    res,
    base,
    hoursKey,
    read
      ? `Vos heures sont enregistrées. Elles valent ${read.validFrom > context.today ? `à partir du ${formatLongDate(read.validFrom)}` : 'dès maintenant'}.`
      : "L'horaire à venir est supprimé.",
  );
}
