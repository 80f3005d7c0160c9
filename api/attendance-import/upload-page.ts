/** The first page of an import of attendance: the file, the model, and what waits. */
import type { Request, Response } from 'express';
import { listWaiting } from '../../db/sheet-imports/imports.ts';
import { formatShortDateTime } from '../../domain/french-dates.ts';
import { monthInWords } from '../../domain/quarter.ts';
import type { MonthContext } from '../attendance/month-context.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { workbookAccept } from '../documents/accept-workbook.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { renderPage } from '../page.ts';
import { path } from './month-import.ts';

/** « Crèche Les Petits Chênes, Namur · septembre 2026 » */
export const lineOf = ({ creche: { name, locality }, month }: MonthContext): string =>
  `${[name, locality].filter(Boolean).join(', ')} · ${monthInWords(month)}`;
export const backTo = ({ base, month }: MonthContext): { href: string; label: string } => ({
  href: base,
  label: `aux présences ${/^[ao]/.test(monthInWords(month)) ? "d'" : 'de '}${monthInWords(month)}`,
});

/** @param fault what is wrong with the file that was sent */
export async function showUpload(
  deps: Dependencies,
  req: Request,
  res: Response,
  context: MonthContext,
  fault?: string,
): Promise<void> {
  if (fault) res.status(faultStatusOf(res));
  const { db, now } = deps;
  const waiting = await listWaiting(db, {
    kind: 'attendance',
    userId: getViewer(res).userId,
    now: now(),
    about: context,
  });
  renderPage(deps, req, res, 'attendance-import/upload', {
    title: 'Importer un relevé de présences',
    about: context.creche.name,
    back: backTo(context),
    line: lineOf(context),
    action: `${context.base}/import`,
    template: `${context.base}/template`,
    month: context.base,
    accept: workbookAccept(['xlsx', 'xls']),
    error: fault,
    errors: fault ? [{ href: '#file', text: fault }] : undefined,
    waiting: waiting.map(({ id, createdAt }) => ({
      href: `${path}/${id}`,
      text: `Import du ${formatShortDateTime(createdAt)}`,
    })),
  });
}
