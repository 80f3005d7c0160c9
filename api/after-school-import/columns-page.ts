/** Which column of their file is which of ours: asked once for each layout, then known. */
import type { Request, Response } from 'express';
import type { DaysWaiting } from '../../db/after-school-import/preview.ts';
import { fieldKeys, fields, isMeaning, likelyField, type ColumnKey } from '../../domain/after-school/sheet/columns.ts';
import {
  missingIn,
  namedColumns,
  signatureOf,
  withMeanings,
  type DaysSheet,
} from '../../domain/after-school/sheet/recognise.ts';
import type { Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
import { columnsPage, meaningTyped } from '../sheet-import/columns.ts';
import type { Status, Waits } from '../sheet-import/routes.ts';
import { path, placeInWords, type DaysScope } from './scope.ts';

const options = [
  { value: 'ignored', text: 'ne pas lire' },
  ...fieldKeys.map((value) => ({ value, text: fields[value].header })),
];
const sentences = {
  day: 'Dites quelle colonne contient la date',
  counts: 'Dites au moins une colonne de nombres : maternelle, primaire, ou les deux ensemble',
} as const;

export function showColumns(
  deps: Dependencies,
  req: Request,
  res: Response,
  waits: Waits<DaysWaiting, DaysScope>,
  status?: Status,
): void {
  const { found, scope } = waits;
  if (status) res.status(status);
  const { sheet, fileName } = found.waiting;
  const typed = (req.body ?? {}) as Record<string, unknown>;
  const missing = missingIn(status === 422 ? readColumns(typed, sheet, false)! : sheet);
  renderPage(deps, req, res, 'sheet-import/columns', {
    ...columnsPage<ColumnKey>(waits, {
      ...{ path, named: namedColumns(sheet), typed, isMeaning, status },
      likely: missing.length > 0 ? likelyField : undefined,
    }),
    about: scope.place?.name ?? fileName,
    back: { href: `${path}/${found.id}`, label: "à l'import" },
    line: [scope.place && placeInWords(scope.place), `fichier « ${fileName} »`].filter(Boolean).join(' · '),
    // Cells without titles teach nothing of the next ones.
    isLearnt: signatureOf(sheet) !== undefined,
    errors: status === 422 ? missing.map((each) => ({ href: '#c-first', text: sentences[each] })) : undefined,
    options,
  });
}

/** @returns the sheet as the form says its columns; undefined where it still cannot be read */
export function readColumns(
  typed: Readonly<Record<string, unknown>>,
  sheet: DaysSheet,
  isWhole = true,
): DaysSheet | undefined {
  const mapped = withMeanings(
    sheet,
    namedColumns(sheet).map((letters) => meaningTyped(typed, letters, isMeaning) ?? 'ignored'),
  );
  return isWhole && missingIn(mapped).length > 0 ? undefined : mapped;
}
