/** Which column of their file is which of ours: asked once for each program, then known. */
import type { Request, Response } from 'express';
import type { AttendanceWaiting } from '../../db/attendance-import/preview.ts';
import {
  dayKey,
  fieldKeys,
  fields,
  isMeaning,
  likelyField,
  type ColumnKey,
} from '../../domain/attendance/sheet/columns.ts';
import { missingIn, namedColumns, withMeanings, type UploadedSheet } from '../../domain/attendance/sheet/recognise.ts';
import { inOrder } from '../../domain/sheet/recognise.ts';
import type { MonthContext } from '../attendance/month-context.ts';
import type { Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { columnsPage, meaningTyped } from '../sheet-import/columns.ts';
import type { Status, Waits } from '../sheet-import/routes.ts';
import { path } from './month-import.ts';
import { backTo, lineOf } from './upload-page.ts';

const options = [
  { value: 'ignored', text: 'ne pas lire' },
  ...fieldKeys.filter((key) => key !== 'number').map((value) => ({ value, text: fields[value].header })),
];
const sentences = {
  name: 'Dites quelle colonne contient le nom et le prénom (une seule, ou deux)',
  days: 'Dites dans quelle colonne commence le premier jour du mois',
} as const;

export function showColumns(
  deps: Dependencies,
  req: Request,
  res: Response,
  waits: Waits<AttendanceWaiting, MonthContext>,
  status?: Status,
): void {
  const { found, scope } = waits;
  if (status) res.status(status);
  const { sheet, fileName } = found.waiting;
  const typed = (req.body ?? {}) as Record<string, unknown>;
  const missing = missingIn((status === 422 && readColumns(typed, sheet, false)) || sheet);
  renderPage(deps, req, res, 'sheet-import/columns', {
    ...columnsPage<ColumnKey>(waits, {
      ...{ path, named: namedColumns(sheet), typed, isMeaning, status },
      likely: missing.length > 0 ? likelyField : undefined,
    }),
    about: scope.creche.name,
    back: missingIn(sheet).length > 0 ? backTo(scope) : { href: `${path}/${found.id}`, label: "à l'import" },
    line: `${lineOf(scope)} · fichier « ${fileName} »`,
    isLearnt: true,
    isNeeded: missingIn(sheet).length > 0,
    errors:
      status === 422
        ? missing.map((each) => ({ href: each === 'days' ? '#firstDay' : '#c-first', text: sentences[each] }))
        : undefined,
    options,
    asksDays: missingIn(sheet).includes('days'),
    firstDay: typeof typed.firstDay === 'string' ? typed.firstDay : '',
    places: inOrder(sheet.headers).map((letters) => ({
      value: letters,
      text: `${letters} : ${sheet.headers[letters] ?? ''}`,
    })),
  });
}

/** @returns the sheet as the form says its columns; undefined where it still cannot be read */
export function readColumns(
  typed: Readonly<Record<string, unknown>>,
  sheet: UploadedSheet,
  isWhole = true,
): UploadedSheet | undefined {
  const named = namedColumns(sheet);
  const first = inOrder(sheet.headers).indexOf(String(typed.firstDay));
  // From there on, one after the other: as far as a month goes, or the next column that is said to be another.
  const days = new Map<string, ColumnKey>();
  if (first >= 0)
    for (const letters of inOrder(sheet.headers).slice(first, first + 31)) {
      const meaning = meaningTyped(typed, letters, isMeaning);
      if (meaning !== undefined && meaning !== 'ignored') break;
      days.set(letters, dayKey(days.size + 1));
    }
  const mapped = withMeanings(
    sheet,
    named.map((letters) => days.get(letters) ?? meaningTyped(typed, letters, isMeaning) ?? 'ignored'),
  );
  return isWhole && missingIn(mapped).length > 0 ? undefined : mapped;
}
