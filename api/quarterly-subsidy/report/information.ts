/** Step 3: opening hours, and children on 15 January. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { findChange } from '../../../db/quarterly-subsidy/report.ts';
import { saveInformation } from '../../../db/quarterly-subsidy/save-report.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { version } from '../../forms/envelope.ts';
import { faultsIn, isFaulty } from '../../forms/form.ts';
import { optionalLine } from '../../forms/inputs.ts';
import { count, optionalHour } from '../../forms/numbers.ts';
import { leaveFlash } from '../../page.ts';
import { changedMeanwhile, closedMeanwhile, getEditable } from './context.ts';
import { showAgain, type Typed } from './information-view.ts';

const Hours = z.strictObject({
  _csrf: z.unknown().optional(),
  then: z.unknown().optional(),
  version,
  opens: optionalHour(),
  closes: optionalHour(),
  children: optionalLine(10),
});
const childrenCount = count("Écrivez le nombre d'enfants.", { least: 0, most: 1000 });

export async function postInformation(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { row, base } = await getEditable(deps, req, res);
  const body = (req.body ?? {}) as Typed;
  const read = Hours.safeParse(body);
  const faults = read.success ? {} : faultsIn(read.error);
  const typedChildren = read.success ? read.data.children : undefined;
  const children = typedChildren === undefined ? undefined : childrenCount.safeParse(typedChildren);
  if (children && !children.success) faults.children = children.error.issues[0]?.message;
  if (read.success && read.data.opens && read.data.closes && read.data.closes <= read.data.opens)
    faults.closes = "L'heure de fin vient après l'heure de début.";
  if (!read.success || isFaulty(faults)) {
    await showAgain(deps, req, res, { form: 'hours', typed: body, faults });
    return;
  }
  const saved = await saveInformation(
    deps.db,
    row.id,
    { opens: read.data.opens ?? null, closes: read.data.closes ?? null, children: children?.data ?? null },
    read.data.version,
    { userId: getViewer(res).userId, at: deps.now() },
  );
  const kept = [
    { label: 'Heures', value: `${read.data.opens ?? ''} – ${read.data.closes ?? ''}` },
    ...(children ? [{ label: 'Enfants au 15 janvier', value: String(children.data) }] : []),
  ];
  if (saved === 'closed') throw closedMeanwhile(base, kept);
  if (saved === 'changed')
    throw changedMeanwhile(await findChange(deps.db, { caseId: row.id }), `${base}/report/information`, kept);
  if (body.then !== 'next') leaveFlash(req, { kind: 'done', text: 'Le brouillon est enregistré.' });
  res.redirect(303, body.then === 'next' ? `${base}/report/costs` : `${base}/report/information`);
}
