/** Step 3: closures of the place, those common to all places of the body, and legal holidays added at once. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Day } from '../../../domain/calendar.ts';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { isUuid } from '../../../domain/identifiers.ts';
import { firstDayOf, lastDayOf } from '../../../domain/quarter.ts';
import { closureMotives } from '../../../domain/subsidy/report.ts';
import { findChange } from '../../../db/quarterly-subsidy/report.ts';
import { removeClosure, saveClosure } from '../../../db/quarterly-subsidy/save-report.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { id, version } from '../../forms/envelope.ts';
import { faultsIn, isFaulty, type Faults } from '../../forms/form.ts';
import { choice, notBefore, optionalLine, requiredDay } from '../../forms/inputs.ts';
import { leaveFlash } from '../../page.ts';
import { notFound } from '../../problems.ts';
import { changedMeanwhile, closedMeanwhile, getEditable, getQuarter } from './context.ts';
import { missingHolidays, showAgain, type Typed } from './information-view.ts';

const ClosureForm = z.strictObject({
  _csrf: z.unknown().optional(),
  form: z.enum(['new', 'new-common']).or(id),
  common: z.enum(['0', '1']),
  version,
  fromOn: requiredDay('Écrivez le premier jour de la fermeture.'),
  toOn: requiredDay('Écrivez le dernier jour de la fermeture.')
    .or(z.literal('').transform(() => undefined))
    .optional(),
  motive: z
    .literal('')
    .transform(() => null)
    .or(choice('Choisissez un motif.', closureMotives)),
  note: optionalLine(200),
});

export async function postClosure(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { of, base } = await getEditable(deps, req, res);
  const body = (req.body ?? {}) as Typed;
  const by = { userId: getViewer(res).userId, at: deps.now() };
  const page = `${base}/report/information`;
  if (typeof body.remove === 'string' && body.remove !== '') {
    if (!isUuid(body.remove)) throw notFound();
    const removed = await removeClosure(deps.db, of, { id: body.remove, common: body.common === '1' });
    if (removed === 'closed') throw closedMeanwhile(base);
    leaveFlash(req, { kind: 'done', text: 'La fermeture est retirée.' });
    res.redirect(303, `${page}#fermetures`);
    return;
  }
  const read = ClosureForm.safeParse(body);
  const faults = read.success ? closureFaults(read.data, of.quarter) : faultsIn(read.error);
  if (!read.success || isFaulty(faults)) {
    await showAgain(deps, req, res, { form: typeof body.form === 'string' ? body.form : 'new', typed: body, faults });
    return;
  }
  const { form, common, fromOn, toOn = fromOn, motive, note = '', version: seen } = read.data;
  const saved = await saveClosure(
    deps.db,
    of,
    { fromOn, toOn, motive, note },
    { ...(form.startsWith('new') ? {} : { id: form }), seen, common: common === '1' },
    by,
  );
  const kept = [{ label: 'Fermeture', value: `${formatShortDate(fromOn)} – ${formatShortDate(toOn)}` }];
  if (saved === 'closed') throw closedMeanwhile(base, kept);
  if (saved === 'changed') throw changedMeanwhile(await findChange(deps.db, { closureId: form }), page, kept);
  leaveFlash(req, { kind: 'done', text: 'La fermeture est enregistrée.' });
  res.redirect(303, `${page}#fermetures`);
}
function closureFaults({ fromOn, toOn }: { fromOn: Day; toOn?: Day | undefined }, quarter: string): Faults {
  const last = toOn ?? fromOn;
  if (last < fromOn) return notBefore('toOn', last, fromOn, 'Le dernier jour');
  return fromOn > lastDayOf(quarter) || last < firstDayOf(quarter)
    ? {
        fromOn: `Une fermeture de ce trimestre : du ${formatShortDate(firstDayOf(quarter))} au ${formatShortDate(lastDayOf(quarter))}.`,
      }
    : {};
}

/** All the legal holidays that are proposed, at once. */
export async function postHolidays(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { of, base } = await getEditable(deps, req, res);
  const by = { userId: getViewer(res).userId, at: deps.now() };
  const quarter = await getQuarter(deps, req, res);
  const days = missingHolidays(of.quarter, quarter.report.closures);
  for (const { day } of days)
    if (
      (await saveClosure(
        deps.db,
        of,
        { fromOn: day, toOn: day, motive: 'public-holiday', note: '' },
        { seen: 0, common: false },
        by,
      )) === 'closed'
    )
      throw closedMeanwhile(base);
  leaveFlash(req, { kind: 'done', text: 'Les jours fériés légaux du trimestre sont ajoutés.' });
  res.redirect(303, `${base}/report/information#fermetures`);
}
