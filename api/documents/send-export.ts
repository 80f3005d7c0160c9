/** A list that is taken away as a sheet: who took it, and how many lines, stands in the audit. */
import type { Response } from 'express';
import { recordAudit } from '../../db/audit.ts';
import type { DrawnWorkbook } from '../../domain/workbook.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { sendWorkbook } from './send-workbook.ts';

interface Export {
  name: string;
  workbook: DrawnWorkbook;
  subject: string;
  subjectId: string;
  lines: number;
  /** The body whose list it is, for its history. */
  onBehalfOf?: string;
}

/** Noted before it is drawn. @throws Problem 503: it cannot be drawn now */
export async function sendExport(
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  res: Response,
  { name, workbook, subject, subjectId, lines, onBehalfOf }: Export,
): Promise<void> {
  const { userId, acr } = getViewer(res);
  await recordAudit(db, {
    at: now(),
    actorId: userId,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    acr,
    event: 'export',
    subject,
    subjectId,
    change: { lines: { before: null, after: lines } },
  });
  await sendWorkbook(res, name, workbook);
}
