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
  type Meaning,
} from '../../domain/attendance/sheet/columns.ts';
import { missingIn, namedColumns, withMeanings, type UploadedSheet } from '../../domain/attendance/sheet/recognise.ts';
import { inOrder, samplesOf } from '../../domain/sheet/recognise.ts';
import type { MonthContext } from '../attendance/month-context.ts';
import type { Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
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
  { found, scope }: Waits<AttendanceWaiting, MonthContext>,
  status?: Status,
): void {
  if (status) res.status(status);
  const { sheet, fileName } = found.waiting;
  const typed = (req.body ?? {}) as Record<string, unknown>;
  const missing = missingIn((status === 422 && readColumns(typed, sheet, false)) || sheet);
  renderPage(deps, req, res, 'attendance-import/columns', {
    title: 'Colonnes de votre fichier',
    about: scope.creche.name,
    back: missingIn(sheet).length > 0 ? backTo(scope) : { href: `${path}/${found.id}`, label: "à l'import" },
    line: `${lineOf(scope)} · fichier « ${fileName} »`,
    action: `${path}/${found.id}/columns`,
    abandon: `${path}/${found.id}/abandon`,
    version: found.version,
    isStale: status === 409,
    isNeeded: missingIn(sheet).length > 0,
    errors:
      status === 422
        ? missing.map((each) => ({ href: each === 'days' ? '#firstDay' : '#c-first', text: sentences[each] }))
        : undefined,
    columns: namedColumns(sheet).map((letters, at) => ({
      name: nameOf(letters),
      id: at === 0 ? 'c-first' : nameOf(letters),
      letters,
      header: sheet.headers[letters],
      samples: samplesOf(sheet, letters).join(' · '),
      value:
        meaningTyped(typed, letters) ??
        sheet.columns[letters] ??
        (missing.length > 0 ? likelyField(sheet.headers[letters] ?? '') : undefined) ??
        'ignored',
    })),
    options,
    asksDays: missingIn(sheet).includes('days'),
    firstDay: typeof typed.firstDay === 'string' ? typed.firstDay : '',
    places: inOrder(sheet.headers).map((letters) => ({
      value: letters,
      text: `${letters} : ${sheet.headers[letters] ?? ''}`,
    })),
  });
}

const nameOf = (letters: string): string => `c-${letters}`;
const meaningTyped = (typed: Readonly<Record<string, unknown>>, letters: string): Meaning | undefined => {
  const value = typed[nameOf(letters)];
  return typeof value === 'string' && isMeaning(value) ? value : undefined;
};

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
      const meaning = meaningTyped(typed, letters);
      if (meaning !== undefined && meaning !== 'ignored') break;
      days.set(letters, dayKey(days.size + 1));
    }
  const mapped = withMeanings(
    sheet,
    named.map((letters) => days.get(letters) ?? meaningTyped(typed, letters) ?? 'ignored'),
  );
  return isWhole && missingIn(mapped).length > 0 ? undefined : mapped;
}
