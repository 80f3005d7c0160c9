/** The file that was sent for a month: read, its layout known again, and kept as an import that waits. */
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import type { AttendanceWaiting } from '../../db/attendance-import/preview.ts';
import { keepImport, type WaitingSheet } from '../../db/sheet-imports/imports.ts';
import { findLayout } from '../../db/sheet-imports/layouts.ts';
import { isMeaning, sheetName, type ColumnKey } from '../../domain/attendance/sheet/columns.ts';
import {
  missingIn,
  otherMonthAbove,
  otherMonthIn,
  recognise,
  signatureOf,
  withMeanings,
  type UploadedSheet,
} from '../../domain/attendance/sheet/recognise.ts';
import { monthInWords } from '../../domain/quarter.ts';
import { withoutNumbers } from '../../domain/sheet/without-numbers.ts';
import type { ReadWorkbook } from '../../domain/workbook.ts';
import type { MonthContext } from '../attendance/month-context.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { inTurn } from '../sheet-import/in-turn.ts';
import { noHeaders, takeSheet } from '../sheet-import/take-sheet.ts';
import { previewOf } from './month-import.ts';
import { mendedAsBefore } from './words-of-theirs.ts';

const elsewhere = `Si le relevé est sur une autre feuille, appelez celle-ci « ${sheetName} ».`;

/** @returns the import that waits, or what is said of the file: nothing of it is kept then */
export async function takeMonth(
  deps: Dependencies,
  res: Response,
  context: MonthContext,
): Promise<{ id: string } | { fault: string }> {
  let dropped: readonly string[] = [];
  const taken = await takeSheet<ColumnKey>(deps, res, {
    types: ['xlsx', 'xls'],
    sheetName,
    recognise(workbook, name) {
      // First of all: what comes after may be kept.
      const without = withoutNumbers(workbook.rows);
      ({ dropped } = without);
      return recogniseMonth({ ...workbook, rows: without.rows }, name, context);
    },
  });
  return typeof taken === 'string' ? { fault: taken } : inTurn(() => keep(deps, res, context, { ...taken, dropped }));
}

async function keep(
  { db, config, now }: Dependencies,
  res: Response,
  context: MonthContext,
  taken: WaitingSheet<ColumnKey> & Pick<AttendanceWaiting, 'dropped'>,
): Promise<{ id: string }> {
  const { organisingBodyId } = context.creche;
  const layout = await findLayout(
    db,
    { kind: 'attendance', organisingBodyId, signature: signatureOf(taken.sheet) },
    isMeaning,
  );
  const sheet = layout ? withMeanings(taken.sheet, layout.meanings) : taken.sheet;
  const cells = layout ? mendedAsBefore(sheet, layout.words) : [];
  const waiting: AttendanceWaiting = {
    ...taken,
    sheet,
    mending: { cells, leftOut: [] },
    mode: 'complete',
    remembered: cells.length,
    isKnownLayout: layout !== undefined,
  };
  const shown = missingIn(sheet).length > 0 ? {} : (await previewOf(db, context, waiting)).shown;
  const id = randomUUID();
  await keepImport(db, {
    kind: 'attendance',
    id,
    userId: getViewer(res).userId,
    organisingBodyId,
    about: context,
    waiting: { ...waiting, shown },
    secret: config.nissKey,
    at: now(),
  });
  return { id };
}

function recogniseMonth(workbook: ReadWorkbook, name: string, { month }: MonthContext): UploadedSheet | string {
  const sheet = recognise(workbook);
  if (!sheet) return noHeaders(name, workbook, elsewhere);
  const other = otherMonthIn(sheet, month) ?? otherMonthAbove(workbook.rows, sheet, month);
  return other
    ? `Cellule ${other.cell} : ce relevé est celui de ${monthInWords(other.month)}, et vous importez ${monthInWords(month)}. Ouvrez le mois de ${monthInWords(other.month)}, ou choisissez l'autre fichier.`
    : sheet;
}
