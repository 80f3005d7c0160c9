/** The import of a month: what it is about, and what it would do, for whoever asks. */
import type { Response } from 'express';
import { reviewSheet, type AttendanceReview, type AttendanceWaiting } from '../../db/attendance-import/preview.ts';
import { rulesFor } from '../../db/attendance/rules.ts';
import type { Database } from '../../db/connect.ts';
import type { SheetImport } from '../../db/sheet-imports/imports.ts';
import { findMonth, type MonthContext } from '../attendance/month-context.ts';
import type { Dependencies } from '../context.ts';
import { faultsOf, type ImportFault } from './faults.ts';

/** Where imports of attendance that wait stand. */
export const path = '/pro/attendance/imports';

export type ImportPreview = Omit<AttendanceReview, 'faults'> & { faults: ImportFault[] };

export const contextOf = async (
  deps: Dependencies,
  res: Response,
  { facilityId, month }: Pick<SheetImport, 'facilityId' | 'month'>,
): Promise<MonthContext | undefined> =>
  facilityId === null || month === null ? undefined : findMonth(deps, res, { facilityId, month });

/** As the month of now stands. */
export async function previewOf(
  db: Database,
  context: MonthContext,
  waiting: Pick<AttendanceWaiting, 'sheet' | 'mending' | 'mode'>,
): Promise<ImportPreview> {
  const { facilityId, month, today } = context;
  const rules = await rulesFor(db, facilityId, [month], today);
  const review = await reviewSheet(db, context, waiting, rules.get(month)!);
  return { ...review, faults: faultsOf(review, waiting.sheet) };
}
