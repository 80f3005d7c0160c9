/** Which column of their file is which of ours: asked once for each layout, then known. */
import type { Request, Response } from 'express';
import type { DaysWaiting } from '../../db/after-school-import/preview.ts';
import { fieldKeys, fields, isMeaning, likelyField, type Meaning } from '../../domain/after-school/sheet/columns.ts';
import { missingIn, namedColumns, withMeanings, type DaysSheet } from '../../domain/after-school/sheet/recognise.ts';
import { samplesOf } from '../../domain/sheet/recognise.ts';
import type { Dependencies } from '../context.ts';
import { renderPage } from '../page.ts';
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
  { found, scope }: Waits<DaysWaiting, DaysScope>,
  status?: Status,
): void {
  if (status) res.status(status);
  const { sheet, fileName } = found.waiting;
  const typed = (req.body ?? {}) as Record<string, unknown>;
  const missing = missingIn(status === 422 ? readColumns(typed, sheet, false)! : sheet);
  renderPage(deps, req, res, 'after-school-import/columns', {
    title: 'Colonnes de votre fichier',
    about: scope.place?.name ?? fileName,
    back: { href: `${path}/${found.id}`, label: "à l'import" },
    line: [scope.place && placeInWords(scope.place), `fichier « ${fileName} »`].filter(Boolean).join(' · '),
    action: `${path}/${found.id}/columns`,
    abandon: `${path}/${found.id}/abandon`,
    version: found.version,
    isStale: status === 409,
    errors: status === 422 ? missing.map((each) => ({ href: '#c-first', text: sentences[each] })) : undefined,
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
  sheet: DaysSheet,
  isWhole = true,
): DaysSheet | undefined {
  const mapped = withMeanings(
    sheet,
    namedColumns(sheet).map((letters) => meaningTyped(typed, letters) ?? 'ignored'),
  );
  return isWhole && missingIn(mapped).length > 0 ? undefined : mapped;
}
