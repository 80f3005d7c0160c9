/** The first page of an import of attendance: the file, the model, and what waits. */
import type { Request, Response } from 'express';
import { monthInWords } from '../../domain/quarter.ts';
import type { MonthContext } from '../attendance/month-context.ts';
import type { Dependencies } from '../context.ts';
import { workbookAccept } from '../documents/accept-workbook.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { renderPage } from '../page.ts';
import { waitingImports } from './waiting.ts';

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
    ...(await waitingImports(deps, res, context)),
  });
}
