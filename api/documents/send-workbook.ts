/** A workbook drawn in a process apart, and sent as a file to save. */
import type { Response } from 'express';
import type { DrawnWorkbook } from '../../domain/workbook.ts';
import { Problem } from '../problems.ts';
import { acceptedTypes } from './accepted-types.ts';
import { attachmentHeader } from './file-name.ts';
import { doApart } from './processes-apart.ts';

export async function sendWorkbook(res: Response, name: string, workbook: DrawnWorkbook): Promise<void> {
  const drawn = await doApart({ kind: 'draw-workbook', workbook });
  if (!drawn.ok) throw new Problem(503, drawn.fault);
  res
    .set({
      'Content-Type': acceptedTypes.xlsx,
      'Content-Disposition': attachmentHeader(name),
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    })
    .send(Buffer.from(drawn.result));
}
